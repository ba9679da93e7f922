"""What docs/lexicon.md tells users to write is read as it says."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.lexicon import Lexicon, built_in, lexicon, use

PAGE = Path(__file__).parent.parent / "docs" / "lexicon.md"
_FILE = re.compile(r"```toml\n# words/(\w+)\.toml\n(.*?)```", re.S)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Lexicon]:
    """The vocabulary with the files of the page in use."""
    extra = {}
    for kind, text in _FILE.findall(PAGE.read_text(encoding="utf-8")):
        path = tmp_path / f"{kind}.toml"
        path.write_text(text, encoding="utf-8")
        extra[kind] = [path]
    assert len(extra) == 6
    known = lexicon(extra)
    use(known)
    yield known
    use(built_in())


def test_the_examples_are_read_as_the_page_says(own: Lexicon) -> None:
    said = re.findall(r'"([^"\n]+\.|[^"\n]+。)"', PAGE.read_text(encoding="utf-8").partition("With these files")[2])
    act, chinese, translated = (
        compose(text, identity="own", title="", published=date(2026, 10, 20)) for text in said[:3]
    )
    (found,) = initiatives(act, own)
    assert (found.actors, found.topic, found.act) == (("Tide Board",), "sea", "kindle")
    series = {
        (figure.indicator, figure.value, figure.unit) for page in (chinese, translated) for figure in figures(page, own)
    }
    assert series == {("flying_taxi.total", 3200, "aircraft")}


def test_a_unit_with_a_factor_and_a_name_added_to_a_built_in_subject(own: Lexicon) -> None:
    page = compose("The road is 100 leagues long. China has 40 horned companies.", identity="own", title="")
    assert {(figure.value, figure.unit) for figure in figures(page, own)} >= {(480, "kilometer"), (40, "enterprise")}

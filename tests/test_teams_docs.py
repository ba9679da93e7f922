"""What docs/teams.md tells users to write is read as it says."""

import re
from datetime import date
from pathlib import Path

import pytest

from alerts.about import About
from alerts.rules import catching, excluding
from alerts.team import Team
from flows.sections import RuleSettings, TeamSettings
from flows.settings import load
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Change, Origin

PAGE = (Path(__file__).parent.parent / "docs" / "teams.md").read_text("utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.S)


def teams(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Team, ...]:
    """The teams of a configuration, its secrets and folders there."""
    (folder / "templates" / "policy").mkdir(parents=True)
    (folder / "chat").write_text("json://chat.example.org/", "utf-8")
    for name in ("SMTP_USER", "SMTP_PASSWORD"):
        monkeypatch.setenv(name, "x")
    file = folder / "gongbao.toml"
    file.write_text(text.replace("/run/secrets/sme_chat", str(folder / "chat")), "utf-8")
    return load(file).alert_teams()


@pytest.mark.parametrize("text", BLOCKS)
def test_every_example_is_a_configuration(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {team.name for team in teams(text, tmp_path, monkeypatch)} == set(re.findall(r"(?m)^\[teams\.(\w+)\]", text))


def test_every_setting_of_teams_and_rules_is_told_and_no_other() -> None:
    assert re.findall(r"(?m)^\| `(\w+)` \|", PAGE) == list(RuleSettings.model_fields)
    written = {key.partition(".")[0] for text in BLOCKS for key in re.findall(r"(?m)^([\w.]+) = ", text)}
    assert set(TeamSettings.model_fields) - {"rules", "without"} <= written
    assert written <= set(TeamSettings.model_fields) | set(RuleSettings.model_fields)


def test_the_rules_catch_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (team,) = teams(BLOCKS[0], tmp_path, monkeypatch)
    rows = re.findall(r'(?m)^\| "(.+)" \| (.+) \|$', PAGE)
    assert len(rows) == 5
    for sentence, caught in rows:
        about = [About(change) for change in changes(sentence)]
        assert about, sentence
        found = {(rule.name if rule else "nothing") for rule in (catching(team, one) for one in about)}
        without = {rule.name for rule in (excluding(team, one) for one in about) if rule}
        assert ("nothing: " + min(without) if without else " ".join(sorted(found))) == caught, sentence


def changes(text: str) -> list[Change]:
    """What a page of one sentence brings."""
    page = compose(text, identity="page", title="", published=date(2026, 10, 20))
    origin = Origin(document="page", url="https://a.example/", language=page.language)
    said = (*figures(page), *initiatives(page))
    return [
        Change(id=1, kind="new", measure="m", title="", statement=one, origin=origin, sentence=text) for one in said
    ]

"""What the documents say is so: commands are there, the alert is what a reader gets, links lead on."""

import re
import shlex
from pathlib import Path

import pytest
from house import House

from flows.cli import app, main
from flows.demo.run import own_sources

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_first_screen_shows_an_alert_and_the_two_commands() -> None:
    screen = "\n".join(README.splitlines()[:40])
    assert "```" in screen
    assert "make demo" in screen
    assert "make test" in screen


def test_the_alert_of_the_readme_is_what_its_reader_receives(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.configure({"terminal": "terminal://"}, own_sources())
        house.day(1)
        house.run("check")
        house.day(2)
        received = " ".join(house.run("check").out.split())
        for id in re.findall(r"show (f-\w+)", (ROOT / "flows" / "demo" / "run.py").read_text("utf-8")):
            assert house.run("show", id).status == 0, "the demo names a measure to look at"
    for line in README.split("```")[1].strip().splitlines():
        assert " ".join(line.split()) in received, line


def test_every_command_of_the_readme_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    known = capsys.readouterr().out
    named = set(re.findall(r"gongbao ([a-z]+)", README))
    assert named
    assert not [command for command in named if not re.search(rf"\b{command}\b", known)]


def test_every_command_of_operations_can_be_given_as_it_stands_there() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    commands = set(re.findall(r"(?:^|`|&& )(gongbao [a-z][^`#\n]*?) *(?:`|#|$)", text, re.MULTILINE))
    assert len(commands) > 10
    for command in sorted(commands):
        words = [{"NUMBER": "1", "N": "1", "DAY": "2024-01"}.get(word, word) for word in shlex.split(command)[1:]]
        assert words[0] in set(app), command
        if words[1:]:  # the name alone is no command to type
            app.parse_args(words, exit_on_error=False, print_error=False)


def test_make_knows_the_commands_of_the_documents() -> None:
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        asked = set(re.findall(r"make ([a-z]+)", (ROOT / document).read_text("utf-8")))
        assert asked <= made | {"it"}, document


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/operations.md"])
def test_files_that_documents_name_are_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(
        re.findall(r"`((?:measures|scrapers|store|alerts|flows|tests|docs)/[\w./-]+?\.(?:py|md|toml|json))`", text)
    )
    linked = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")}
    for name in {name for name in named if "NAME" not in name} | linked:
        assert (ROOT / name).exists() or (ROOT / document).parent.joinpath(name).exists(), name


def test_the_lock_file_pins_and_names_no_index() -> None:
    lines = [line for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert all("==" in line and "://" not in line and not line.startswith("-") for line in lines)
    pinned = dict(line.split(";")[0].strip().split("==") for line in lines)
    assert tuple(map(int, pinned["fastapi"].split(".")[:2])) < (0, 151)
    assert pinned["sqlalchemy"].startswith("2.0.")

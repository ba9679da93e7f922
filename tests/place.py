"""A configuration and a store in a folder: no site is asked, what pages say is handed to the store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from stores import document, empty

from flows.desk import Desk, open_desk
from measures.model import Statement


@dataclass(frozen=True)
class Place:
    """An installation with these teams, which are told what it hears."""

    folder: Path
    teams: str

    def configure(self, more: str = "", teams: str = "") -> None:
        """Write the configuration: what is given, then the teams."""
        (self.folder / "gongbao.toml").write_text(more + (teams or self.teams), "utf-8")

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The open desk of this place."""
        with open_desk() as desk:
            yield desk

    def hear(self, identity: str, *said: Statement, learn: bool = False) -> None:
        """Record a document that says this."""
        with self.desk() as desk:
            desk.store.record("miit", [], document(identity), said, learn=learn, owe=desk.owed)


def settle(folder: Path, teams: str, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Make a place in an empty folder."""
    monkeypatch.setenv("GONGBAO_CONFIG", str(folder / "gongbao.toml"))
    (folder / "data").mkdir()
    (folder / "data" / "gongbao.db").write_bytes(empty())
    made = Place(folder, teams)
    made.configure()
    return made

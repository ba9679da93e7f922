"""An installation to try: its configuration, its store, and a clock that is moved for all its processes at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stores import document, figure

from flows.desk import Desk, open_desk
from flows.settings import Settings, load

EVERY = timedelta(minutes=5)
"""How often the flow `deliver` runs (prefect.yaml)."""


@dataclass(frozen=True)
class Clock:
    """The time, moved forward by what a file says: processes that share the file share the clock."""

    file: Path

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset

    @property
    def offset(self) -> timedelta:
        """How far the clock was moved."""
        return timedelta(seconds=float(self.file.read_text()) if self.file.exists() else 0)

    def forward(self, interval: timedelta) -> None:
        """Move the clock."""
        later = self.file.with_suffix(".new")
        later.write_text(str((self.offset + interval).total_seconds()))
        later.replace(self.file)


@dataclass(frozen=True)
class Office:
    """A folder with a configuration. `database` is the address of an empty database; SQLite in the folder without."""

    folder: Path
    database: str = ""

    @property
    def clock(self) -> Clock:
        """The clock of all its processes."""
        return Clock(self.folder / "clock")

    def configure(self, teams: Mapping[str, Mapping[str, str]], **rest: str | int) -> None:
        """Write the configuration: the channels of each team, and further settings that all of them have."""
        lines = [f'database = "{self.database}"'] if self.database else []
        for team, channels in teams.items():
            lines += [f"[teams.{team}]", *(f"{name} = {json.dumps(value)}" for name, value in rest.items())]
            lines += [f'channels.{name} = "{url}"' for name, url in channels.items()]
        (self.folder / "gongbao.toml").write_text("\n".join(lines), encoding="utf-8")

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open it as every command does, on its own clock."""
        with open_desk(_on(self.clock, load(self.folder / "gongbao.toml"))) as desk:
            yield desk


def _on(clock: Clock, settings: Settings) -> Settings:
    class Moved(Settings):
        def clock(self) -> datetime:
            return clock()

    return Moved.model_construct(**dict(settings))


def tell(desk: Desk, numbers: Sequence[int]) -> None:
    """Let pages appear: each an event of its own with one new figure, of a thing that has its number in its name."""
    for number in numbers:
        said = figure(number + 100, f"thing{number}x", label=f"thing{number}x makers")
        desk.store.record("trial", [], document(f"d{number}"), [said], owe=desk.owed)

"""An installation to try: its configuration, its store, and a clock that is moved for all its processes at once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from stores import document, figure

from flows.desk import Desk, open_desk
from flows.settings import Settings, load
from measures.model import Document, Figure

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

    def configure(self, teams: Mapping[str, Mapping[str, str | int | list[str]]]) -> None:
        """Write the configuration: for each team its settings, with dotted names for its channels."""
        lines = [f'database = "{self.database}"'] if self.database else []
        for team, settings in teams.items():
            lines += [f"[teams.{team}]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items())]
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


def tell(desk: Desk, pages: Iterable[Sequence[int]]) -> None:
    """Let pages appear, each an event of its own: a new figure for each of its numbers."""
    for numbers in pages:
        said, figures = page(numbers)
        desk.store.record("trial", [], said, figures, owe=desk.owed)


def page(numbers: Sequence[int]) -> tuple[Document, list[Figure]]:
    """A page with a sentence for each number, about a thing that has the number in its name."""
    sentences = [f"There were {number + 100:,} thing{number}x makers at the end of February." for number in numbers]
    starts = [0, *accumulate(len(sentence) + 1 for sentence in sentences)]
    figures = [
        figure(
            number + 100,
            f"thing{number}x",
            label=f"thing{number}x makers",
            start=start + len("There were "),
            sentence_start=start,
            sentence_end=start + len(sentence),
            quote=f"{number + 100:,} thing{number}x makers",
            end=start + len(sentence) - len(" at the end of February."),
        )
        for number, start, sentence in zip(numbers, starts, sentences, strict=False)
    ]
    return document(f"d{numbers[0]}", text=" ".join(sentences)), figures

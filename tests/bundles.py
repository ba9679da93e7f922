"""Texts in which people marked what is the same measure: those of this project, and the gold beside it.

Beside `tests/knowing/*/NAME.txt` stands `NAME.marks`: its event and day (`later` is a text of what came of it), then a
line for each statement: `f start end value measure [time]`, `i start end [measure]`, `s start end measure ...` for one
that only sums up others. `apart.txt` pairs what looks alike and is not the same: `kind text start text start`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from measures.model import Figure, Kind, Point

TEXTS = Path(__file__).parent / "knowing"
_KINDS: dict[str, Kind] = {"f": "figure", "i": "initiative", "s": "initiative"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement that a person marked. Two are one measure if they share a name."""

    kind: Kind
    document: str
    start: int
    end: int
    names: frozenset[str]
    value: float = 0
    when: str = ""
    sums: bool = False

    def likeness(self, point: Point) -> float:
        """The share of both that is common to mark and statement, 0 if it means something else.

        A figure is meant by its number and value, an initiative by half of the shorter of the two.
        """
        said = point.statement
        common = min(self.end, said.end) - max(self.start, said.start)
        if isinstance(said, Figure) != (self.kind == "figure") or common <= 0:
            return 0
        if isinstance(said, Figure) and abs(float(said.value) - self.value) > 1e-6 * max(1, abs(self.value)):
            return 0
        sizes = self.end - self.start, said.end - said.start
        return common / (sum(sizes) - common) if self.kind == "figure" or common >= 0.5 * min(sizes) else 0


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its marks."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    event: str = ""
    day: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Texts, and pairs of marks that are not one measure."""

    texts: tuple[Told, ...]
    apart: tuple[tuple[Mark, Mark], ...]

    @property
    def marks(self) -> list[Mark]:
        return [mark for told in self.texts for mark in told.marks]

    @property
    def events(self) -> list[str]:
        return sorted({told.event for told in self.texts if told.event})


@cache
def own(name: str) -> Bundle:
    """The project's own texts `seen` or `unseen`."""
    texts = tuple(_told(path) for path in sorted((TEXTS / name).glob("*.marks")))
    at = {(mark.kind, mark.document, mark.start): mark for told in texts for mark in told.marks}
    pairs = (line.split() for line in (TEXTS / name / "apart.txt").read_text(encoding="utf-8").splitlines())
    apart = ((at[_KINDS[k], one, int(x)], at[_KINDS[k], other, int(y)]) for k, one, x, other, y in pairs)
    return Bundle(texts, tuple(apart))


def _told(path: Path) -> Told:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    what, event, day = head.split()
    marks = tuple(_mark(path.stem, *line.split()) for line in lines)
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    return Told(path.stem, text, marks, event, day, what == "later")


def _mark(document: str, letter: str, start: str, end: str, *more: str) -> Mark:
    place = (_KINDS[letter], document, int(start), int(end))
    if letter == "f":
        value, name, *when = more
        return Mark(*place, frozenset({name}), float(value), "".join(when))
    return Mark(*place, frozenset() if letter == "s" else frozenset(more), sums=letter == "s")


def gold(*folders: Path) -> Bundle:
    """Folders of gold as one bundle, with their hard negatives."""
    marks: dict[str, Mark] = {}
    pairs: list[tuple[str, str]] = []
    names = _names(folders)
    for folder in folders:
        found = [*_json(folder, "figures"), *_json(folder, "initiatives")]
        marks |= {row["id"]: _of_gold(row, names[row["id"]]) for row in found}
        pairs += [(pair["a"], pair["b"]) for pair in _json(folder, "related")["hard_negatives"]]
    texts = (_text_of_gold(path, marks.values()) for folder in folders for path in sorted((folder / "texts").iterdir()))
    here = [two for two in pairs if marks.keys() >= set(two)]
    return Bundle(tuple(texts), tuple((marks[one], marks[other]) for one, other in here))


def _json(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def _names(folders: Iterable[Path]) -> dict[str, set[str]]:
    """The clusters that each statement is of, by its id."""
    names = defaultdict(set)
    for cluster in (cluster for folder in folders for cluster in _json(folder, "clusters")):
        if cluster["relation"] in ("same", "update", "conflict"):
            for id in cluster["members"]:
                names[id].add(f"cluster {cluster['key']}")
    return names


def _of_gold(row: dict[str, Any], names: set[str]) -> Mark:
    if "value" not in row:
        return Mark("initiative", row["doc"], row["char_start"], row["char_end"], frozenset(names))
    number = (row.get(f"value_{end}") for end in ("start", "end"))
    start, end = (row[f"char_{side}"] if at is None else at for side, at in zip(("start", "end"), number, strict=True))
    return Mark("figure", row["doc"], start, end, frozenset({*names, row["indicator"]}), row["value"])


def _text_of_gold(path: Path, marks: Iterable[Mark]) -> Told:
    name = path.stem if any(mark.document == path.stem for mark in marks) else path.stem.split("_")[0]
    return Told(name, path.read_bytes().decode(), tuple(mark for mark in marks if mark.document == name))

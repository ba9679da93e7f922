"""Texts with the figures that a reader would want marked in them, and how well they are read.

In `tests/figures/*.txt` a text begins with `== name day title`. A figure is `{words|value unit subject marks}`: `/`
parts what is equally right, `*` is anything; marks are its qualifier (else exact) and its modality (else stated).
`{words|?}` may be read or left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from measures.documents import compose
from measures.figures import figures
from measures.model import Document, Figure

TEXTS = Path(__file__).parent / "figures"
_HEAD = re.compile(r"^== (?P<name>\S+) (?P<day>\S+) ?(?P<title>.*)\n", re.M)
_MARK = re.compile(r"\{(?P<words>[^|{}]*)\|(?P<said>[^{}]*)\}")
_QUALIFIERS = frozenset({"over", "about", "nearly", "under", "up_to"})
_MODALITIES = frozenset({"planned", "target"})


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure to be read at `start` to `end`; without `said` it may be read or left."""

    start: int
    end: int
    said: tuple[str, ...]

    def is_meant_by(self, figure: Figure) -> bool:
        return figure.start < self.end and self.start < figure.end and self._is_worth(figure)

    def _is_worth(self, figure: Figure) -> bool:
        return not self.said or abs(float(figure.value) - float(self.said[0])) <= 1e-6 * abs(float(self.said[0]))

    def slips(self, figure: Figure) -> list[str]:
        """What is wrong about a figure of the right value."""
        marks = set(self.said[3:])
        right = {
            "unit": _is_one_of(figure.unit, self.said[1]),
            "subject": _is_one_of(figure.subject, self.said[2]),
            "qualifier": figure.qualifier in (marks & _QUALIFIERS or {"exact"}),
            "modality": figure.modality in (marks & _MODALITIES or {"stated"}),
        }
        return [name for name, good in right.items() if not good]


def _is_one_of(word: str, choices: str) -> bool:
    return "*" in choices.split("/") or word in choices.split("/")


@dataclass(slots=True)
class Score:
    """What was read, counted over texts; `slips` are those figures of the right value whose rest is wrong."""

    wanted: int = 0
    found: int = 0
    false: int = 0
    slips: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false)

    @property
    def strict(self) -> float:
        """The share of all wanted that is right in unit, subject, qualifier and modality, too."""
        return (self.found - self.slips) / self.wanted


def texts(name: str) -> Iterator[tuple[Document, list[Expected]]]:
    """Yield the documents of a file, each with what is to be read in it."""
    parts = _HEAD.split((TEXTS / f"{name}.txt").read_text(encoding="utf-8"))[1:]
    for at in range(0, len(parts), 4):
        slug, day, title, marked = parts[at : at + 4]
        bare, wanted = _unmarked(marked)
        yield compose(bare, identity=slug, title=title or slug, published=date.fromisoformat(day)), wanted


def _unmarked(marked: str) -> tuple[str, list[Expected]]:
    bare, wanted, at = "", [], 0
    for mark in _MARK.finditer(marked):
        bare += marked[at : mark.start()]
        said = () if mark["said"] == "?" else tuple(mark["said"].split())
        wanted.append(Expected(len(bare), len(bare) + len(mark["words"]), said))
        bare, at = bare + mark["words"], mark.end()
    return bare + marked[at:], wanted


def judge(score: Score, document: Document, wanted: list[Expected]) -> Iterator[str]:
    """Read a document, add to the score, and yield what is missed, false or not quite right."""
    left = [mark for mark in wanted if mark.said]
    score.wanted += len(left)
    for figure in figures(document):
        meant = next((mark for mark in left if mark.is_meant_by(figure)), None)
        if meant:
            left.remove(meant)
            score.found += 1
            if slips := meant.slips(figure):
                score.slips += 1
                yield f"SLIP {'+'.join(slips)} {meant.said} {told(figure)}"
        elif not any(not mark.said and mark.is_meant_by(figure) for mark in wanted):
            score.false += 1
            yield f"FALSE {told(figure)}"
    for mark in left:
        yield f"MISSED {document.text[mark.start : mark.end + 30]!r} {mark.said}"


def told(figure: Figure) -> str:
    when = f"as_of={figure.as_of} by={figure.by}"
    return (
        f"[{figure.quote}] {figure.value} {figure.unit} {figure.qualifier} {figure.modality} {figure.indicator} "
        f"({figure.label}) {when}"
    )

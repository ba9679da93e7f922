"""Texts with the acts that a reader would want marked in them, and how well they are found.

In `tests/texts/*/*.txt` an act stands between ⟦ and ⟧ behind the letters of the statuses that are right (p planned, l
launched, o ongoing, c completed) and a colon; ? before the colon marks what may be read or left.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measures.documents import compose
from measures.initiatives import initiatives
from measures.model import Initiative

TEXTS = Path(__file__).parent / "texts"
_MARK = re.compile(r"⟦(?P<status>[ploc]*)(?P<free>\??):(?P<text>[^⟧]*)⟧")
_LETTER = {"planned": "p", "launched": "l", "ongoing": "o", "completed": "c"}


@dataclass(frozen=True, slots=True)
class Expected:
    """An act to be found at `start` to `end`."""

    start: int
    end: int
    statuses: str
    free: bool

    def is_meant_by(self, line: Initiative) -> bool:
        """Share the two at least half of the shorter one?"""
        common = min(self.end, line.end) - max(self.start, line.start)
        return common >= 0.5 * min(self.end - self.start, line.end - line.start)


@dataclass(slots=True)
class Score:
    """What was found, counted over texts."""

    wanted: int = 0
    found: int = 0
    read: int = 0
    right: int = 0
    status: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.wanted

    @property
    def precision(self) -> float:
        return self.right / self.read

    @property
    def status_share(self) -> float:
        return self.status / self.found


def unmarked(marked: str) -> tuple[str, list[Expected]]:
    """Take the marks out of a text; return it bare, with what was marked."""
    bare, acts, at = "", [], 0
    for mark in _MARK.finditer(marked):
        bare += marked[at : mark.start()]
        acts.append(Expected(len(bare), len(bare) + len(mark["text"]), mark["status"], bool(mark["free"])))
        bare, at = bare + mark["text"], mark.end()
    return bare + marked[at:], acts


def texts(folder: str) -> Iterator[tuple[str, str, list[Expected]]]:
    """Yield the name, the bare text and the acts of each text of a folder."""
    for path in sorted((TEXTS / folder).glob("*.txt")):
        yield path.stem, *unmarked(path.read_text(encoding="utf-8"))


def judge(score: Score, text: str, name: str, acts: list[Expected]) -> tuple[list[Expected], list[Initiative]]:
    """Read a text and add to the score; return what was missed and what was read wrongly."""
    lines = list(initiatives(compose(text, identity=name)))
    taken: dict[int, Initiative] = {}
    wrong = []
    for line in lines:
        meant = [i for i, act in enumerate(acts) if act.is_meant_by(line)]
        fresh = [i for i in meant if i not in taken]
        if fresh:
            taken[max(fresh, key=lambda i: min(acts[i].end, line.end) - max(acts[i].start, line.start))] = line
        if not meant:
            wrong.append(line)
        elif all(acts[i].free for i in meant):
            continue
        score.read += 1
        score.right += bool(meant)
    wanted = [i for i, act in enumerate(acts) if not act.free]
    score.wanted += len(wanted)
    score.found += sum(i in taken for i in wanted)
    score.status += sum(_LETTER[taken[i].status] in acts[i].statuses for i in wanted if i in taken)
    return [acts[i] for i in wanted if i not in taken], wrong

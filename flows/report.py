"""What a run reads and finds, said in a line and in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from measures.model import Change

Outcome = Literal["ok", "elsewhere", "partial", "blocked", "unreachable", "layout", "error"]

WORDS: dict[Outcome, str] = {
    "ok": "read",
    "elsewhere": "looked at by another run",
    "partial": "partly read",
    "blocked": "blocked",
    "unreachable": "unreachable",
    "layout": "layout changed",
    "error": "failed",
}


SEVERITY: tuple[Outcome, ...] = ("ok", "elsewhere", "partial", "layout", "unreachable", "error", "blocked")
"""From well to worst: of two stretches of work the worse outcome stays."""

NEWS = ("new", "revised", "corrected", "conflicting")
COUNTS = ("listed", "read", "waiting", "failed", "figures", "initiatives", *NEWS, "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one source: pages listed, read, waiting to fill in and failed; what they said; the first problem.

    `changes` are those that readers may be told of; `learned` says that the source was learned in silence.
    """

    source: str
    outcome: Outcome = "ok"
    listed: int = 0
    read: int = 0
    waiting: int = 0
    failed: int = 0
    figures: int = 0
    initiatives: int = 0
    new: int = 0
    revised: int = 0
    corrected: int = 0
    conflicting: int = 0
    known: int = 0
    changes: tuple[Change, ...] = ()
    learned: bool = False
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing was left unread, or only for another run that is at it."""
        return self.outcome in ("ok", "elsewhere")

    def __add__(self, other: "Report") -> "Report":
        """The sum of two stretches of the same work; the first problem and the worse outcome stay."""
        return replace(
            self,
            outcome=max(self.outcome, other.outcome, key=SEVERITY.index),
            problem=self.problem or other.problem,
            changes=self.changes + other.changes,
            learned=self.learned or other.learned,
            **{name: getattr(self, name) + getattr(other, name) for name in COUNTS},
        )


def news(reports: Iterable[Report]) -> list[Change]:
    """The changes of all reports that readers may be told of."""
    return [change for report in reports for change in report.changes]


def sentence(reports: Sequence[Report]) -> str:
    """One line for people: "5 pages, 3 new, 1 revised, 12 known"."""
    sums = {name: sum(getattr(report, name) for report in reports) for name in COUNTS}
    parts = [f"{sums['read']} page{'' if sums['read'] == 1 else 's'}"]
    parts += [f"{sums[kind]} {kind}" for kind in (*NEWS, "known") if sums[kind]]
    reading = [report for report in reports if report.read]
    parts += ["learned in silence"] if reading and all(report.learned for report in reading) else []
    parts += [f"{report.source}: {WORDS[report.outcome]}" for report in reports if report.outcome != "ok"]
    return ", ".join(parts)


def rows(reports: Iterable[Report]) -> list[dict[str, str | int]]:
    """The table of a run: a row a source."""
    return [
        {"source": report.source, "outcome": WORDS[report.outcome]} | {name: getattr(report, name) for name in COUNTS}
        for report in reports
    ]


def problems(reports: Iterable[Report]) -> list[str]:
    """A line a source that was not read whole: why, and what to do."""
    return [f"{report.source}: {report.problem}" for report in reports if report.problem]

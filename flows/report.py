"""What a run reads and finds, said in a line and in a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from measures.model import NEWS, Change

Outcome = Literal["ok", "partial", "blocked", "unreachable", "layout", "error"]

WORDS: dict[Outcome, str] = {
    "ok": "read",
    "partial": "partly read",
    "blocked": "blocked",
    "unreachable": "unreachable",
    "layout": "layout changed",
    "error": "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one source: pages listed, read, waiting to fill in and failed; what they said; the first problem."""

    source: str
    outcome: Outcome = "ok"
    listed: int = 0
    read: int = 0
    waiting: int = 0
    failed: int = 0
    figures: int = 0
    initiatives: int = 0
    known: int = 0
    changes: tuple[Change, ...] = ()
    learned: bool = False
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether nothing was left unread."""
        return self.outcome == "ok"

    def __add__(self, other: "Report") -> "Report":
        """The sum of two stretches of the same work; the first problem and the worse outcome stay."""
        return replace(
            self,
            outcome=self.outcome if not self.good else other.outcome,
            problem=self.problem or other.problem,
            changes=self.changes + other.changes,
            learned=self.learned or other.learned,
            **{name: getattr(self, name) + getattr(other, name) for name in COUNTS},
        )


COUNTS = ("listed", "read", "waiting", "failed", "figures", "initiatives", "known")


def news(reports: Iterable[Report]) -> list[Change]:
    """The changes of all reports that readers may be told of, silent learning left out."""
    return [change for report in reports if not report.learned for change in report.changes if change.kind in NEWS]


def sentence(reports: Sequence[Report]) -> str:
    """One line for people: "5 pages, 3 new, 1 revised, 12 known"."""
    changes = Counter(change.kind for report in reports for change in report.changes)
    read, known = sum(r.read for r in reports), sum(r.known for r in reports)
    parts = [f"{read} page{'' if read == 1 else 's'}"]
    parts += [f"{changes[kind]} {kind}" for kind in ("new", "revised", "corrected", "conflicting") if changes[kind]]
    parts += [f"{known} known"] if known else []
    learned = [report.source for report in reports if report.learned and report.read]
    parts += ["learned in silence"] if learned and len(learned) == len([r for r in reports if r.read]) else []
    parts += [f"{report.source}: {WORDS[report.outcome]}" for report in reports if not report.good]
    return ", ".join(parts)


def rows(reports: Iterable[Report]) -> list[dict[str, str | int]]:
    """The table of a run: a row a source."""
    return [
        {"source": report.source, "outcome": WORDS[report.outcome]}
        | {name: getattr(report, name) for name in COUNTS}
        | {"new": len([change for change in report.changes if change.kind in NEWS])}
        for report in reports
    ]


def problems(reports: Iterable[Report]) -> list[str]:
    """A line a source that was not read whole: why, and what to do."""
    return [f"{report.source}: {report.problem}" for report in reports if report.problem]

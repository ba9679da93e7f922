"""What a run reads and finds, said in a line and in a table."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from alerts.escape import shown
from flows.redact import redact
from flows.tell import counted
from measures.model import Change, ChangeKind

Outcome = Literal["ok", "elsewhere", "partial", "blocked", "unreachable", "layout", "error"]

WORDS: Mapping[str, str] = {
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

STATES: Mapping[Outcome, str] = MappingProxyType(
    {
        "partial": "PartlyRead",
        "blocked": "Blocked",
        "unreachable": "Unreachable",
        "layout": "LayoutChanged",
        "error": "Broken",
    }
)
"""What the run history calls the state of a run that ends so."""

NEWS: tuple[ChangeKind, ...] = ("new", "revised", "corrected", "conflicting")
COUNTS = ("listed", "read", "waiting", "failed", "figures", "initiatives", *NEWS, "known")


PageStatus = Literal["read", "as it was", "waiting", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReport:
    """What came of one page: what it says, how that moves what is known (`changes` by kind), or the problem."""

    source: str
    url: str
    title: str = ""
    status: PageStatus
    figures: int = 0
    initiatives: int = 0
    changes: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""

    def __str__(self) -> str:
        """One line for the log."""
        said = self.problem or f"{counted(self.figures, 'figure')}, {counted(self.initiatives, 'initiative')}"
        return f"{self.source}: {self.url} {self.status}: {said}" + (f" ({self.moved})" if self.moved else "")

    @property
    def moved(self) -> str:
        """How much of what it says is news: "3 new, 1 revised"."""
        return ", ".join(f"{number} {kind}" for kind, number in self.changes.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one source: pages listed, read, waiting to fill in and failed; what they said; the first problem.

    `pages` are those that were asked for; `changes` are those that readers may be told of; `learned` says that the
    source was learned in silence.
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
    pages: tuple[PageReport, ...] = ()
    learned: bool = False
    problem: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """What was counted, by name."""
        return {name: getattr(self, name) for name in COUNTS}

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
            pages=self.pages + other.pages,
            learned=self.learned or other.learned,
            **{name: getattr(self, name) + getattr(other, name) for name in COUNTS},
        )


def news(reports: Iterable[Report]) -> list[Change]:
    """The changes of all reports that readers may be told of."""
    return [change for report in reports for change in report.changes]


def news_in_short(reports: Iterable[Report]) -> str:
    """How much there is to tell readers: "3 new, 1 revised"; nothing, if nothing."""
    kinds = Counter(change.kind for change in news(reports))
    return ", ".join(f"{kinds[kind]} {kind}" for kind in NEWS if kinds[kind])


def sentence(reports: Sequence[Report]) -> str:
    """One line for people: "5 pages, 3 new, 1 revised, 12 known, scio-english: blocked"."""
    outcomes = [f"{report.source}: {WORDS[report.outcome]}" for report in reports if report.outcome != "ok"]
    return ", ".join([tally(reports), *outcomes])


def tally(reports: Sequence[Report]) -> str:
    """How much was read, and what it said: "5 pages, 3 new, 1 revised, 12 known"."""
    sums = Counter[str]()
    for report in reports:
        sums.update(report.counts)
    nothing = "nothing to read" if all(report.outcome == "ok" for report in reports) else "nothing read"
    parts = [counted(sums["read"], "page") if sums["read"] else nothing]
    parts += [f"{sums[kind]} {kind}" for kind in (*NEWS, "known") if sums[kind]]
    reading = [report for report in reports if report.read]
    parts += ["learned in silence"] if reading and all(report.learned for report in reading) else []
    return ", ".join(parts)


def rows(reports: Iterable[Report]) -> list[dict[str, str | int]]:
    """The table of a run: a row a source."""
    return [{"source": report.source, "outcome": WORDS[report.outcome]} | report.counts for report in reports]


def problems(reports: Iterable[Report]) -> list[str]:
    """A line a source that was not read whole: why, and what to do."""
    return [f"{report.source}: {report.problem}" for report in reports if report.problem]


def reasons(reports: Iterable[Report]) -> list[str]:
    """A line a source that was not read whole: what is the matter with it, and why."""
    return [f"{one.source}: {WORDS[one.outcome]}: {one.problem}" for one in reports if one.outcome != "ok"]


def page_rows(reports: Iterable[Report]) -> list[dict[str, str | int]]:
    """The table of the pages of a run: those that failed first, then those that brought something."""
    pages = sorted((page for report in reports for page in report.pages), key=_telling, reverse=True)
    return [
        {
            "source": page.source,
            "status": page.status,
            "figures": page.figures,
            "initiatives": page.initiatives,
            "changes": page.moved,
            "title": shown(page.title, 60),
            "address": shown(page.url, 300),
            "problem": shown(redact(page.problem), 300),
        }
        for page in pages
    ]


def _telling(page: PageReport) -> tuple[bool, int]:
    return page.status == "failed", sum(page.changes.get(kind, 0) for kind in NEWS)

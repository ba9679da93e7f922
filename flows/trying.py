"""What a team's rules would have caught in the stored past."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alerts.about import About
from alerts.escape import shown
from alerts.item import item
from alerts.rules import EVERYTHING, meets
from alerts.team import Rule, Team
from alerts.telling import Telling
from flows.config_errors import nearest
from flows.words import UsageError
from measures import plain
from measures.lexicon import Lexicon
from measures.model import Change

WEEK = 7


@dataclass(frozen=True, slots=True)
class Caught:
    """A change that a rule would have caught, and the rule that excludes it, if one does."""

    change: Change
    rule: str
    excluded: str = ""


@dataclass(slots=True)
class Trial:
    """Rules tried on changes: how many there were, and how many each rule caught or excluded."""

    rules: Mapping[str, Rule]
    without: Mapping[str, Rule]
    seen: int = 0
    caught: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)

    def of(self, changes: Iterable[Change]) -> Iterator[Caught]:
        """Yield what the rules catch, in the order of the changes."""
        for change in changes:
            self.seen += 1
            about = About(change)
            if rule := _met(self.rules, about):
                without = _met(self.without, about)
                (self.excluded if without else self.caught)[without or rule] += 1
                yield Caught(change, rule, without)

    def sum(self, since: date, today: date) -> str:
        """How much it was, in one line; what was excluded, in one before it."""
        told = self.caught.total()
        days = (today - since).days + 1
        rate = f", {_rate(told * WEEK / days)}" if days >= WEEK else ""
        line = f"{told} of {self.seen} changes since {since}{rate}{_counts(self.caught)}"
        return f"{self.excluded.total()} more are excluded{_counts(self.excluded)}\n{line}" if self.excluded else line


def trial(team: Team, only: str = "") -> Trial:
    """Return the trial of a team's rules, or of one by its name or its number from 1. Raises `UsageError`."""
    rules = called(team.rules or (EVERYTHING,))
    if only:
        numbered = dict(zip(map(str, range(1, len(rules) + 1)), rules, strict=True))
        chosen = only if only in rules else numbered.get(only)
        if chosen is None:
            likely = nearest(only, rules)
            advice = f"did you mean {likely}?" if likely else f"there are {', '.join(rules)}"
            raise UsageError(f"no rule of {team.name} is called {only!r}; {advice}")
        rules = {chosen: rules[chosen]}
    return Trial(rules, called(team.without))


def called(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Rules by what they are called: their name, else their number from 1."""
    return {rule.name or str(number): rule for number, rule in enumerate(rules, 1)}


def row(caught: Caught, team: Team, lexicon: Lexicon) -> dict[str, str | int]:
    """A change as a row of a table, in the words its readers would get."""
    change = caught.change
    language = change.origin.language if team.language == "source" else team.language
    told = item(change, Telling(lexicon=lexicon), language)
    return {
        "day": str(change.origin.published or change.origin.event_date or ""),
        "rule": caught.rule,
        "excluded by": caught.excluded,
        "measure": change.measure,
        "change": change.kind,
        "news": shown(f"{told.label}: {told.headline}", 110),
        "source": change.origin.source,
    }


def plainly(caught: Caught) -> dict[str, Any]:
    """A change as a line of `gongbao rules try --json`."""
    change = caught.change
    return {
        "rule": caught.rule,
        "excluded_by": caught.excluded or None,
        "id": change.id,
        "measure": change.measure,
        "title": change.title,
        "change": change.kind,
        "statement": plain.statement(change.statement),
        "before": plain.statement(change.before.statement) if change.before else None,
        "origin": plain.origin(change.origin),
    }


def _met(rules: Mapping[str, Rule], about: About) -> str:
    return next((name for name, rule in rules.items() if meets(rule, about)), "")


def _rate(a_week: float) -> str:
    if not a_week or a_week >= 0.75:
        return f"about {a_week:.0f} a week"
    return f"about one in {1 / a_week:.0f} weeks"


def _counts(counts: Counter[str]) -> str:
    listed = ", ".join(f"{name} {number}" for name, number in counts.most_common())
    return f": {listed}" if listed else ""

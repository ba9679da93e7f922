"""Teams in words: when they are told, and of what."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from alerts.checking import check_templates
from alerts.team import Hours, Rhythm, Team
from flows.hours import DAYS
from flows.sections import RuleSettings, TeamSettings
from flows.tell import counted

LANGUAGES = {"en": "in English", "zh": "in Chinese", "source": "in the language of the page"}


def team(told: Team, given: TeamSettings) -> str:
    """A team with its language, rhythm, channels and rules; never an address."""
    return "\n".join(_lines(told, given))


def _lines(told: Team, given: TeamSettings) -> Iterator[str]:
    yield told.name if told.title == told.name else f"{told.name}  {told.title}"
    yield f"  {LANGUAGES[told.language]}, {rhythm(told.rhythm)}"
    yield f"  channels: {', '.join(channels(told)) or 'none, only its feed'}"
    if told.templates:
        yield f"  templates: {templates(told.templates)}"
    yield from _told("wants", given.rules)
    yield from _told("never", given.without)
    if not given.rules:
        yield "  wants everything that is new"


def _told(what: str, rules: Iterable[RuleSettings]) -> Iterator[str]:
    for number, rule in enumerate(rules, 1):
        yield f"  {what} {rule.name or number}: {asked(rule)}"


def channels(told: Team) -> list[str]:
    """The channels by name, each with what it is: mail (E-Mail)."""
    from alerts.send import kind

    return [f"{one.name.removeprefix(f'{told.name}.')} ({kind(one)})" for one in told.channels]


def templates(folder: Path) -> str:
    """The folder of a team's own templates, with those that are used; or what is wrong with them."""
    problems = check_templates(folder)
    return "; ".join(problems) or f"{folder} ({', '.join(sorted(file.name for file in folder.glob('*.j2')))})"


def rhythm(told: Rhythm) -> str:
    """When a team is told: daily at 08:30 (Asia/Shanghai), quiet 22:00-07:00 and on sat."""
    zone = f" ({told.zone.key})"
    if told.pace == "at_once":
        when = f"at once, at most {counted(told.cap, 'message')} an hour" if told.cap else "at once"
        zone = zone if told.quiet else ""
    else:
        day = f"every {DAYS[told.weekday].capitalize()}" if told.pace == "weekly" else "daily"
        when = f"{day} at {told.at:%H:%M}"
    quiet = ", quiet " + " and ".join(_hours(one) for one in told.quiet) if told.quiet else ""
    return when + quiet + zone


def _hours(quiet: Hours) -> str:
    if quiet.start is not None and quiet.end is not None:
        return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"
    return "on " + ", ".join(DAYS[day][:3] for day in sorted(quiet.days))


_PHRASES = {
    "kinds": "{}s",
    "changes": "{}",
    "subjects": "on {}",
    "topics": "in the field of {}",
    "agencies": "by {}",
    "sources": "from {}",
    "units": "in {}",
    "words": "saying {}",
    "measures": "of measure {}",
    "moved": "moved by {}",
    "at_least": "at least {}",
}


def asked(rule: RuleSettings) -> str:
    """What a rule asks for, in the words it is written in: figures, revised, on little giants, moved by 5%."""
    parts = [
        phrase.format(" or ".join(sorted(given) if isinstance(given, frozenset) else given))
        for field, phrase in _PHRASES.items()
        if (given := getattr(rule, field))
    ]
    return ", ".join(parts) or "everything that is new"

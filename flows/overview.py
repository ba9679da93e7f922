"""How the watch is, for a person who opens the dashboard: in a line, as a page, and a table over time for each source.

What pages and sites wrote is escaped: the dashboard shows what is put before it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from alerts import notices
from alerts.escape import markdown, shown
from flows import backfills
from flows.desk import Desk
from flows.redact import redact
from flows.report import NEWS, WORDS
from flows.tell import counted
from flows.words import OFFICE
from store.notices import Notice
from store.store import Health
from store.vitals import Look

DAYS = timedelta(days=14)
"""How far the table of a source reaches back: some 600 looks, read again after each check."""
LATELY = timedelta(days=7)
FINDS = 10
"""So many runs that found something of late are listed."""
BEAT = "heartbeat"


def wrong(desk: Desk) -> list[Notice]:
    """What is wrong with the watch now, as operators are told of it, the latest first."""
    return [notice for notice in desk.store.noticed() if notice.kind != BEAT]


def in_a_line(open_now: Sequence[Notice]) -> str:
    """Whether the watch is well."""
    if not open_now:
        return "the watch is well"
    several = f"{len(open_now)} things are wrong: " if len(open_now) > 1 else ""
    return several + redact("; ".join(notices.name(notice, "en") for notice in open_now))


# --- the page of the watch ----------------------------------------------------------------------------------------


def page(desk: Desk) -> str:
    """Everything that says whether the watch is well, in markdown; links lead to other pages of the dashboard."""
    parts = (_head(desk), _troubles(desk), _sources(desk), _finds(desk), _backfills(desk))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _head(desk: Desk) -> Iterator[str]:
    open_now = wrong(desk)
    done = desk.store.activity(desk.now() - timedelta(days=1))
    told = f"{counted(done['looks'], 'look')}, {counted(done['pages'], 'page')}, {counted(done['alerts'], 'alert')}"
    owed = sum(desk.store.untold().values())
    yield f"# {counted(len(open_now), 'thing')} wrong with the watch" if open_now else "# The watch is well"
    yield ""
    yield f"As of {_moment(desk.now())} in Beijing. In the last 24 hours: {told}" + (
        f"; {counted(owed, 'change')} owed to channels and not told yet." if owed else "."
    )


def _troubles(desk: Desk) -> Iterator[str]:
    for notice in wrong(desk):
        seen = shown(redact(notices.seen(notice, "en")), 300)
        yield f"- **{_cell(notices.name(notice, 'en'))}**, since {_moment(notice.began_at)}. {_cell(seen)}"


def _sources(desk: Desk) -> Iterator[str]:
    runs = {source.source: source for source in desk.store.health()}
    yield "| source | last look | outcome | newest page | pages | unread |"
    yield "| --- | --- | --- | --- | ---: | ---: |"
    for source in desk.chosen():
        yield _source(source.name, runs.get(source.name))


def _source(name: str, health: Health | None) -> str:
    if health is None or health.checked is None:
        return f"| {name} | never | | | 0 | 0 |"
    outcome = WORDS.get(health.outcome, health.outcome)
    told = (
        f"[{name}](../key/source-{name})",
        _moment(health.checked),
        outcome if health.outcome == "ok" else f"**{outcome}**",
        f"{health.newest or ''}",
        f"{health.documents}",
        f"{health.unread}",
    )
    return f"| {' | '.join(told)} |"


def _finds(desk: Desk) -> Iterator[str]:
    found = desk.store.finds(desk.now() - LATELY, FINDS)
    if found:
        yield "What was found of late:"
        yield ""
    for one in found:
        yield f"- {_moment(one.at)}: [{counted(one.changes, 'change')}](../../runs/flow-run/{one.run})"


def _backfills(desk: Desk) -> Iterator[str]:
    going = desk.store.backfills("open", "paused")
    if going:
        yield "Backfills:"
        yield ""
    for one in going:
        far = f"{one.done} of {counted(one.pages, 'page')}{', more to come' if one.listing else ''}"
        named = f"backfill {one.id} ({_cell(shown(backfills.asked(one), 200))})"
        linked = f"[{named}](../../runs/flow-run/{one.run})" if one.run else named
        yield f"- {linked}: {one.state}, {far}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(OFFICE):%Y-%m-%d %H:%M}"


def _cell(text: str) -> str:
    """Text of others that stands in a line or a cell of our markdown."""
    return markdown(text.replace("|", "¦"))


# --- a source over time -------------------------------------------------------------------------------------------


def over_time(desk: Desk, source: str) -> list[dict[str, str | int]]:
    """How often a source was looked at on each day, and what came of it; the latest day first."""
    looks = desk.store.looked(source, desk.now() - DAYS)
    days = groupby(looks, lambda look: look.began.astimezone(OFFICE).date())
    return [_day(f"{day}", list(those)) for day, those in days][::-1]


def _day(day: str, looks: Sequence[Look]) -> dict[str, str | int]:
    sums = Counter[str]()
    for look in looks:
        sums.update(look.counts)
    bad = [look for look in looks if look.outcome != "ok"]
    return {
        "day": day,
        "checks": len(looks),
        "listed": max(look.counts.get("listed", 0) for look in looks),
        "pages": sums["read"],
        **{name: sums[name] for name in NEWS},
        "not read": sums["failed"],
        "checks that failed": len(bad),
        "last trouble": _trouble(bad),
    }


def _trouble(bad: Iterable[Look]) -> str:
    last = next(reversed(list(bad)), None)
    if last is None:
        return ""
    word = WORDS.get(last.outcome, last.outcome)
    return f"{last.began.astimezone(OFFICE):%H:%M} {word}: {shown(redact(last.message), 200)}"

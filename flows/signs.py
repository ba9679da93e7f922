"""What may be wrong with the watch, and how it is seen: each sign reads its own traces and finds what holds now."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from requests import RequestException

from alerts.checking import check_templates
from flows import feeds, schedule, silence, tending
from flows.desk import Desk
from flows.engine import EngineError
from flows.redact import redact
from flows.sizes import room
from flows.words import OFFICE
from store.notices import Condition, Facts
from store.vitals import Standing, Trouble

AT_ONCE = timedelta(0)
CALM = timedelta(minutes=30)
"""How long what others do must be well before it is over: what comes and goes within that time is one notice."""
UNREAD = timedelta(days=3)
FAILURES, FAILING = 3, timedelta(minutes=15)
"""A channel takes no messages if so many tries failed in a row, the first so long ago, whatever the messages."""

OUTCOMES: Mapping[str, tuple[str, int]] = {
    "blocked": ("blocked", 1),
    "layout": ("layout", 1),
    "unreachable": ("unreachable", 2),
    "error": ("failing", 2),
}
"""The outcome of a look: the kind of its notice, and after how many looks in a row: networks fail for a moment."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What shows notices of some kinds; `calm` is how long each must be well before it is over.

    What is seen `outside` of the store, on disks that may not answer, is looked at while nobody waits to write to it.
    """

    kinds: tuple[str, ...]
    calm: timedelta
    look: Callable[[Desk], Iterable[Condition]]
    outside: bool = False


def sources(desk: Desk) -> Iterator[Condition]:
    """Sources that cannot be read."""
    for source in watched(desk):
        kind, looks = OUTCOMES.get(source.outcome, ("", 0))
        if kind and source.looks >= looks:
            yield Condition(kind, source.source, {"error": redact(source.message), "looks": source.looks}, source.since)


def watched(desk: Desk) -> list[Standing]:
    """How the sources stand that are to be checked."""
    return desk.store.standings([source.name for source in desk.chosen()])


def unseen(standings: Iterable[Standing]) -> set[str]:
    """Sources whose last look saw nothing: whether they are silent or have pages left cannot be said."""
    return {source.source for source in standings if source.outcome in OUTCOMES}


def silent(desk: Desk) -> Iterator[Condition]:
    """Sources that publish nothing for longer than is usual with them."""
    standings = watched(desk)
    looked = {source.source for source in standings} - unseen(standings)
    for source in desk.chosen():
        if source.name not in looked or (quiet := silence.alarming(desk, source)) is None:
            continue
        facts: Facts = {
            "newest": f"{quiet.newest}",
            "days": quiet.days,
            "allowed": quiet.rhythm.allowed,
            "url": source.start,
        }
        began = datetime.combine(quiet.newest + timedelta(days=1), time.min, OFFICE)
        yield Condition("silent", source.name, facts, began)


def unread(desk: Desk) -> Iterator[Condition]:
    """Pages that have been listed for days and cannot be read."""
    names = {source.name for source in desk.chosen()} - unseen(watched(desk))
    for trouble in desk.store.left(desk.now() - UNREAD):
        if trouble.place in names:
            listed = f"{trouble.since.astimezone(OFFICE):%Y-%m-%d}"
            yield Condition("unread", trouble.place, _facts(trouble) | {"listed": listed}, trouble.since)


def stopped(desk: Desk) -> Iterator[Condition]:
    """A watch that looks at nothing, though a look is due."""
    last, now = desk.store.last_look(), desk.now()
    names = {source.name for source in desk.chosen()}
    if last is None or now - last <= schedule.patience(names):
        return
    allowed = schedule.patience(names, desk.store.looks(now - schedule.MONTH))
    if now - last > allowed:
        yield Condition("stopped", "", _since(last, allowed), last)


def left_out(desk: Desk) -> Iterator[Condition]:
    """Sources that nobody looks at while others are looked at, though a look is due."""
    last = desk.store.last_look()
    looked = {source.name: desk.store.last_look(source.name) for source in desk.chosen()}
    late = {name: at for name, at in looked.items() if last and at and last - at > schedule.patience([name])}
    if not last or not late:
        return
    steady = schedule.unbroken(desk.store.looks(last - schedule.MONTH), schedule.patience(looked))
    for name, at in late.items():
        allowed = schedule.patience([name], desk.store.looks(last - schedule.MONTH, name))
        if last - max(at, steady) > allowed:
            yield Condition("left-out", name, _since(at, allowed), at)


def _since(last: datetime, allowed: timedelta) -> Facts:
    hours = round(allowed.total_seconds() / 3600)
    return {"last": f"{last.astimezone(OFFICE):%Y-%m-%d %H:%M}", "hours": hours}


def channels(desk: Desk) -> Iterator[Condition]:
    """Channels that take no messages, until they take one."""
    known = desk.channels()
    for trouble in desk.store.refusing(FAILURES, desk.now() - FAILING):
        if trouble.place in known:
            yield Condition("channel", trouble.place, _facts(trouble), trouble.since)


def dead(desk: Desk) -> Iterator[Condition]:
    """Messages that are tried no more."""
    for trouble in desk.store.given_up():
        yield Condition("dead", trouble.place, _facts(trouble))


def disk(desk: Desk) -> Iterator[Condition]:
    """A disk that is nearly full."""
    limit, folder = desk.settings.operators.disk_free, desk.settings.data
    free = room(folder) // 1_000_000
    if free < limit:
        yield Condition("disk", "", {"free": free, "limit": limit, "folder": str(folder)})


def feeds_folder(desk: Desk) -> Iterator[Condition]:
    """A folder that feeds cannot be written to."""
    if error := feeds.fault(desk):
        yield Condition("feeds", "", {"error": error, "folder": str(desk.settings.feed_folder)})


def watch_lists(desk: Desk) -> Iterator[Condition]:
    """Ids in the rules of teams that lead to no measure."""
    for team in desk.teams:
        asked = {measure for rule in (*team.rules, *team.without) for measure in rule.measures}
        for measure in sorted(desk.store.missing(asked)):
            yield Condition("watchlist", f"{team.name}.{measure}", {"team": team.name, "measure": measure})


def templates(desk: Desk) -> Iterator[Condition]:
    """Templates of a team that cannot be used: its messages are made with the built-in ones."""
    for team in desk.teams:
        if team.templates and (problems := check_templates(team.templates)):
            more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
            yield Condition("template", team.name, {"error": problems[0] + more})


def server(desk: Desk) -> Iterator[Condition]:
    """A server of Prefect that does not answer."""
    engine = desk.settings.engine()
    if not engine.healthy(timeout=10):
        yield Condition("prefect", "", {"address": engine.url})


def runs(desk: Desk) -> Iterator[Condition]:
    """Deployments whose runs fail, or are late. Raises `EngineError` where that cannot be asked."""
    engine = desk.settings.engine()
    try:
        yield from tending.troubles(engine)
    except RequestException:
        raise EngineError(f"Prefect's server at {engine.url} does not say which runs failed or are late") from None


def _facts(trouble: Trouble) -> dict[str, str | int]:
    return {"count": trouble.count, "error": redact(trouble.error)}


def ended(parts: Mapping[str, int]) -> Sign:
    """What the process sees that started the parts of the watch: which ended by themselves, with which status."""
    found = [Condition("part", name, {"status": status}) for name, status in parts.items()]
    return Sign(("part",), CALM, lambda _: found)


STANDSTILL = Sign(("stopped",), AT_ONCE, stopped)
ENGINE = Sign(("prefect",), AT_ONCE, server, outside=True), Sign(("run", "late"), AT_ONCE, runs, outside=True)
"""What is seen where Prefect is to run: not by a command without it."""
SIGNS = (
    STANDSTILL,
    Sign(("blocked", "layout", "unreachable", "failing"), CALM, sources),
    Sign(("left-out",), AT_ONCE, left_out),
    Sign(("silent",), AT_ONCE, silent),
    Sign(("unread",), AT_ONCE, unread),
    Sign(("channel",), CALM, channels),
    Sign(("dead",), AT_ONCE, dead),
    Sign(("disk",), CALM, disk, outside=True),
    Sign(("feeds",), AT_ONCE, feeds_folder, outside=True),
    Sign(("watchlist",), AT_ONCE, watch_lists),
    Sign(("template",), AT_ONCE, templates, outside=True),
)

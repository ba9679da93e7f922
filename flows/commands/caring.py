"""The command that looks after the installation: doctor."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from flows.terminal import note
from flows.words import OFFICE

if TYPE_CHECKING:
    from flows.desk import Desk
    from flows.settings import Settings

OK, FAILURE = 0, 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, what was seen, what to do."""

    well: bool
    seen: str
    advice: str = ""


def doctor(*, watchdog: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Look whether everything is well: configuration, store, sources, teams, deliveries, Prefect; and say what to do.

    Example: gongbao doctor
    Example: gongbao doctor --watchdog

    Parameters
    ----------
    watchdog
        see only whether the watch goes on, and tell the operators if it does not: for cron or a heartbeat service,
        which need no Prefect; the exit status is 1 where it stands still
    """
    if watchdog:
        return _watchdog()
    findings = _findings()
    for finding in findings:
        note(f"{'ok  ' if finding.well else 'BAD '} {finding.seen}", style="" if finding.well else "red")
        if finding.advice:
            note(f"     {finding.advice}")
    return OK if all(finding.well for finding in findings) else FAILURE


def _watchdog() -> int:
    from alerts.notices import name, seen
    from flows import watchdog
    from flows.desk import open_desk

    with open_desk(sends=True) as desk:
        still = watchdog.look(desk)
    for notice in still:
        note(f"BAD  {name(notice, 'en')}: {seen(notice, 'en')}", style="red")
    if not still:
        note("ok   the watch goes on")
    return FAILURE if still else OK


def _findings() -> list[Finding]:
    from flows.desk import open_desk
    from flows.settings import load
    from store.errors import StoreError

    settings = load()
    try:
        with open_desk(settings) as desk:
            looks = (_store, _sources, _watch, _teams, _deliveries)
            found = [finding for look in looks for finding in look(desk)]
    except StoreError as fault:
        found = [Finding(False, str(fault))]
    return [*found, *_engine(settings)]


def _store(desk: "Desk") -> Iterator[Finding]:
    from flows.sizes import sizes

    counts = desk.store.counts()
    known = ", ".join(f"{number} {name}" for name, number in counts.items() if number) or "nothing yet"
    yield Finding(True, f"store: {known}")
    yield Finding(True, f"on the disk: {sizes(desk.settings, desk.store)}")


def _sources(desk: "Desk") -> Iterator[Finding]:
    from flows import silence

    health = {row.source: row for row in desk.store.health()}
    for place in desk.chosen():
        row = health.get(place.name)
        if row is None or row.checked is None:
            yield Finding(True, f"{place.name}: never looked at", f"gongbao check {place.name}")
        elif row.outcome == "running":
            yield Finding(True, f"{place.name}: being looked at since {row.checked.astimezone(OFFICE):%H:%M}")
        elif row.outcome != "ok":
            yield Finding(False, f"{place.name}: {row.outcome}: {row.message}", f"gongbao check {place.name}")
        elif (quiet := silence.of(desk, place)) and quiet.alarming:
            usual = f"{place.name}: silent for {quiet.days} working days; usual are up to {quiet.rhythm.allowed}"
            yield Finding(False, usual, f"look at {place.start}")
        else:
            unread = f", {row.unread} still unread" if row.unread else ""
            rhythm = f", {quiet.rhythm}" if quiet else ""
            yield Finding(
                True, f"{place.name}: {row.documents} pages, newest {row.newest or 'undated'}{rhythm}{unread}"
            )


def _watch(desk: "Desk") -> Iterator[Finding]:
    """What operators are told of besides, seen now, whether or not a round has told it yet."""
    from alerts.notices import command, name, seen
    from flows import rounds, signs

    told_above = (signs.sources, signs.silent, signs.dead)
    for notice in rounds.found_now(desk, [sign for sign in signs.SIGNS if sign.look not in told_above]):
        yield Finding(False, f"{name(notice, 'en')}: {seen(notice, 'en')}", command(notice))


def _teams(desk: "Desk") -> Iterator[Finding]:
    from alerts.address import fault
    from flows.addresses import place
    from flows.following import lost

    for team in (*desk.teams, desk.operators):
        if not team.channels and team is not desk.operators:
            yield Finding(True, f"{team.name}: no channel, it is told in its feed alone")
        for channel in team.channels:
            if said := fault(channel):
                yield Finding(False, f"{channel.name}: {said}", f"mend {place(channel.name)} in the configuration")
    for line in lost(desk.teams, desk.store):
        yield Finding(False, line)


def _deliveries(desk: "Desk") -> Iterator[Finding]:
    from flows import owed
    from store.store import Chosen

    for state, well, advice in (
        ("owed", True, "gongbao deliver"),
        ("dead", False, "mend the channel, try it with `gongbao channels test`, then `gongbao deliveries retry --all`"),
    ):
        rows = sorted(desk.store.lines(Chosen(states=(state,))), key=lambda row: row.channel)
        for channel, some in groupby(rows, key=lambda row: row.channel):
            errors = [row.last_error for row in some]
            failure = next(filter(None, errors), "")
            seen = f"{channel}: {len(errors)} alerts {state}: {failure or 'not tried yet'}"
            yield Finding(well and not failure, seen, advice)
    for line in owed.held(desk):
        yield Finding(True, line)


def _engine(settings: "Settings") -> Iterator[Finding]:
    engine = settings.engine()
    if engine.healthy():
        yield Finding(True, f"Prefect answers; dashboard: {engine.url}")
    else:
        yield Finding(True, f"Prefect does not run at {engine.url}", "gongbao up")

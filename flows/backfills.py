"""Backfills in words: how far one has come, at what rate, how long it will take, what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from alerts.escape import shown
from flows.redact import redact
from flows.report import COUNTS, SEVERITY, Outcome, Report, sentence
from flows.tell import counted
from flows.words import OFFICE
from store.backfills import Backfill
from store.parts import Part


def reports(backfill: Backfill) -> list[Report]:
    """What came of a backfill, a report a source."""
    parts: dict[str, list[Part]] = {part.source: [] for part in backfill.parts}
    for part in backfill.parts:
        parts[part.source].append(part)
    return [_report(source, its, backfill.purpose == "learn") for source, its in parts.items()]


def _report(source: str, parts: Sequence[Part], learned: bool) -> Report:
    sums: dict[str, Any] = {name: sum(part.counts.get(name, 0) for part in parts) for name in COUNTS}
    worst = max((part.outcome for part in parts), key=lambda word: SEVERITY.index(cast(Outcome, word)))
    problem = next((part.error for part in parts if part.error), "")
    return Report(source=source, outcome=cast(Outcome, worst), problem=problem, learned=learned, **sums)


def listing(part: Part) -> str:
    """What came of listing a source: "240 pages listed, 40 of them stored"."""
    listed, stored = (part.counts.get(name, 0) for name in ("listed", "stored"))
    return f"{counted(listed, 'page')} listed" + (f", {stored} of them stored" if stored else "")


def standing(backfill: Backfill, now: datetime) -> str:
    """One line: "34 of 120 pages, 24 a minute, about 4 minutes left"."""
    parts = [f"{backfill.done} of {counted(backfill.pages, 'page')}"]
    if backfill.listing:
        parts.append("still listing")
    if (rate := per_minute(backfill, now)) and backfill.state == "open":
        parts.append(f"{rate:.0f} a minute" if rate >= 1 else f"{rate * 60:.0f} an hour")
        parts += [] if backfill.listing else [f"about {span(remaining(backfill, rate))} left"]
    if failed := [part for part in backfill.parts if part.state == "failed"]:
        parts.append(f"{counted(len(failed), 'part')} failed ({failed[0].error})")
    return ", ".join(parts)


def per_minute(backfill: Backfill, now: datetime) -> float:
    """Pages a minute: as fast as the parts were, so many at once as are in work now; 0 where nothing is known yet."""
    begun = [part for part in backfill.parts if part.month and part.began_at and part.done]
    took = sum((((part.ended_at or now) - cast(datetime, part.began_at)) for part in begun), timedelta(0))
    at_once = max(1, sum(part.state == "running" for part in backfill.parts))
    minutes = took.total_seconds() / 60
    return sum(part.done for part in begun) / minutes * at_once if minutes > 0 else 0.0


def remaining(backfill: Backfill, rate: float) -> timedelta:
    """How long the pages that are left take at a rate."""
    return timedelta(minutes=(backfill.pages - backfill.done) / rate)


def span(time: timedelta) -> str:
    """A time that is only known roughly: 40 seconds, 12 minutes, 3.5 hours."""
    seconds = time.total_seconds()
    if seconds < 60:
        return counted(max(1, round(seconds)), "second")
    return counted(round(seconds / 60), "minute") if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def asked(backfill: Backfill) -> str:
    """What a backfill is to read: "miit-news, scio-english, 2024-01-01 to 2024-12-31"."""
    facts = backfill.asked
    if "archive" in facts:
        return str(facts["archive"])
    more = f", and captures of {facts['captures']}" if "captures" in facts else ""
    return f"{', '.join(facts['sources'])}, {facts['first']} to {facts['last']}{more}"


def row(backfill: Backfill, now: datetime) -> dict[str, str | int]:
    """A backfill as a row of a table."""
    team = f" ({backfill.team})" if backfill.team else ""
    return {
        "number": backfill.id,
        "state": backfill.state,
        "asked": asked(backfill),
        "for": f"{backfill.purpose}{team}",
        "begun": f"{backfill.created_at.astimezone(OFFICE):%Y-%m-%d %H:%M}",
        "parts": f"{sum(part.state == 'done' for part in backfill.parts)}/{len(backfill.parts)}",
        "standing": standing(backfill, now) if backfill.state != "done" else sentence(reports(backfill)),
    }


def part_rows(parts: Iterable[Part]) -> list[dict[str, str | int]]:
    """The parts of a backfill as a table."""
    return [
        {
            "part": part.name,
            "state": part.state,
            "pages": part.pages,
            "done": part.done,
            "tries": part.attempts,
            **{name: part.counts.get(name, 0) for name in ("listed", "stored", "read", "failed", "new", "known")},
            "problem": shown(redact(part.error)),
        }
        for part in parts
    ]

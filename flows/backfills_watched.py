"""The runs that watch over backfills, asked for over Prefect's API: begun by a person, and again where one died."""

import logging
from contextlib import closing
from dataclasses import asdict
from typing import Any

import requests

from flows.backfilling import Ask, again
from flows.engine import Engine, EngineError
from flows.redact import redact
from flows.settings import Settings
from flows.words import UsageError
from store.backfills import Backfill
from store.errors import StoreError
from store.store import Store

log = logging.getLogger(__name__)

Run = dict[str, Any]
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
NOT_TAKEN = 409
"""What the server answers to parameters that the form of a deployment does not offer."""


def begin(engine: Engine, store: Store, backfill: Backfill) -> str:
    """Begin a run that watches over a backfill, told what the one before it was, unless there is one; return its id.

    Two that begin it at the same time begin one. Raises `EngineError`; `UsageError` where the form does not take it any
    more.
    """
    try:
        run = _begun(engine, backfill, _run(engine, backfill.run))
    except requests.RequestException as fault:
        if fault.response is not None and fault.response.status_code == NOT_TAKEN:
            raise UsageError(f"backfill {backfill.id} asks for what is there no more: {fault.response.text}") from fault
        raise EngineError(f"the Prefect server at {engine.url} did not begin the backfill: {fault}") from fault
    store.watched_by(backfill.id, run)
    return run


def _begun(engine: Engine, backfill: Backfill, before: Run | None) -> str:
    if before and before["state_type"] not in ENDED:
        return backfill.run
    told = before["parameters"] if before else parameters(again(backfill))
    path, key = f"deployments/{_deployment(engine)}/create_flow_run", f"backfill-{backfill.id}-{backfill.run}"
    return str(engine.ask(path, parameters=told, idempotency_key=key)["id"])


def go_on(settings: Settings) -> None:
    """Begin again what was left when the runs of this machine died with the process that ran them."""
    with closing(Store(settings.database_url, clock=settings.clock)) as store:
        tend(settings.engine(), store)


def tend(engine: Engine, store: Store) -> None:
    """See to it that every open backfill that had a run has one: who watched over it may have died."""
    try:
        for backfill in store.backfills("open"):
            if backfill.run:
                _tend(engine, store, backfill)
    except (requests.RequestException, EngineError, StoreError) as fault:
        log.warning("backfills could not be looked after: %s", redact(str(fault)))


def _tend(engine: Engine, store: Store, backfill: Backfill) -> None:
    run = _run(engine, backfill.run)
    if run and is_cancelled(run):
        store.cancel(backfill.id)
    elif run and run["state_name"] == "Refused":  # a source or a team is there no more: another run would say the same
        if all(part.state != "running" for part in backfill.parts):  # by the command line, after it was resumed there
            _pause(store, backfill, str(run["state"]["message"]))
    else:
        _begin_again(engine, store, backfill)


def _begin_again(engine: Engine, store: Store, backfill: Backfill) -> None:
    try:
        if (now := begin(engine, store, backfill)) != backfill.run:
            log.warning("backfill %d: its run has died, another goes on with it: %s", backfill.id, now)
    except UsageError as refused:
        _pause(store, backfill, str(refused))


def _pause(store: Store, backfill: Backfill, why: str) -> None:
    store.pause(backfill.id)
    log.warning("backfill %d cannot be done and is paused: %s", backfill.id, redact(why))


def is_cancelled(run: Run) -> bool:
    """Whether a person cancelled a run that had no process to hear of it. Runners that stop cancel theirs as well."""
    never_began = run["state_type"] == "CANCELLED" and not run["start_time"]
    return never_began or bool(run["state_type"] == "CANCELLING")


def parameters(ask: Ask) -> dict[str, Any]:
    """What a run is to be told to do what is asked."""
    days = {name: f"{day}" if day else None for name, day in (("since", ask.since), ("until", ask.until))}
    return asdict(ask) | days | {"sources": list(ask.sources)}


def _run(engine: Engine, run: str) -> Run | None:
    found = engine.ask("flow_runs/filter", flow_runs={"id": {"any_": [run]}}) if run else []
    return found[0] if found else None


def _deployment(engine: Engine) -> str:
    found = engine.ask("deployments/filter", deployments={"name": {"any_": ["backfill"]}})
    if not found:
        raise EngineError(f"the Prefect server at {engine.url} knows no backfill; register it with `gongbao deploy`")
    return str(found[0]["id"])

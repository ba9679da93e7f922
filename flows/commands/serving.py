"""Commands for several machines: server, deploy, worker."""

import os
import sys
import time
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.runs import PLACES
from flows.terminal import note
from flows.words import UsageError

if TYPE_CHECKING:
    from flows.engine import Engine

OK = 0
POOL = "gongbao"
FEWEST, PATIENCE, START = 4, 600.0, 120.0


def server() -> None:
    """Run Prefect's server alone, for the workers of several machines; `gongbao up` runs it with all else.

    Its history is in the data folder, or in the PostgreSQL that [prefect] names.

    Example: gongbao server
    """
    from flows.server import make_ready
    from flows.settings import load

    engine = load().engine()
    make_ready(engine)
    note(f"Prefect's server listens at {engine.host}:{engine.port}.   Stop with Ctrl-C.")
    sys.stdout.flush()
    program = [sys.executable, "-m", "flows.server"]
    os.execve(sys.executable, program, os.environ | engine.server_environment())  # signals and status are its own


def deploy() -> int:
    """Register what prefect.yaml says on the server: deployments, schedules, work pool, automations.

    To be run once, and again whenever prefect.yaml, a source or a team has changed. What the file names no more is
    deleted; what was paused in the dashboard stays so.

    Example: gongbao deploy
    """
    from flows.settings import load

    settings = load()
    awaited(settings.engine())
    from flows.registering import register

    made = register(settings)
    note(f"{len(made)} deployments are registered at {settings.engine().url}: {', '.join(made)}")
    return OK


def worker(
    *,
    name: str = "",
    pool: str = POOL,
    limit: int = PLACES,
    patience: Annotated[float, Parameter(validator=Number(gte=0))] = PATIENCE,
) -> int:
    """Take runs from the server and do them, on as many machines as there are; the store is one PostgreSQL for all.

    Ends on Ctrl-C or SIGTERM when what runs is finished. A server that does not answer is waited for.

    Example: gongbao worker --limit 16

    Parameters
    ----------
    name
        what it is called in the dashboard; default: the machine's name
    pool
        the work pool that it takes runs from
    limit
        runs at the same time, four at least
    patience
        seconds that runs are given to finish when it is told to stop; then they are left to others
    """
    if limit < FEWEST:
        raise UsageError(
            f"--limit {limit} is too few: backfills wait in two places for their parts, and checks and alerts"
            f" need theirs; give {FEWEST} or more"
        )
    from flows.desk import open_desk
    from flows.engine import EngineError
    from flows.serve import found_here
    from flows.settings import load

    settings = load()
    with open_desk(settings, sends=True):
        pass  # the configuration is read and the database made before anything is taken
    if pool not in awaited(settings.engine()):
        raise EngineError(f"there is no work pool {pool!r} at {settings.engine().url}; make it with `gongbao deploy`")
    settings.engine().home.mkdir(parents=True, exist_ok=True)  # with a store elsewhere nobody has made its folder
    os.environ.update(found_here(settings))
    from flows.working import work

    note(f"Working for {settings.engine().url}, {limit} runs at the same time.   Stop with Ctrl-C.")
    work(pool, name or called(), limit, patience)
    return OK


def called() -> str:
    """A name of this process among all workers."""
    from socket import gethostname

    return f"{gethostname()}-{os.getpid()}"


def awaited(engine: "Engine", patience: float = START) -> set[str]:
    """Wait for the server, and take up its settings; returns its work pools. Raises `EngineError` if none answers."""
    from requests import HTTPError

    from flows.engine import EngineError

    deadline = time.monotonic() + patience
    if not engine.healthy():
        note(f"Waiting for Prefect's server at {engine.url}")
    while not engine.healthy():
        if time.monotonic() > deadline:
            raise EngineError(f"no Prefect server answers at {engine.url}; start it there with `gongbao server`")
        time.sleep(1)
    try:
        pools = engine.ask("work_pools/filter")
    except HTTPError as refused:
        why = "set [prefect] auth to its user:password" if refused.response.status_code == 401 else f"{refused}"
        raise EngineError(f"the Prefect server at {engine.url} refuses to answer: {why}") from None
    engine.enter()
    return {pool["name"] for pool in pools}

"""Prefect's server: as a part of the watch, and as a process, which does what `prefect server start` does.

It is started without Prefect's command line, which would take a second to load.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from socket import AF_INET, AF_INET6, create_server
from time import monotonic, sleep

from flows import prefect_file
from flows.busy import unhurried
from flows.engine import Engine, EngineError
from flows.guard import guarded
from flows.supervising import Part, meaning

PATIENCE = 180.0
"""Seconds that a first start may take, where all of its database is to be made on a slow machine."""


def part(engine: Engine) -> Part:
    """The server, to be kept running. Its log is prefect/server.log in the data folder.

    Raises `EngineError` where the port is taken, `NotCopied`.
    """
    make_ready(engine)
    environment = engine.server_environment()
    return Part(name="server", module="flows.server", environment=environment, log=engine.home / "server.log")


@contextmanager
def running(engine: Engine) -> Iterator[None]:
    """Run a server until the block ends.

    Raises `EngineError` where the port is taken or it does not come up, `NotCopied`.
    """
    server = part(engine)
    server.start()
    try:
        deadline = monotonic() + PATIENCE
        while not engine.healthy():
            if (status := server.tend()) is not None or monotonic() > deadline:
                how = "did not answer" if status is None else f"ended ({meaning(status)})"
                raise EngineError(f"Prefect's server {how}; {server.advice()}")
            sleep(0.25)
        yield
    finally:
        server.stop()


def make_ready(engine: Engine) -> None:
    """See that a server can be started, and copy what another version of Prefect made.

    Raises `EngineError` where the port is taken, `ConfigError` where it opens the dashboard to everybody, `NotCopied`.
    """
    engine.check()
    if engine.healthy():
        raise EngineError(f"a Prefect server is already running at {engine.url}; stop it or choose another port")
    try:
        create_server((engine.host, engine.port), family=AF_INET6 if ":" in engine.host else AF_INET).close()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise EngineError(
            f"port {engine.port} of {engine.host} cannot be used ({reason}): set [prefect] port"
        ) from None
    engine.home.mkdir(parents=True, exist_ok=True)
    if not engine.database:
        prefect_file.make_ready(engine.home)


def main() -> None:
    """Serve API and dashboard, and do the server's own rounds, until told to stop."""
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import get_current_settings

    server = get_current_settings().server
    app = unhurried(create_app(final=True))
    uvicorn.run(
        app if server.api.auth_string else guarded(app, server.api.host),
        host=server.api.host,
        port=server.api.port,
        timeout_keep_alive=server.api.keepalive_timeout,
        ws_ping_interval=server.api.websocket_ping_interval,
        ws_ping_timeout=server.api.websocket_ping_timeout,
        log_level=server.logging_level.lower(),
    )


if __name__ == "__main__":
    main()

"""The command line `gongbao`. It starts fast: commands import what they need, and Prefect, only when they run."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, CycloptsError, Group, Parameter
from rich.console import Console

from flows.commands import (
    alerts,
    asking,
    caring,
    correcting,
    deliveries,
    keeping,
    pages,
    past,
    rules,
    running,
    serving,
)
from flows.commands.channels import channels_test
from flows.commands.notices import notices

USAGE, FAILURE = 2, 1

app = App(
    name="gongbao",
    help="Watch what China's MIIT and SCIO publish, and tell what is new in it, once.",
    help_epilogue="Start with `gongbao demo`; then copy gongbao.example.toml to gongbao.toml and run `gongbao up`.",
    help_format="plaintext",
    version_flags=["--version"],
    version=lambda: version("gongbao"),
    suppress_keyboard_interrupt=False,
)
WATCH, ASK, CARE = Group("Watch", sort_key=1), Group("Ask", sort_key=2), Group("Look after", sort_key=3)
MACHINES = Group("Several machines", sort_key=4)
groups: dict[Group, tuple[Callable[..., int | None], ...]] = {
    WATCH: (running.demo, running.up, running.check, past.backfill, running.deliver, alerts.digest),
    ASK: (asking.read, asking.measures, asking.show, pages.versions, asking.sources, rules.teams, alerts.feed),
    CARE: (
        correcting.merge,
        correcting.split,
        correcting.part,
        correcting.rename,
        correcting.corrections,
        pages.reread,
        pages.export,
        notices,
        caring.doctor,
        keeping.backup,
        keeping.restore,
        keeping.maintain,
        keeping.upgrade,
    ),
    MACHINES: (serving.server, serving.deploy, serving.worker),
}
for group, commands in groups.items():
    for function in commands:
        app.command(function, group=group, help_epilogue="")

channels = App(name="channels", help="Look after the channels that alerts go to.", group=CARE, help_epilogue="")
channels.command(channels_test, name="test")
app.command(channels)

messages = App(name="deliveries", group=CARE, help_epilogue="")
messages.default(deliveries.deliveries)
messages.command(deliveries.retry)
messages.command(deliveries.drop)
app.command(messages)

backfills = App(name="backfills", group=CARE, help_epilogue="")
backfills.default(past.backfills)
backfills.command(past.pause)
backfills.command(past.resume)
backfills.command(past.cancel)
app.command(backfills)

alert = App(name="alert", help="Look at the messages that teams get.", group=ASK, help_epilogue="")
alert.command(alerts.alert_show, name="show")
app.command(alert)

tried = App(name="rules", help="Try what teams ask for.", group=ASK, help_epilogue="")
tried.command(rules.rules_try, name="try")
app.command(tried)


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    config: Annotated[Path | None, Parameter(help="configuration file; default: gongbao.toml here")] = None,
) -> Any:
    """Run one command with the configuration file named."""
    if config is not None:
        os.environ["GONGBAO_CONFIG"] = str(config.absolute())
    return app(tokens, exit_on_error=False, print_error=False, result_action="return_value")


app.meta.suppress_keyboard_interrupt = False  # so that `main` can say what becomes of the work


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status: 0 done, 1 something failed, 2 wrong command line or configuration."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = app.meta(tokens, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        return say(f"{error}".strip(), "see " + " ".join(["gongbao", *command(tokens), "--help"]), USAGE)
    except KeyboardInterrupt:
        return say("interrupted; what was read is kept, the rest is read next time", "", 130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nobody is left to be told
        return FAILURE
    except Exception as error:
        status = known(error)
        if status is None:
            raise
        return say(str(error), "", status)
    return result if isinstance(result, int) else 0


def command(tokens: Sequence[str]) -> list[str]:
    """The command's name among the words of a command line."""
    return [token for token in tokens if token in set(app)][:1]


def known(error: Exception) -> int | None:
    """The exit status for an error that has a name of ours; None for a fault in the program."""
    from flows.engine import EngineError
    from flows.settings import ConfigError
    from flows.words import UsageError
    from scrapers.errors import ScrapeError
    from store.errors import Ambiguous, Refused, StoreError

    if isinstance(error, UsageError | ConfigError | Ambiguous | Refused):
        return USAGE
    return FAILURE if isinstance(error, EngineError | ScrapeError | StoreError | PermissionError) else None


def say(message: str, advice: str, status: int) -> int:
    """Print one clear message to standard error and return the status."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    console.print("gongbao: " + message + (f"\n{advice}" if advice else ""), markup=False)
    return status


if __name__ == "__main__":
    sys.exit(main())

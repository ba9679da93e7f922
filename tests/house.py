"""A whole installation in a folder: configuration, bundled sites over real HTTP, channels, and the command line."""

import json
import os
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Self

from receivers import Receiver, webhook

from flows.cli import main
from flows.demo.site import Site, build, today

ENGLISH, MINISTRY, COUNCIL = "english.scio.gov.cn", "www.miit.gov.cn", "www.gov.cn"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The JSON objects of the output, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class House:
    """An installation; a context manager. `desk` is its one team, with a webhook."""

    folder: Path
    site: Site = field(default_factory=Site)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        self._stack.enter_context(self.site)
        self.desk: Receiver = self._stack.enter_context(webhook())
        self.configure({"desk": self.desk.apprise()})
        return self

    def __exit__(self, *_: object) -> None:
        for name in ("GONGBAO_CONFIG", "GONGBAO_REPLAY_DAY"):
            os.environ.pop(name, None)
        self._stack.close()

    def configure(self, teams: dict[str, str], more: str = "") -> None:
        """Write the configuration: teams, each with one channel (NAME.hook) at an address."""
        named = "".join(f'[teams.{name}]\nchannels.hook = "{url}"\n' for name, url in teams.items())
        file = self.folder / "gongbao.toml"
        file.write_text(
            f'replay = "{self.site.url}"\n[web]\nretries = 0\n[prefect]\nport = 4999\n{named}{more}', "utf-8"
        )
        os.environ["GONGBAO_CONFIG"] = str(file)

    def day(self, number: int) -> None:
        """Let a day of the story come."""
        build(self.folder / f"day{number}", number)
        self.site.add(self.folder / f"day{number}")
        os.environ["GONGBAO_REPLAY_DAY"] = today(number).isoformat()

    def run(self, *words: str | Path) -> Said:
        """Run a command as a person would type it."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main([str(word) for word in words])
        return Said(status, out.getvalue(), err.getvalue())

    def titles(self) -> list[str]:
        """The titles of all messages that the webhook got."""
        return [received.json["title"] for received in self.desk.received]

    def quotes(self) -> list[tuple[str, str]]:
        """Measure and quote of every change that the webhook was told of."""
        return [
            (change["measure"], change["statement"]["quote"])
            for received in self.desk.received
            for change in received.json["changes"]
        ]

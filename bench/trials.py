"""Runs trials and puts what came of them into a page of the documentation."""

import argparse
import logging
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Trials:
    """Trials by name, each a report in lines of markdown; the page that holds them, and how `make` calls them."""

    target: str
    page: Path
    reports: Mapping[str, Callable[[], Iterator[str]]]

    def main(self, about: str | None) -> int:
        """Run the trials that are named; returns the exit status."""
        asked = argparse.ArgumentParser(prog=f"bench.{self.target}", description=about)
        asked.add_argument("trials", nargs="*", choices=[[], *self.reports], help="which; all without")
        asked.add_argument("--write", action="store_true", help=f"put the results into {self.page}")
        given = asked.parse_args()
        logging.disable(logging.ERROR)  # what fails is what is tried
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers and folders are cleared away
        for name in given.trials or self.reports:
            began = time.monotonic()
            lines = [*_shown(self.reports[name]())]
            took = f"{datetime.now(UTC).date()}, `make {self.target} ARGS={name}`, {time.monotonic() - began:.0f} s"
            took += f", the machine's load {os.getloadavg()[2]:.0f} with {os.cpu_count()} cores."
            print(took, flush=True)
            if given.write:
                self._write(name, [*lines, "", took])
        return 0

    def _write(self, name: str, lines: list[str]) -> None:
        """Put lines between the two marks of a trial."""
        first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
        said = self.page.read_text(encoding="utf-8")
        between = re.compile(f"(?<={re.escape(first)}\n).*(?={re.escape(last)})", re.DOTALL)
        self.page.write_text(between.sub(lambda _: "\n".join(lines) + "\n", said), encoding="utf-8")


def _shown(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        print(line, flush=True)
        yield line

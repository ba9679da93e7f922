"""The trials of delivery: `python -m bench.reliability faults killed`; all of them without names.

Each prints its results as markdown; with --write they take their places in docs/reliability.md.
"""

import argparse
import logging
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench.reliability import attack, cost, faults, flood, killed, storage

TRIALS: dict[str, Callable[[], Iterator[str]]] = {
    "faults": faults.report,
    "killed": killed.report,
    "flood": flood.report,
    "attack": attack.report,
    "storage": storage.report,
    "cost": cost.report,
}
PAGE = Path("docs/reliability.md")


def main() -> int:
    """Run the trials that are named; returns the exit status."""
    asked = argparse.ArgumentParser(prog="bench.reliability", description=__doc__)
    asked.add_argument("trials", nargs="*", choices=[[], *TRIALS], help="which; all without")
    asked.add_argument("--write", action="store_true", help=f"put the results into {PAGE}")
    given = asked.parse_args()
    logging.disable(logging.ERROR)  # a channel that fails is what is tried
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers and folders are cleared away
    for name in given.trials or TRIALS:
        began = time.monotonic()
        lines = [*_shown(TRIALS[name]())]
        took = f"{datetime.now(UTC).date()}, `make reliability ARGS={name}`, {time.monotonic() - began:.0f} s."
        print(took, flush=True)
        if given.write:
            _write(name, [*lines, "", took])
    return 0


def _shown(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        print(line, flush=True)
        yield line


def _write(name: str, lines: list[str]) -> None:
    """Put lines between the two marks of a trial."""
    first, last = f"<!-- {name} -->", f"<!-- /{name} -->"
    said = PAGE.read_text(encoding="utf-8")
    between = re.compile(f"(?<={re.escape(first)}\n).*(?={re.escape(last)})", re.DOTALL)
    PAGE.write_text(between.sub(lambda _: "\n".join(lines) + "\n", said), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

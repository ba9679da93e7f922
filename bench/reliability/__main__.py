"""The trials of delivery: `python -m bench.reliability faults killed`; all of them without names.

Each prints its results as markdown; with --write they take their places in docs/reliability.md.
"""

import sys
from pathlib import Path

from bench.reliability import attack, cost, faults, flood, killed, storage
from bench.trials import Trials

REPORTS = {
    "faults": faults.report,
    "killed": killed.report,
    "flood": flood.report,
    "attack": attack.report,
    "storage": storage.report,
    "cost": cost.report,
}

if __name__ == "__main__":
    sys.exit(Trials("reliability", Path("docs/reliability.md"), REPORTS).main(__doc__))

"""The trials of operations: `python -m bench.operations backfill workers cost sizes`; all of them without names.

Each prints its results as markdown; with --write they take their places in docs/measured.md.
"""

import sys
from pathlib import Path

from bench.operations import backfill, cost, sizes, workers
from bench.trials import Trials

REPORTS = {"backfill": backfill.report, "workers": workers.report, "cost": cost.report, "sizes": sizes.report}

if __name__ == "__main__":
    sys.exit(Trials("operations", Path("docs/measured.md"), REPORTS).main(__doc__))

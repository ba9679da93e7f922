"""The run of Prefect that this process is in, without importing Prefect where there is none."""

import sys


def present() -> str:
    """The id of the flow run that is going on here; empty outside of one."""
    if "prefect" not in sys.modules:
        return ""
    from prefect.runtime import flow_run

    return flow_run.id or ""

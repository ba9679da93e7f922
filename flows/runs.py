"""The run of Prefect that this process is in, without importing Prefect where there is none."""

import sys
from datetime import UTC, datetime, timedelta


def present() -> str:
    """The id of the flow run that is going on here; empty outside of one."""
    if "prefect" not in sys.modules:
        return ""
    from prefect.runtime import flow_run

    return flow_run.id or ""


def lateness() -> timedelta:
    """How long ago the run that goes on here was to begin."""
    from prefect.runtime import flow_run

    due: datetime = flow_run.scheduled_start_time
    return datetime.now(UTC) - due

"""The run of Prefect that this process is in, without importing Prefect where there is none."""

import sys
from datetime import UTC, datetime, timedelta

PLACES = 8
"""Runs at a time in one process: each waits for hosts most of its time, and a backfill waits for its parts.

What reads the past, rereads and tidies up has seven at most, by the limits in prefect.yaml: checks and alerts go on.
"""
PARTS = 3
"""Parts of backfills that are read at the same time, on all machines: each host is asked by one at a time anyway."""


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

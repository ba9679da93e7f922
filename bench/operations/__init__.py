"""The trials of operations: backfills that are killed, several workers, and what Prefect costs."""

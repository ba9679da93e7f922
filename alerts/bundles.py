"""Messages out of changes that wait: which of them belong together."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from alerts.telling import Form
from measures.model import Change

Bundle = tuple[Form, tuple[int, ...]]
"""A message to be made: its form, and the ids of the changes it tells."""


def compose(changes: Sequence[Change]) -> Iterator[Bundle]:
    """Yield a message for each document."""
    ordered = sorted(changes, key=lambda change: (change.origin.document, change.id))
    for _, told in groupby(ordered, key=lambda change: change.origin.document):
        yield "event", tuple(change.id for change in told)

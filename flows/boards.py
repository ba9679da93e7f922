"""Artifacts that are kept up to date under one address: how the watch is, and each source over time.

They belong to no run, so none takes them away when it is deleted.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate
from prefect.client.schemas.filters import ArtifactCollectionFilter, ArtifactCollectionFilterKey

from flows import overview
from flows.desk import Desk
from flows.history import shown_if_possible

WATCH = "watch"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Board:
    """What an artifact shows: markdown, or the rows of a table."""

    description: str
    data: str | Sequence[Mapping[str, Any]]

    def fields(self) -> dict[str, str]:
        """The artifact as the API takes it."""
        data = self.data if isinstance(self.data, str) else json.dumps(self.data, ensure_ascii=False)
        return {"data": data, "description": self.description}


def renew(desk: Desk, sources: Sequence[str] = ()) -> None:
    """Bring the page of the watch up to date, and the tables of these sources. A run whose work is done goes on."""
    try:
        _renew(desk, sources)
    except Exception:  # alerts are sent and pages read by now: who paints them must not turn that red
        log.exception("the page of the watch could not be brought up to date")


def _renew(desk: Desk, sources: Sequence[str]) -> None:
    boards = {f"source-{name}": over_time(desk, name) for name in sources}
    boards[WATCH] = Board(overview.in_a_line(overview.wrong(desk)), overview.page(desk))
    with shown_if_possible():
        client = get_client(sync_client=True)
        there = known(client, list(boards))
        for key, board in boards.items():
            put(client, key, board, there.get(key))


def over_time(desk: Desk, source: str) -> Board:
    """The days of a source, and the last of them in a line."""
    days = overview.over_time(desk, source)
    last = "{day}: {checks} checks, {pages} pages, {new} new, {not read} not read".format_map(days[0]) if days else ""
    return Board(last, days)


def known(client: SyncPrefectClient, keys: Sequence[str]) -> dict[str, str]:
    """The ids of the artifacts that there are, by key."""
    some = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=list(keys)))
    return {str(one.key): str(one.latest_id) for one in client.read_latest_artifacts(artifact_filter=some)}


def put(client: SyncPrefectClient, key: str, board: Board, there: str | None) -> None:
    """Make an artifact, or change the one that is there."""
    fields = board.fields()
    if there is None:
        kind = "markdown" if isinstance(board.data, str) else "table"
        client.create_artifact(ArtifactCreate(key=key, type=kind, **fields))
    else:
        # Not the client's own method: it sends an event with all of the data in it, each time.
        client.request("PATCH", "/artifacts/{id}", path_params={"id": there}, json=fields)

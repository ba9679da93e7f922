"""A busy server: its 503 comes a little late, later the more there are, and may be asked again at once."""

from collections import deque

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from flows.busy import LONGEST, RECENT, pause, unhurried


def test_the_more_are_turned_away_the_longer_each_is_kept() -> None:
    before: deque[float] = deque()
    assert [pause(before, 0.0) for _ in range(3)] == pytest.approx([0.1, 0.2, 0.3])
    assert [pause(before, 1.0) for _ in range(100)][-1] == LONGEST
    assert pause(before, 1.0 + RECENT + 0.1) == pytest.approx(0.1), "it has become quiet"


def test_who_is_turned_away_may_ask_again_at_once_and_others_are_not_told_so() -> None:
    statuses = [503, 200, 500]
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("here", statuses.pop(0)))])

    async def asked() -> list[tuple[int, str | None]]:
        transport = httpx.ASGITransport(unhurried(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            answers = [await client.get("/") for _ in range(3)]
        return [(one.status_code, one.headers.get("Retry-After")) for one in answers]

    assert anyio.run(asked) == [(503, "0"), (200, None), (500, None)]

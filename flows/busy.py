"""What a busy server says: ask again at once. It has waited itself.

Two that write into one SQLite at the same moment get in each other's way for a thousandth of a second; the server then
answers 503, and Prefect's clients wait two seconds, then four, then eight before they ask again.
"""

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

STEP, LONGEST = 0.1, 5.0
"""Seconds that an answer is held back for each of the last ones, and at most: the busier, the longer."""
RECENT = 10.0
"""Seconds in which one was among the last."""
UNAVAILABLE = 503


def unhurried(app: "ASGIApp") -> "ASGIApp":
    """The application, whose answer that it is busy comes late and says that it may be asked again at once."""
    from starlette.datastructures import MutableHeaders

    turned_away: deque[float] = deque()

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def tell(message: "Message") -> None:
            if message["type"] == "http.response.start" and message["status"] == UNAVAILABLE:
                await asyncio.sleep(pause(turned_away, monotonic()))
                MutableHeaders(scope=message)["Retry-After"] = "0"
            await send(message)

        await app(scope, receive, tell)

    return answer


def pause(turned_away: deque[float], now: float) -> float:
    """Seconds until the next that is turned away may ask again; notes that it was."""
    while turned_away and now - turned_away[0] > RECENT:
        turned_away.popleft()
    turned_away.append(now)
    return min(LONGEST, STEP * len(turned_away))

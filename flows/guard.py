"""Who may speak to a server without a login: this machine, and no page of another site that its browser shows.

Prefect answers whoever asks. It takes a POST from any page that a browser here has open, and lets a page read what it
likes whose name its owner makes point to this machine.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HERE = frozenset(("127.0.0.1", "::1", "localhost"))


def guarded(app: "ASGIApp", *names: str) -> "ASGIApp":
    """The application, for those who ask for it by a name of this machine or one of these, from no other site."""
    from starlette.datastructures import Headers
    from starlette.responses import PlainTextResponse

    async def answer(scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] != "lifespan":
            headers = Headers(scope=scope)
            if not own(headers.get("host", ""), headers.get("origin"), HERE.union(names)):
                refusal = PlainTextResponse("Not from here; with [prefect] auth it is open.", 403)
                await refusal(scope, receive, send)
                return
        await app(scope, receive, send)

    return answer


def own(host: str, origin: str | None, names: frozenset[str]) -> bool:
    """Whether a request is for one of these names, and comes from no page of another site."""
    try:
        return urlsplit(f"//{host}").hostname in names and (origin is None or urlsplit(origin).netloc == host)
    except ValueError:
        return False

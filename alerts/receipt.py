"""What a channel answered, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel's answer. `error` holds no secret; `retry_after` are seconds the channel is to be left alone.

    `permanent` failures come again until somebody mends something: a wrong password, a room that is gone. A message
    that was taken has an `error` where some of its readers were refused for good.
    """

    ok: bool
    error: str = ""
    retry_after: float | None = None
    permanent: bool = False

"""What a channel answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Receipt:
    """A channel's answer. `error` holds no secret; `retry_after` are seconds the channel is to be left alone."""

    ok: bool
    error: str = ""
    retry_after: float | None = None

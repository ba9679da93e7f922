"""When an act is to happen: the time as it stands in the text, and its deadline."""

import re
from datetime import date

from measures.model import Period
from measures.periods import periods

_SOON = re.compile(
    r"\b(?:next step|going forward|recently|promptly|as soon as possible|in the near future|later this year|this year|"
    r"next year|next|soon|currently|at present|by year-end|"
    r"(?:at|by|before|until|towards?) (?:the )?end of (?:the|this|next) year|"
    r"(?:by|before|until) (?:the )?end[- ]20\d\d|"
    r"in the (?:first|second|third|fourth) (?:quarter|half)(?: of (?:this|the|next) year)?)\b"
    r"|下一步|下步|接下来|日前|近日|近期|目前|当前|今年以来|(?<![\d一二两三四五六七八九十])[\d一二两三四五六七八九十]+(?:个月|年)之?内|年内|年底前|今后|尽快",
    re.I,
)
_DATELINE = re.compile(r"^.{3,60}? --? |^.{2,30}\d日(?:电|讯)")


def timeframe(text: str, reference: date | None, *, chinese: bool, due: bool = False) -> tuple[str, Period | None]:
    """Return the time that a normalised text names, as written, and for a deadline the interval that it ends.

    What is still to be done is `due` within the time it is to be done in.
    """
    told = _DATELINE.sub("", text)
    if reference is not None:
        found = [
            w
            for w in periods(told, reference, ahead=[(0, len(told))], chinese=chinese)
            if w.role not in ("compared", "name")
        ]
        if found:
            chosen = found[0]
            ends = chosen.role == "deadline" or (due and chosen.role == "during" and chosen.period.end > reference)
            return told[chosen.start : chosen.end], chosen.period if ends and not chosen.since else None
    soon = _SOON.search(told)
    return (soon.group() if soon else ""), None

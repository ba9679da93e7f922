"""Shares of wholes that one thing has: "80 percent of jobs and 60 percent of output", 贡献了50%的税收、60%的产值."""

import re

from measures.scene import Scene, once

_HAS = re.compile(
    r"account\w*\sfor|ma(?:d|k)\w+\sup|compris\w+|represent\w*|contribut\w*|creat\w+|provid\w+|generat\w+", re.I
)
_ZH_HAS = re.compile(r"(?:贡献|提供|创造|解决|完成|吸纳|承担)了?(?:我国|全国|全社会)?\Z")
_OF = re.compile(r"\sof\s")
_EN_NEXT = re.compile(r"\sof\s[^,;.]{2,60}?(?:,\s(?:and\s)?|\sand\s)")
_ZH_NEXT = re.compile(r"的[^，。；、]{2,16}[、和，](?:以及)?")
_NEAR = 30


def is_whole(read: Scene, index: int) -> bool:
    """Whether the thing behind a share is what it is a share of: "accounting for 30 percent of mobile users"."""
    quantity = read.quantities[index]
    if first_of_wholes(read, index) != index:
        return True
    lead = read.text[max(0, quantity.start - _NEAR) : quantity.start]
    if read.chinese:
        return quantity.kind == "rate" and bool(_ZH_HAS.search(lead)) and read.text.startswith("的", quantity.end)
    return bool(_HAS.search(lead))


@once
def first_of_wholes(read: Scene, index: int) -> int:
    """The first of the shares that one thing has of several wholes; the share itself where it stands alone."""
    if not index:
        return index
    one, other = read.quantities[index - 1 : index + 1]
    joint = _ZH_NEXT if read.chinese else _EN_NEXT
    linked = one.kind == other.kind == "rate" and joint.fullmatch(read.text, one.end, other.start)
    goes_on = (read.text.startswith("的", other.end) if read.chinese else _OF.match(read.text, other.end)) is not None
    if not linked or not goes_on or not is_whole(read, index - 1):
        return index
    return first_of_wholes(read, index - 1)

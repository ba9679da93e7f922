"""How near a source stands to what was said, to tell the better one first where two contradict each other."""

from enum import IntEnum
from urllib.parse import urlsplit

from measures.lexicon import Term, in_use, remembered
from measures.model import Origin


class Standing(IntEnum):
    """From the body's own words down to a page that does not say where it comes from."""

    ORIGINAL = 0
    TRANSLATION = 1
    AGENCY = 2
    REPOST = 3
    UNKNOWN = 4


def rank(origin: Origin) -> tuple[int, str]:
    """What comes first of several pages that say the same, in whatever order they were read."""
    return standing(origin), origin.document


_KINDS = {"agency": Standing.AGENCY, "press": Standing.REPOST}
_SILENT = ("host", "market")
"""Agencies of the lexicon that are no bodies of government."""


def standing(origin: Origin) -> Standing:
    """The standing of a page: of the publisher it names, else of its host."""
    kind = _named(origin.publisher) or _hosted(urlsplit(origin.url).hostname or "")
    if kind == "official":
        return Standing.ORIGINAL if origin.language == "zh" else Standing.TRANSLATION
    known = origin.publisher or origin.url.startswith("http")
    return _KINDS.get(kind, Standing.REPOST if known else Standing.UNKNOWN)


@remembered
def _named(publisher: str) -> str:
    """The kind of the publisher of that name: the last one named, as in 人民日报客户端; or a body of government."""
    if hits := in_use().publishers.find(publisher):
        return hits[-1].entry["kind"]
    bodies = [hit.entry for hit in in_use().agencies.find(publisher)]
    return "official" if any(body["kind"] not in _SILENT for body in bodies) else ""


@remembered
def _hosted(host: str) -> str:
    """The kind of the publisher with that host, the longest end of a name first."""
    ends = {end: term for term in in_use().publishers.values() for end in _hosts(term)}
    fitting = [end for end in ends if host == end or host.endswith(f".{end}")]
    return ends[max(fitting, key=len)]["kind"] if fitting else ""


def _hosts(term: Term) -> tuple[str, ...]:
    return term.words("hosts") if "hosts" in term.attributes else ()

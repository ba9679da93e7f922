"""On what basis a quantity is told: in real or nominal terms, without a part, or of a part that a clause describes."""

import re
from collections.abc import Iterator

from measures.phrases import slug
from measures.scene import Scene

_NOMINAL = re.compile(r"名义|\bnominal(?:ly)?\b", re.I)
_REAL = re.compile(
    r"实际(?=增|下降|减|同比|环比)|(?:扣除|剔除)价格(?:变动|上涨)?(?:的?因素|影响)?|可比(?:口径|价格)"
    r"|\breal\s(?:growth|increase|terms|rise)\b|\b(?:price\sfactors|comparable\sprices|inflation(?:-adjusted)?)\b"
    r"|\b(?:in|grew|rose|increased|up)\sreal\b",
    re.I,
)
_BEHIND = re.compile(
    r"\s?(?:in\s(?P<terms>real|nominal)\sterms|(?:after\s(?:deducting|adjusting\sfor)|adjusted\sfor|excluding)\s(?P<price>price|inflation)\w*)",
    re.I,
)
_WITHOUT = re.compile(
    r"(?:扣除|剔除|不含|不包括|不计)(?!因|由)(?P<zh>[^，。；（）]{2,14}?)(?:(?=[增下上]|减少|同比|环比)|的?(?:因素|影响)(?:后|外)?|[以之]?外|后|[，的]|\Z)"
    r"|除(?P<but>[^，。；（）]{2,14}?)(?:[以之]外|外的)"
    r"|\b(?:excluding|not\sincluding|except(?:\sfor)?|apart\sfrom|stripping\sout)\s(?:the\s)?(?P<en>[a-z-]+(?:\s[a-z-]+){0,3}?)"
    r"(?=,|\s(?:rose|grew|fell|was|were|increased|decreased|declined|reached|stood|totaled|expanded|edged)\b|\Z)",
    re.I,
)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_DESCRIBED = re.compile(r"中[，,]\s?(?P<part>[^，。；、]{2,20}?)的(?:大?约|超过?|已|共|达到?|就?有|为)*\Z")
_PRICE = ("价格", "price", "inflation")


def bases(read: Scene, index: int, aspect: str, subject: str) -> Iterator[str]:
    """The parts of a scope that say on what basis a number is told."""
    left = _BRACKETED.sub("", read.text[read.left_edge(index) : read.quantities[index].number_start])
    if "growth" in aspect:
        yield from _terms(read, index, left, real="value_added" in aspect or subject == "national_economy")
    for found in _WITHOUT.finditer(left):
        words = found["zh"] or found["but"] or found["en"]
        if not words.lower().startswith(_PRICE):
            yield f"without_{_named(read, words)}"
    if read.chinese and (part := _DESCRIBED.search(left)):
        yield slug(part["part"])


def _terms(read: Scene, index: int, left: str, *, real: bool) -> Iterator[str]:
    """Real or nominal, said behind the number or last before it; value added and GDP are told in `real` terms."""
    behind = _BEHIND.match(read.text, read.quantities[index].end)
    if behind:
        said = (behind["terms"] or "real").lower()
    else:
        places = {
            "nominal": max((found.start() for found in _NOMINAL.finditer(left)), default=-1),
            "real": max((found.start() for found in _REAL.finditer(left)), default=-1),
        }
        said = max(places, key=lambda name: places[name]) if max(places.values()) >= 0 else ""
    if said and not (said == "real" and real):
        yield said


def _named(read: Scene, words: str) -> str:
    """What is left out, by the id of the lexicon where it has one."""
    for vocabulary in (read.lexicon.subjects, read.lexicon.nouns):
        if hit := next((hit for hit in vocabulary.find(words) if not hit.start), None):
            return hit.id
    return slug(words)

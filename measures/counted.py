"""What a number counts: the thing (from the lexicon, else its noun phrase) and the unit."""

import re
from dataclasses import dataclass

from measures.lexicon import Hit, Term, stem
from measures.numbers import Quantity
from measures.scene import Scene, within
from measures.text import HAN, Span

GENERIC = "generic"


@dataclass(frozen=True, slots=True)
class Counted:
    """A subject (id or noun phrase), its unit, its words for a reader, and where it stands if it is beside the number."""

    subject: str
    unit: str = ""
    label: str = ""
    span: Span | None = None


# --- noun phrases -------------------------------------------------------------------------------------------------

_EN_STOP = (
    r"of|in|for|to|by|from|with|at|on|across|under|over|into|through|during|since|per|as|than|after|before|between|among|within"
    r"|nationwide|worldwide|globally|is|are|was|were|has|have|had|will|would|can|could|that|which|who|whose|and|or|but|while|when|where"
    r"|so|this|last|next|year|covering|including|involving|engaged|emerging|totaling|compared|respectively|achieve|up|down|more|it|they|we"
    r"|came|come|began|start|started|became|reached|reported|registered|saw|set|built|established|completed|launched|put|by|not|each|a|the"
)
_EN_NP = re.compile(
    rf"\s?(?P<np>(?:(?!(?:{_EN_STOP})\b)[A-Za-z\"'][\w\"'-]*(?:,(?=\s(?:refined|unique|new|special|and))|)\s?)+)", re.I
)
_EN_PARTICIPLE = re.compile(r"(?<=s)[\"']?\s(?:[a-z]+(?:ed|ing)|newly)\b.*", re.S)
_EN_GENERIC_HEAD = re.compile(
    r"\s?(?:sets?|units?|pieces?|types?|kinds?|items?|pairs?|copies|varieties|categories|batches|groups?)\s(?:of\s)?"
)
_EN_DROPPED = re.compile(
    r"^(?:key|major|new|newly|such|these|those|other|different|various|additional|more|national|Chinese|about|key)\s",
    re.I,
)
_ZH_NP = re.compile(
    r"(?P<np>(?:(?!成为|获得|实现|处于|保持|达到|覆盖|分布|位居|属于|入选|来自|参与|开展|已|均|都|在|为|是|从|将|与|同比|环比|较|比|占|增长|下降|以上)"
    rf"[{HAN}A-Za-z0-9\"+\-·]){{1,24}})"
)
_ZH_DROPPED = re.compile(r"^(?:的|重点|主要|新|国家级?|全国|以上|左右|各类|各种|多|余)+")


def slug(words: str) -> str:
    """A noun phrase as an id: lower case, no plural, joined by underscores; Chinese as it stands."""
    if re.search(f"[{HAN}]", words):
        return re.sub(r"[\W_]+", "", words)
    parts = [part for part in re.findall(r"[A-Za-z0-9]+", words)]
    return "_".join([part.lower() for part in parts[:-1]] + [stem(part) for part in parts[-1:]])


def phrase_after(scene: Scene, at: int) -> Span:
    """The noun phrase that follows a place; empty where none does."""
    if scene.chinese:
        at += len(_match(_ZH_DROPPED, scene.text, at))
        match = _ZH_NP.match(scene.text, at)
        return match.span("np") if match else (at, at)
    while generic := _EN_GENERIC_HEAD.match(scene.text, at):
        at = generic.end()
    match = _EN_NP.match(scene.text, at)
    if not match:
        return (at, at)
    words = _EN_PARTICIPLE.sub("", match["np"]).rstrip()
    return (match.start("np"), match.start("np") + len(words))


def _match(pattern: re.Pattern[str], text: str, at: int) -> str:
    match = pattern.match(text[at : at + 12])
    return match.group() if match else ""


# --- counted things -----------------------------------------------------------------------------------------------


def _by_term(term: Term, span: Span, quantity: Quantity) -> Counted:
    return Counted(term.id, _unit_of(term, quantity), term.label("en"), span)


_MEASURES = frozenset(
    ["yuan", "usd", "tonne", "kilowatt", "kilowatt_hour", "gigabyte", "kilometer", "cubic_meter", "eflops", "user"]
)


def _unit_of(term: Term, quantity: Quantity) -> str:
    """The noun a subject is counted in; a classifier that tells more (户, 人) counts before a physical unit."""
    unit = term["unit"]
    if (
        quantity.counts in ("", "item", "set", "product", "enterprise", "household")
        and unit
        and (unit not in _MEASURES or unit == "user")
    ):
        return unit
    return quantity.counts or unit


def counted(scene: Scene, index: int) -> Counted | None:
    """What the number with this index counts, where it has no unit of its own; None if nothing is found."""
    quantity = scene.quantities[index]
    after = _after(scene, index)
    if after and (after.subject not in _SUCH or not scene.chinese):
        return after
    return _before(scene, index) or after or _alone(quantity)


_SUCH = frozenset({"enterprise", "sme"})


def _alone(quantity: Quantity) -> Counted | None:
    return (
        Counted(quantity.counts, quantity.counts, quantity.counts)
        if quantity.counts not in ("", "item", "set", "time")
        else None
    )


_ANAPHOR = re.compile(r"\s?(?:(?:more\s)?such|these|those|of\s(?:them|which|these))\b", re.I)


def _after(scene: Scene, index: int) -> Counted | None:
    quantity = scene.quantities[index]
    start, end = phrase_after(scene, quantity.end)
    end = min(end, scene.right_edge(index))
    if start >= end:
        return None
    anaphor = not scene.chinese and _ANAPHOR.match(scene.text, quantity.end)
    hits = within(scene.subjects, start, end) or [hit for hit in scene.subjects if start <= hit.start < end]
    if anaphor and (antecedent := scene.prior.subject):
        hit = hits[-1] if hits else None
        if hit is None or hit.entry["kind"] == GENERIC or hit.id == "innovative_sme":
            return _named(scene, antecedent, quantity, (start, max(end, hit.end if hit else end)))
    if hits and _is_head(scene, hits[-1], end):
        return _by_term(hits[-1].entry, (start, max(end, hits[-1].end)), quantity)
    return _by_phrase(scene, quantity, (start, end))


def _is_head(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a name ends its noun phrase: "steel" is not the head of "steel standards"."""
    rest = scene.text[hit.end : end].strip(" \"'")
    return not rest or hit.end >= end or (scene.chinese and not within(scene.nouns, hit.end, end))


def _named(scene: Scene, subject: str, quantity: Quantity, span: Span | None) -> Counted:
    term = scene.lexicon.subjects.get(subject)
    return (
        _by_term(term, span or (quantity.start, quantity.end), quantity)
        if term
        else Counted(subject, quantity.counts, subject, span)
    )


_ENUMERATION = frozenset(
    [
        "measure",
        "aspect",
        "dimension",
        "step",
        "way",
        "respect",
        "point",
        "area",
        "priority",
        "front",
        "part",
        "category",
        "task",
        "direction",
        "requirement",
        "principle",
        "side",
        "link",
        "level",
        "word",
        "time",
        "session",
        "day",
        "month",
        "year",
        "hour",
        "minute",
        "meter",
        "reason",
        "question",
        "issue",
        "major",
        "pillar",
        "element",
        "feature",
        "characteristic",
        "stage",
        "phase",
        "kind",
        "department",
        "ministry",
        "commission",
        "authority",
        "batch",
        "round",
        "decade",
        "week",
        "factor",
        "field",
        "goal",
        "objective",
        "function",
        "role",
        "chapter",
        "article",
        "section",
    ]
)


def _by_phrase(scene: Scene, quantity: Quantity, span: Span) -> Counted | None:
    """A subject of its own noun phrase, counted in its head noun."""
    words = scene.text[span[0] : span[1]]
    while not scene.chinese and (dropped := _EN_DROPPED.match(words)):
        words = words[dropped.end() :]
    nouns = within(scene.nouns, *span)
    if scene.chinese:
        return _zh_phrase(words, nouns, quantity, span)
    head = slug(words).rpartition("_")[2]
    if not head or (head in _ENUMERATION and quantity.value < 13):
        return None
    noun = nouns[-1] if nouns and nouns[-1].end >= span[1] - 1 else None
    unit = (noun.entry["unit"] or noun.id) if noun else head
    return Counted(slug(words), unit, words.strip("\"' "), span)


def _zh_phrase(words: str, nouns: list[Hit], quantity: Quantity, span: Span) -> Counted | None:
    if not nouns:
        return (
            Counted(slug(words), quantity.counts or "item", words, span) if quantity.counts and len(words) > 1 else None
        )
    noun = nouns[-1]
    told = quantity.counts if quantity.counts in ("enterprise", "person", "vehicle", "ship") else ""
    return Counted(slug(words), told or noun.entry["unit"] or noun.id, words, (span[0], max(span[0], noun.end)))


def _before(scene: Scene, index: int) -> Counted | None:
    """The thing named before its number: 专精特新中小企业超14万家, "the number of 5G base stations reached 3.8 million"."""
    quantity = scene.quantities[index]
    hit = subject_before(scene, index)
    if hit is None:
        return _named(scene, scene.prior.subject, quantity, None) if _is_back_reference(scene, quantity) else None
    if hit.entry["kind"] == GENERIC and scene.prior.subject and _refers_back(scene, hit):
        return _named(scene, scene.prior.subject, quantity, None)
    beside = hit.start >= scene.left_edge(index) and scene.clause(hit.start) == scene.clause(quantity.number_start)
    found = _by_term(hit.entry, (hit.start, hit.end), quantity)
    return found if beside else Counted(found.subject, found.unit, found.label)


def _is_back_reference(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number with nothing beside it counts what was spoken of before: 其中有4762家, "another 100"."""
    return bool(scene.prior.subject) and (quantity.kind == "classifier" or not scene.chinese)


def _refers_back(scene: Scene, hit: Hit) -> bool:
    lead = scene.text[max(0, hit.start - 12) : hit.start].lower()
    return bool(re.search(r"(?:such|these|those|此类|这些|上述|该类|这类)\s?\Z", lead))


def subject_before(scene: Scene, index: int) -> Hit | None:
    """The name that a number belongs to: the nearest in its clause, else in the clauses before it."""
    quantity = scene.quantities[index]
    edge = scene.clause(quantity.number_start)[0]
    near = within(scene.subjects, max(edge, scene.left_edge(index)), quantity.number_start)
    near = near or within(scene.subjects, edge, quantity.number_start)
    if not near:
        earlier = within(scene.subjects, 0, quantity.number_start)
        return earlier[-1] if earlier else None
    specific = [hit for hit in near if hit.entry["kind"] != GENERIC]
    return (specific or near)[-1]

"""What a number counts: the thing (from the lexicon, else its noun phrase) and the unit."""

import re
from dataclasses import replace

from measures.bare import joined, topic_for
from measures.enumerations import is_enumeration
from measures.lexicon import Hit
from measures.named_before import names_place, thing_before, words_before
from measures.numbers import Quantity
from measures.pairs import pair_of
from measures.phrases import EN_DROPPED, ZH_DROPPED, phrase_after, slug
from measures.scene import Scene, once, within
from measures.subjects import GENERIC
from measures.text import Span
from measures.thing import Counted, agrees, by_term, named
from measures.trailing import words_listed, words_shared


@once
def counted(scene: Scene, index: int) -> Counted | None:
    """What the number with this index counts, where it has no unit of its own; None if nothing is found."""
    quantity = scene.quantities[index]
    became = _BECAME.match(scene.text, quantity.end)
    if became and (hit := _next_name(scene, index)) and (scene.chinese or hit.start <= became.end() + 1):
        return named(scene, hit.id, quantity, (hit.start, hit.end))
    if words := words_shared(scene, index) or words_listed(scene, index):
        return _in_words(scene, words, quantity)
    if not scene.chinese and is_enumeration(scene, quantity):
        return None
    after = _of_whole(scene, index) or _after(scene, index)
    if after and not (after.subject == GENERIC_ENTERPRISE and _is_part(scene, quantity)):
        return _specific(scene, after, quantity)
    found = (
        _part_of_number_before(scene, index)
        or _more_of_same(scene, index)
        or _widened(scene, index)
        or _served(scene, quantity)
        or thing_before(scene, index)
        or after
        or words_before(scene, index)
        or _alone(quantity)
    )
    return _specific(scene, found, quantity) if found else None


def _in_words(scene: Scene, words: str, quantity: Quantity) -> Counted:
    """The thing that words name which do not stand together in the text."""
    hits = scene.lexicon.subjects.find(words)
    if hits and hits[-1].end == len(words):
        found = by_term(hits[-1].entry, (quantity.start, quantity.end), quantity)
        return replace(found, span=None)
    nouns = scene.lexicon.nouns.find(words)
    head = nouns[-1] if nouns and nouns[-1].end == len(words) else None
    if head is None:
        return Counted(slug(words), quantity.counts or slug(words).rpartition("_")[2], words)
    return Counted(head.id if not head.start else slug(words), head.entry["unit"] or head.id, words)


def _specific(scene: Scene, thing: Counted, quantity: Quantity) -> Counted:
    """A thing named by a plain noun, with what it has to do with: "companies" of a text on humanoid robots."""
    if (used := _used(scene, thing, quantity)) is not None:
        return used
    noun = scene.lexicon.nouns.get(thing.subject)
    topic = topic_for(scene, noun) if noun else None
    if noun is None or topic is None:
        return thing
    if topic["unit"] == noun.id:
        return Counted(topic.id, thing.unit, topic.label("en"), thing.span)
    subject, label = joined(topic, noun, chinese=scene.chinese)
    return Counted(subject, thing.unit, label, thing.span)


_USES = re.compile(
    r"\s(?:(?:have|has|had|are|were|now|already)\s){0,3}(?:signed\sup\sfor|subscrib(?:ed|e|ing)\sto|us(?:e|ed|ing)|on)\s(?:the\s|a\s)?"
)


def _used(scene: Scene, thing: Counted, quantity: Quantity) -> Counted | None:
    """Of "people who use" a thing that is counted in users, the users: "1.2 billion people have signed up for 5G"."""
    end = max(quantity.end, thing.span[1] if thing.span else 0)
    verb = _USES.match(scene.text, end) if thing.unit in ("person", "user") else None
    hit = next(
        (hit for hit in scene.subjects if verb and hit.start == verb.end() and hit.entry["unit"] == "user"), None
    )
    return Counted(hit.id, "user", hit.entry.label("en"), thing.span) if hit else None


GENERIC_ENTERPRISE = "enterprise"
_BECAME = re.compile(
    r"(?:企业)?(?:成为|获评|入选|被认定为|认定为|成长为|升级为|晋升为|发展为)"
    r"|\s(?:of\s(?:them|which|these|those)\s)?(?:(?:have|has|had)\s)?(?:now\s|already\s|since\s)?(?:been\s|were\s|are\s)?"
    r"(?:(?:grown|developed|evolved|turned|promoted|upgraded)\sinto|become|became|named|rated|designated|recogni[sz]ed\sas|certified\sas|were|are)"
    r"\s(?:key\s|national\s|national-level\s)?(?=[\w\"])"
)
_PART = re.compile(r"其中[^，。；]{0,6}\Z|(?:of (?:them|which|these)|including|among them),?\s(?:\w+\s)?\Z", re.I)


_OF_THESE = re.compile(r"[^，。；、,]{1,16}中(?:的|有|，有|,有)?\Z")


_AMONG = re.compile(r"\b(?:among|of|out of)\s(?:the\s|all\s|China's\s)?\Z", re.I)
_AND_OF_THEM = re.compile(r"\s[\w\s-]{3,50},\s")


def _is_part(scene: Scene, quantity: Quantity) -> bool:
    """Whether the number is a part of the things spoken of before: 其中…家企业, "of which"."""
    return bool(_PART.search(scene.text[: quantity.start]))


_OUT_OF = re.compile(r"\s(?:(?:out\s)?of\s(?:the|all|China's|its|these)\s(?:\w+'s\s|total\s)?|out\sof\s)")


def _of_whole(scene: Scene, index: int) -> Counted | None:
    """ "91 of the 97 categories": the first number counts what the second does."""
    if index + 1 >= len(scene.quantities):
        return None
    here, other = scene.quantities[index : index + 2]
    whole = _OUT_OF.fullmatch(scene.text, here.end, other.start) and not other.kind
    found = _after(scene, index + 1) if whole else None
    return Counted(found.subject, found.unit, found.label) if found else None


def _part_of_number_before(scene: Scene, index: int) -> Counted | None:
    """97个大类中的40个: the second number counts what the first does."""
    if not index:
        return None
    between = scene.text[scene.left_edge(index) : scene.quantities[index].start]
    lead = scene.text[max(0, scene.quantities[index - 1].start - 16) : scene.quantities[index - 1].start]
    whole = _OF_THESE.fullmatch(between) if scene.chinese else _AMONG.search(lead) and _AND_OF_THEM.fullmatch(between)
    start = max(scene.left_edge(index), scene.clause(scene.quantities[index].number_start)[0])
    parted = scene.chinese and (
        names_place(scene, start, scene.text[start : scene.quantities[index].start])
        or _is_more_of(scene, index, between)
    )
    found = counted(scene, index - 1) if whole or parted else None
    return Counted(found.subject, found.unit, found.label) if found else None


_ALREADY = re.compile(r"[^，。；]*，(?:其中|目前|现|已经?|有|共|累计|今年|去年|另有|还有|约|近|超过?|新增)*\Z")


def _is_more_of(scene: Scene, index: int, between: str) -> bool:
    """Whether a classifier counts what the same one did before: 140多个场景，目前已有45个."""
    one, other = scene.quantities[index - 1 : index + 1]
    same = scene.text[one.number_end : one.end] == scene.text[other.number_end : other.end]
    return one.kind == other.kind == "classifier" and same and bool(_ALREADY.fullmatch(between))


_WIDENED = re.compile(
    r"\b(?:expand|rais|increas|cut|reduc|lift|bring|widen|boost|extend|lower|trim)\w*\s(?:the\s|its\s|their\s|number\sof\s)*"
    r"(?P<things>(?:[\w'-]+\s){1,4}?)(?:(?:for|in|of)\s[^,;]{2,40}\s)?from\s(?:just\s|only\s)?\Z"
)


def _widened(scene: Scene, index: int) -> Counted | None:
    """The object of the verb that takes it from one number to another: "expand the pilot cities from 20 to 35"."""
    pair = None if scene.chinese else pair_of(scene, index)
    told = _WIDENED.search(scene.text, 0, scene.quantities[pair.start].start) if pair else None
    words = told["things"].strip() if told else ""
    nouns = scene.lexicon.nouns.find(words)
    if scene.lexicon.subjects.find(words) or not (nouns and nouns[-1].end == len(words)):
        return _in_words(scene, words, scene.quantities[index]) if words else None
    return Counted(slug(words), nouns[-1].entry["unit"] or nouns[-1].id, words)


_MORE = re.compile(r"\s(?:more|others?)\b(?!\s(?:than|people))")
_ANOTHER = re.compile(r"\banother\s\Z", re.I)


def _more_of_same(scene: Scene, index: int) -> Counted | None:
    """ "26 lines are open and 11 more are being built": what the number before counts."""
    quantity = scene.quantities[index]
    told = _MORE.match(scene.text, quantity.end) or _ANOTHER.search(scene.text, 0, quantity.start)
    if scene.chinese or quantity.kind or not told or not index or scene.quantities[index - 1].kind:
        return None
    found = counted(scene, index - 1)
    return Counted(found.subject, found.unit, found.label) if found else None


def _next_name(scene: Scene, index: int) -> Hit | None:
    quantity = scene.quantities[index]
    hits = within(scene.subjects, quantity.end, scene.clause(quantity.number_start)[1])
    return hits[0] if hits else None


def _alone(quantity: Quantity) -> Counted | None:
    return (
        Counted(quantity.counts, quantity.counts, quantity.counts)
        if quantity.counts not in ("", "item", "set", "time")
        else None
    )


_SERVES = re.compile(
    r"\b(?:benefit(?:s|ed|ing|t\w+)?|employ(?:s|ed|ing)?|serv(?:es|ed|ing)|treat(?:s|ed|ing)?|train(?:s|ed|ing)?|lift(?:s|ed|ing)?)"
    r"(?:\s(?:\d[\d.,]*\s(?:million|billion)\s)?and)?\s\Z"
)


def _served(scene: Scene, quantity: Quantity) -> Counted | None:
    """People, where nothing else is said of whom a scheme serves: "the allowances benefited 12 million"."""
    served = not quantity.kind and _SERVES.search(scene.text, 0, quantity.start)
    return Counted("person", "person", "people") if served and not scene.chinese else None


_ANAPHOR = re.compile(r"\s?(?:(?:more\s)?such|these|those|of\s(?:them|which|these))\b", re.I)


def _after(scene: Scene, index: int) -> Counted | None:
    quantity = scene.quantities[index]
    start, end = phrase_after(scene, quantity.end)
    end = min(_acting(scene, start, end), scene.right_edge(index))
    if start >= end:
        return None
    anaphor = not scene.chinese and _ANAPHOR.match(scene.text, quantity.end)
    hits = within(scene.subjects, start, end) or [hit for hit in scene.subjects if start <= hit.start < end]
    hits = [hit for hit in hits if agrees(hit, quantity)]
    if scene.chinese and quantity.kind == "classifier" and not quantity.counts:
        cut = next((hit.start for hit in hits if hit.start > start and hit.entry["unit"] == "enterprise"), end)
        hits, end = [hit for hit in hits if hit.end <= cut], cut  # 个 counts no enterprises: 20个行业|中小企业利润
    if anaphor and (antecedent := scene.prior.subject):
        hit = hits[-1] if hits else None
        if hit is None or hit.entry["kind"] == GENERIC or hit.id == "innovative_sme":
            return named(scene, antecedent, quantity, (start, max(end, hit.end if hit else end)))
    if hits and _is_head(scene, hits[-1], end):
        found = by_term(hits[-1].entry, (start, max(end, hits[-1].end)), quantity)
        return found if found.unit or scene.chinese else replace(found, unit=_head_unit(scene, start, hits[-1].end))
    return _by_phrase(scene, quantity, (start, end))


def _acting(scene: Scene, start: int, end: int) -> int:
    """Where a Chinese phrase ends that goes on with what is done: 15个行业|建设数据集."""
    nouns = (hit.end for hit in scene.nouns if scene.chinese and hit.start == start)
    return next((at for at in nouns if _ACTS.match(scene.text, at)), end)


def _head_unit(scene: Scene, start: int, end: int) -> str:
    """The unit of a phrase whose subject has none of its own: "570 industrial enterprises" are enterprises."""
    nouns = [hit for hit in scene.nouns if start <= hit.start and hit.end == end]
    return nouns[-1].entry["unit"] or nouns[-1].id if nouns else slug(scene.text[start:end]).rpartition("_")[2]


def _is_head(scene: Scene, hit: Hit, end: int) -> bool:
    """Whether a name ends its noun phrase: "steel" is not the head of "steel standards"."""
    rest = scene.text[hit.end : end].strip(" \"'")
    if scene.chinese and hit.entry["unit"] == "enterprise" and _ACTS.match(scene.text, hit.end):
        return True
    goes_on = any(hit.end < noun.end <= end for noun in scene.nouns)
    return not rest or hit.end >= end or (scene.chinese and not goes_on)


_ACTS = re.compile("更新|改造|升级|补短|建设|开展|实施|打造|推进|生产|使用|采用|实现|完成|开放|参加|聚焦")
"""What firms do, behind their name: 1500家企业|更新设备."""


def _by_phrase(scene: Scene, quantity: Quantity, span: Span) -> Counted | None:
    """A subject of its own noun phrase, counted in its head noun."""
    words = scene.text[span[0] : span[1]]
    while not scene.chinese and (dropped := EN_DROPPED.match(words)):
        words = words[dropped.end() :]
    nouns = within(scene.nouns, *span)
    if scene.chinese:
        return _zh_phrase(words, nouns, quantity, span)
    head = slug(words).rpartition("_")[2]
    if not head or head == "one" or head.endswith("ed") or (head.endswith("ing") and quantity.kind):
        return None
    noun = nouns[-1] if nouns and nouns[-1].end >= span[1] - 1 else None
    unit = (noun.entry["unit"] or noun.id) if noun else head
    whole = noun and len(words.strip("\"' ")) <= noun.end - noun.start
    return Counted(noun.id if noun and whole else slug(words), unit, words.strip("\"' "), span)


_TELLING = frozenset({"person", "vehicle", "ship", "batch", "dose", "flight", "token"})
"""What a classifier counts by itself, whatever the noun behind it."""


def _zh_phrase(words: str, nouns: list[Hit], quantity: Quantity, span: Span) -> Counted | None:
    if not nouns:
        return (
            Counted(slug(words), quantity.counts or "item", words, span) if quantity.counts and len(words) > 1 else None
        )
    noun = nouns[-1]
    words = ZH_DROPPED.sub("", words[: noun.end - span[0]])
    told = quantity.counts if quantity.counts in _TELLING else ""
    subject = noun.id if len(words) <= noun.end - noun.start else slug(words)
    return Counted(subject, told or noun.entry["unit"] or noun.id, words, (span[0], max(span[0], noun.end)))

"""The thing that is named before its number: 中小企业超14万家, "the number of base stations reached 3.8 million"."""

import re

from measures.bare import belongs, joined
from measures.lexicon import Hit
from measures.numbers import Quantity
from measures.phrases import bare, head_of_clause, phrase_after, slug, zh_thing
from measures.scene import Scene, within
from measures.subjects import GENERIC, subject_before
from measures.text import HAN
from measures.thing import Counted, agrees, by_term, named

_NUMBER_OF = re.compile(r"\b(?:number|amount|quantity|that|those)\sof\s(?:the\s)?", re.I)
_LINKED = re.compile(r"(?<=\w)\s[a-z]+(?:ed|ing)\b.*")
_HAN_WORDS = re.compile(rf"(?:[A-Za-z]{{2,}}[{HAN}]|[{HAN}]{{2}})[{HAN}]{{0,14}}\Z")


def words_before(scene: Scene, index: int) -> Counted | None:
    """The words before a number that nothing else explains: 查处案件1.2万件, "the number of kites rose to 14"."""
    quantity = scene.quantities[index]
    clause = max(scene.clause(quantity.number_start)[0], scene.left_edge(index))
    if not scene.chinese:
        return _number_of(scene, index)
    clause = _behind_places(scene, clause)
    words = _ZH_VERBS.sub("", _REACHED.sub("", scene.text[clause : quantity.start]))
    match = _HAN_WORDS.search(words) if quantity.kind == "classifier" else None
    thing = zh_thing(match.group()) if match else ""
    return Counted(thing, quantity.counts or "item", thing) if len(thing) > 1 else None


def _behind_places(scene: Scene, at: int) -> int:
    """Behind the places and times that a stretch begins with."""
    spans = [(hit.start, hit.end) for hit in scene.scopes] + [(when.start, when.end) for when in scene.times]
    while end := next((end for start, end in spans if start <= at < end), 0):
        at = end + (scene.text[end : end + 1] in ("省", "市"))
    return at


def names_place(scene: Scene, clause: int, words: str) -> bool:
    """Whether all the words before a number only say where its things are: 其中东部|12个."""
    place = re.sub(r"^[、，]?(?:其中)?", "", words)
    return any(scene.text[hit.start : hit.end] == place for hit in within(scene.scopes, clause, len(scene.text)))


def _number_of(scene: Scene, index: int) -> Counted | None:
    """ "The number of kites rose to 14", "that of kites from 3": the kites."""
    quantity = scene.quantities[index]
    clause = max(scene.clause(quantity.number_start)[0], scene.left_edge(index))
    match = None if scene.chinese else _NUMBER_OF.search(scene.text, clause, quantity.start)
    start, end = phrase_after(scene, match.end()) if match else (0, 0)
    if not match or (scene.prior.subject and start >= end):
        return None
    if (hit := next((hit for hit in scene.subjects if start <= hit.start < end), None)) is not None:
        return by_term(hit.entry, (hit.start, hit.end), quantity)
    end -= len(scene.text[start:end]) - len(_LINKED.sub("", scene.text[start:end]))
    head = slug(scene.text[start:end])
    noun = next((hit for hit in scene.nouns if hit.end == end), None)
    unit = noun.entry["unit"] or noun.id if noun else head.rpartition("_")[2]
    return Counted(head, quantity.counts or unit, scene.text[start:end]) if head else None


def thing_before(scene: Scene, index: int) -> Counted | None:
    """The thing named before its number: 中小企业超14万家, "the number of base stations reached 3.8 million"."""
    quantity = scene.quantities[index]
    hit = subject_before(scene, index)
    here = hit is not None and scene.clause(hit.start) == scene.clause(quantity.number_start)
    if (number_of := _number_of(scene, index)) or (not here and (noun := _noun_before(scene, index))):
        return number_of or noun
    pair = _with_noun(scene, hit, index) if hit is not None and here else None
    if pair or (hit is not None and not agrees(hit, quantity)):
        return pair
    if hit is None:
        back = _is_back_reference(scene, quantity)
        return _own_words(scene, quantity) or (named(scene, scene.prior.subject, quantity, None) if back else None)
    if hit.entry["kind"] == GENERIC and scene.prior.subject and _refers_back(scene, hit):
        return named(scene, scene.prior.subject, quantity, None)
    found = by_term(hit.entry, (hit.start, hit.end), quantity)
    return found if here and hit.start >= scene.left_edge(index) else Counted(found.subject, found.unit, found.label)


_POINTS_BACK = re.compile(
    r"\b(?:it|they|this|that|these|those|which|number|total|figure|there|who|we|i|he|she|you)\b", re.I
)


def _own_words(scene: Scene, quantity: Quantity) -> Counted | None:
    """The head of the clause, where no name stands in the sentence: "daily token use jumped to 30 trillion"."""
    words = "" if scene.chinese else head_of_clause(scene.text[: quantity.start])
    if not words or _POINTS_BACK.search(words) or _is_actor(scene, words):
        return None
    return Counted(slug(words), quantity.counts or slug(words).rpartition("_")[2], words)


_ACTOR = re.compile(
    r"(?:\w+\s)*(?:governments?|authorit(?:y|ies)|officials?|ministr(?:y|ies)|regulators?|bureaus?|commissions?|offices?|plans?|polic(?:y|ies)"
    r"|schemes?|country|nation|report|document|notice)",
    re.I,
)


def _is_actor(scene: Scene, words: str) -> bool:
    """Whether the head of a clause is who acts, or where, rather than what is counted: "China", "the bureau"."""
    names = (*scene.lexicon.scopes.find(words), *scene.lexicon.agencies.find(words))
    return _ACTOR.fullmatch(words) is not None or any(hit.end - hit.start == len(words) for hit in names)


def _with_noun(scene: Scene, hit: Hit, index: int) -> Counted | None:
    """A name that only begins the phrase before its number: 无人机|相关企业2.1万家, 卫星|用户860万户."""
    quantity = scene.quantities[index]
    if not scene.chinese:
        return _joined_english(scene, hit, quantity)
    nouns = within(scene.nouns, hit.end, quantity.start)
    if not nouns or not _REACHED.fullmatch(scene.text, nouns[-1].end, quantity.start):
        return None
    noun, span = nouns[-1], (hit.start, nouns[-1].end)
    unit = noun.entry["unit"] or noun.id
    if belongs(scene, hit, noun):
        subject, label = joined(hit.entry, noun.entry, chinese=scene.chinese)
        return Counted(subject, unit, label, span)
    words = scene.text[slice(*span)]
    return Counted(slug(words), unit, words, span) if slug(words) == words.strip('"') else None


def _joined_english(scene: Scene, hit: Hit, quantity: Quantity) -> Counted | None:
    """ "IoT | connections topped 3 billion": a name that only begins the noun phrase before its number."""
    noun = next((noun for noun in scene.nouns if noun.start == hit.end + 1 and noun.end < quantity.start), None)
    if noun is None or hit.entry["unit"] or scene.text[hit.end] != " ":
        return None
    subject, label = joined(hit.entry, noun.entry, chinese=False)
    return Counted(subject, noun.entry["unit"] or noun.id, label, (hit.start, noun.end))


_REACHED = re.compile(
    r"\"?(?:总?数量?|规模)?(?:已|共|累计|合计|总计|将)*(?:达到?|为|有|至|近|超过?|(?:保持|稳定|维持)在|[从由][^，。；、]{0,12})?\Z"
)


def _noun_before(scene: Scene, index: int) -> Counted | None:
    """A plain noun right before its number, where no name of the lexicon stands in the clause: 签约项目320个."""
    quantity = scene.quantities[index]
    start = max(scene.left_edge(index), scene.clause(quantity.number_start)[0])
    nouns = within(scene.nouns, start, quantity.start) if scene.chinese else []
    if not nouns or not _REACHED.fullmatch(scene.text, nouns[-1].end, quantity.start):
        return None
    noun = nouns[-1]
    ends = [*(hit.end for hit in (*scene.scopes, *scene.metrics)), *(when.end for when in scene.times)]
    first = max([start, noun.start - 6, *(end for end in ends if start <= end <= noun.start)])
    words = bare(_ZH_VERBS.sub("", scene.text[first : noun.end]))
    words = zh_thing(words) or words
    subject = noun.id if len(words) <= noun.end - noun.start else slug(words)
    return Counted(subject, noun.entry["unit"] or noun.id, words, (noun.start, noun.end))


_ZH_VERBS = re.compile(
    r"^(?:.*(?:报告|推进了?|举办|开展|实施|推出|建成|签约|累计|发布|培育|完成|接入|认定|遴选|形成|已|[共现拥]有|共"
    r"|破获|抓获|查获|查处|打掉|受理|审结|办理|提供|覆盖|发现|检查|发放|新增|救助|帮扶|安排|培训|招聘|吸纳|接待|运送|发送))(?=.)"
)


def _is_back_reference(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number with nothing beside it counts what was spoken of before: 其中有4762家, "another 100"."""
    return bool(scene.prior.subject) and (quantity.kind == "classifier" or not scene.chinese)


def _refers_back(scene: Scene, hit: Hit) -> bool:
    lead = scene.text[max(0, hit.start - 12) : hit.start].lower()
    return bool(re.search(r"(?:such|these|those|此类|这些|上述|该类|这类)\s?\Z", lead))

"""Who acts: the subject of a clause, or the body that has been speaking, or the paper that demands it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from measures import grammar_zh
from measures.acts import CONTROL, Clause, Mood
from measures.agencies import ASIDE, Mention, mentions, names
from measures.authorities import LOCAL
from measures.grammar_en import PAPERS, PLACE
from measures.lexicon import Vocabulary
from measures.text import is_chinese

_STATE = re.compile(r"^(?:国家(?!级)|中央|the central government|the state)", re.I)
_COUNTRY = re.compile(r"^(?:我国|中国|全国|china|the country|the nation|the government|the chinese government)", re.I)
_SINGLE = re.compile(
    r"^(?:it|the (?:ministry|commission|administration|bureau|department|office|authority|regulator|central bank))$",
    re.I,
)
_SOMEBODY = re.compile(
    r"^(?:the |chinese |china's )*(?:authorities|regulators?|departments|officials|(?:government )?agencies)$", re.I
)
_GATHERED = re.compile(r"^(?:the|this) (?:[\w-]+ ){0,3}(?:meeting|conference|session)$", re.I)
_PAPER = re.compile(
    rf"《|^(?:方案|意见|通知|规划|办法|措施|指南|计划|条例)|\b(?:{PAPERS})$",
    re.I,
)
_HEARD = re.compile(r"从.{2,30}(?:了解到|获悉)|(?:最新)?(?:数据|统计)显示|发布的数据|learned from|according to", re.I)
_SAYS = re.compile(
    r".{0,14}?(?:表示|介绍|指出|提出|要求|明确|强调|透露|表态|谈及)|,?[^,.]{0,30}?\b(?:said|says|noted|announced|"
    r"stressed|stated)\b"
)
_INTRODUCED = re.compile(
    r"[^,，。、]{0,16}?(?:长|主任|工程师|经济师|会计师|统计师|规划师|发言人|负责人|专员|书记|总监|巡视员)(?P<name>[\u3400-\u9fff]{2,3}?)"
    r"(?=\d|今|昨|日前|近日|将|把|的|代表|受|主持|在|就|对|向|说|表示|介绍|指出|强调|透露|坦言|认为|称|回应|出席|,|，)"
)
_CONVENED = re.compile(
    r"(?:召开|举行)(?P<name>[^，,。]{0,24}?会)|(?P<own>^[^，,。]{4,40}?会议?)(?:[^，,。]{0,12})(?:召开|举行)"
)
_MEETING = re.compile(
    r"(?:会议|全会|大会|座谈会)(?:还|同时|并)?(?:指出|强调|要求|认为|提出|明确|决定|部署|研究|听取|审议|讨论|确定)"
)
_ANNOUNCED = re.compile(
    r"(?:介绍|公布|发布|出台|推出|提出|明确|部署|解读)[^，。]{0,40}(?:举措|措施|政策|安排|任务|要求|办法|意见|方案|规定|工作)[》\"]?[。:：]?$"
)
_BY_PAPER = re.compile(
    rf"\b(?:according to|under) the (?:[\w-]+ ){{0,2}}(?:{PAPERS})\b"
    rf"|\bsa(?:ys|id) the (?:[\w-]+ ){{0,2}}(?:{PAPERS})\b"
    rf"|\bthe (?:[\w-]+ ){{0,2}}(?:{PAPERS}) (?:also |further )?(?:sa(?:ys?|id)|state[sd]?|"
    r"stipulate[sd]?|note[sd]?|add(?:s|ed)|stress(?:es|ed)|require[sd]?|specif(?:y|ies|ied))\b",
    re.I,
)
_COUNTED = re.compile(
    r"\b(?:data|statistics|figures|survey|report|study|census|poll)\b[^,.]{0,60}\b(?:from|by|of)\b|"
    r"\b(?:according to|data from|statistics from)\b[^,.]{0,30}\b(?:data|statistics|figures|survey)\b",
    re.I,
)
_PLACES = re.compile(
    r"^(?!.*\b(?:china|we|the (?:state|country))\b).*\b(?:cities|provinces|localities|regions|counties|municipalities|"
    rf"provincial[\w, -]+|(?:city|county|district) governments?|{PLACE})$",
    re.I,
)
_OWN = re.compile(r"^(?:we|our (?:ministry|department|bureau|commission|administration))\b", re.I)
_OUR_BODY = re.compile(
    r"^(?:我|本)[部局委署会行办院司]|^our (?:ministry|department|bureau|commission|administration)\b", re.I
)
_THEIRS = re.compile(r"^(?:the (?:ministry|commission|administration|bureau|regulator|central bank)|it)\b", re.I)
_TOLD_TO = re.compile(r"\s(?:are|is|were|(?:will|shall|should|must) be)\s+(?:\w+ly\s+)?$", re.I)
_BY_WHOM = re.compile(r"\b(?:by|(?:responsibility|duty|task|remit) of|(?:assigned|entrusted) to) (?:the )?$")
_AND = re.compile(r"[、和与及及,，\s]*(?:国家)?|,? (?:and |along with |together with )?(?:the )?", re.I)
_TOGETHER, _NEXT = ("会同", "联合", "协同", "配合", "由"), 4
_ISSUES = frozenset({"issue", "introduce", "formulate"})


_NORMS = re.compile(
    r"\b(?:regulations?|rules|guidelines?|guidance|notice|circular|directive|provisions|decree|ordinance|draft|law|"
    r"standards?|opinions|amendments?|ban)\b",
    re.I,
)


def is_paper(subject: str) -> bool:
    """Is it a paper that speaks: what it demands is still to be done?"""
    return bool(_PAPER.search(subject.strip(" ,")))


@dataclass(slots=True)
class Voice:
    """Who is understood to act where a clause does not say, while a document is read.

    `default` speaks for the document or the speaker, `last` has spoken last, `paper` stands behind the paper last
    issued; `open` tells that a list of acts goes on, in the tense `mood`; `people` have been
    introduced with their body; `listing` tells that what follows are measures; `meeting` are those
    who meet; `norms` tells that the text is about a paper that binds.
    """

    default: tuple[str, ...]
    bodies: Vocabulary | None = None
    last: tuple[str, ...] = ()
    paper: tuple[str, ...] = ()
    mood: Mood = "bare"
    open: bool = False
    answering: bool = False
    on_paper: bool = False
    announced: tuple[str, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    listing: bool = False
    meeting: tuple[str, ...] = ()
    norms: bool = False

    def turn(self, default: tuple[str, ...], *, answer: bool, listed: bool) -> None:
        """Begin a paragraph: an official's answer is a list of acts from its first word; `listed`: an item opens it."""
        self.default, self.answering = default, answer
        self.open, self.mood = answer or self.listing, "bare"
        if answer or self.announced:
            self.last = self.announced if listed or not answer else ()
        self.announced = self.announced if listed else ()

    def direct(self, actors: tuple[str, ...]) -> None:
        """Begin a provision: all it says is to be done."""
        self.open, self.mood, self.last = True, "planned", actors or self.last

    def announce(self, actors: tuple[str, ...]) -> None:
        """Note who does all that is listed next ("we will work with the bureaus on the following")."""
        self.last = self.announced = actors

    def hear(self, sentence: str, bodies: Sequence[Mention], *, acts: bool) -> None:
        """Note who says what follows, and whether it is a list of measures."""
        self.norms = self.norms or bool(_NORMS.search(sentence))
        self.listing = bool(_ANNOUNCED.search(sentence)) or (self.listing and acts)
        spoken = [m for m in bodies if m.kind in ("", "province", "market")]
        saying = [m for m in spoken if _SAYS.match(sentence, m.end)]
        self.people.update((who["name"], m.name) for m in spoken if (who := _INTRODUCED.match(sentence, m.end)))
        self.meeting = _meeting(sentence, bodies) or self.meeting
        if self.meeting and _MEETING.match(sentence):
            self.last = self.meeting
        elif saying:
            self.last = _side_by_side(sentence, spoken, saying[-1])
        elif known := next((body for name, body in self.people.items() if name in sentence), ""):
            self.last = (known,)
        elif self.paper and _BY_PAPER.search(sentence):
            self.last = self.paper
        elif spoken and self._is_heard(sentence, spoken[0], acts=acts):
            self.last = (spoken[0].name,)

    def _is_heard(self, sentence: str, first: Mention, *, acts: bool) -> bool:
        """Is a body named as who acts next, rather than as who has counted something?"""
        if self.default and _COUNTED.search(sentence):
            return False
        return bool(_HEARD.search(sentence)) or (not acts and first.start < 40)

    def actors(self, clause: Clause, sentence: str, bodies: Sequence[Mention], since: int) -> tuple[str, ...]:
        """Return who acts in a clause, and those named beside them from `since` on."""
        if clause.bound:
            return self.paper or self.last or self.default
        if by := _agents_behind(clause, bodies, sentence):
            if clause.act.id in _ISSUES:
                self._issued(by, by)
            return by
        subject = re.sub(r"^[\s,，*]+|[\s,，]+$", "", clause.subject)
        own = mentions(subject, self.bodies) if subject else ()
        if not own and subject.endswith("部门"):
            own = tuple(m for m in bodies if clause.start <= m.start < clause.verb)
        if own and not clause.passive and not clause.joined:
            own = tuple(m for m in bodies if since <= m.start < clause.verb and m.kind not in ASIDE) or own
        beside_them = _OWN.search(subject) or (_THEIRS.match(subject) and all(m.kind == "group" for m in own))
        ours = self._understood(subject)[:1] if own and beside_them else ()
        acting = self._acting(subject, own, joined=clause.joined)
        first = clause.start if clause.joined else since
        near = (m for m in bodies if first <= m.start < clause.end and m.kind not in ASIDE)
        beside = names(m for m in near if clause.passive or _acts_beside(m, clause, sentence))
        together = tuple(dict.fromkeys(ours + acting + beside))
        if clause.act.id in _ISSUES and not clause.joined:
            self._issued(together, names(m for m in own if m.kind not in ASIDE) or names(own))
        return together

    def _issued(self, together: tuple[str, ...], own: tuple[str, ...]) -> None:
        """Note who stands behind the paper last issued."""
        self.paper = together
        self.last = own or together or self.last

    def binds(self, clause: Clause) -> bool:
        """Is it an act, or what others must do by a rule told of, rather than what somebody thinks they should?"""
        return not clause.bound or (self.norms and not self.answering) or self.on_paper

    def tensed(self, clause: Clause) -> Clause:
        """Read the present tense of a paper, and what a paper or a meeting has asked for, as what is to be done."""
        asked = clause.act.id in ("require", "encourage") and clause.mood == "done" and not clause.passive
        speaks = self.on_paper or _GATHERED.match(clause.subject.strip())
        waits = clause.mood == "present" or (asked and not is_chinese(clause.subject))
        return replace(clause, mood="planned") if speaks and waits else clause

    def _acting(self, subject: str, own: Sequence[Mention], *, joined: bool) -> tuple[str, ...]:
        acting = names(m for m in own if m.kind not in ASIDE) or names(own)
        if _PAPER.search(subject):
            self.paper = acting or self.paper or self.last or self.default
            self.last, self.on_paper = self.paper, True
            return self.paper
        self.on_paper = self.on_paper and (joined or subject.lower() in ("", "it", "this"))
        if not acting:
            return self._understood(subject)
        if not joined:
            self.last = tuple(m.name for m in own if m.kind in ("", "province", "market"))[:4] or (
                self.last if own[0].kind == "group" or (self.default and own[0].kind in ASIDE) else acting
            )
        if set(acting) == {LOCAL}:
            return tuple(dict.fromkeys(self.last + acting))
        return acting

    def _understood(self, subject: str) -> tuple[str, ...]:
        if _STATE.match(subject):
            self.last = ("central government",)
            return self.last
        if self.default and (_OUR_BODY.match(subject) or (self.answering and _OWN.search(subject))):
            return (self.answering and self.announced) or self.default
        if local := grammar_zh.LOCAL.match(subject) or _PLACES.match(subject):
            self.last = (LOCAL,) if local.re is grammar_zh.LOCAL else self.last
            return (LOCAL,)
        if _GATHERED.match(subject):
            return self.meeting or self.default[:1]
        if _SINGLE.match(subject) and not self.on_paper:
            return self.last[:1] or self.default[:1]
        unnamed = ("central government",) if _COUNTRY.match(subject) else ("relevant departments",)
        return self.last or self.default or (unnamed if _COUNTRY.match(subject) or _SOMEBODY.match(subject) else ())


def _side_by_side(sentence: str, bodies: Sequence[Mention], last: Mention) -> tuple[str, ...]:
    """Return the bodies named in one row that ends with this one: "the Ministry of Finance and the bureau said"."""
    row = [last]
    for body in reversed([m for m in bodies if m.end <= last.start]):
        if not _AND.fullmatch(sentence[body.end : row[0].start]):
            break
        row.insert(0, body)
    return names(row)


def _agents_behind(clause: Clause, bodies: Sequence[Mention], sentence: str) -> tuple[str, ...]:
    """Return the bodies by whom something is done ("will be led by the Ministry of Finance and the bureaus")."""
    if not clause.passive:
        return ()
    told = _TOLD_TO.sub("", sentence[clause.start : clause.verb])
    if clause.act.id == "require" and _PLACES.match(told.strip()):
        return (LOCAL,)
    behind = [m for m in bodies if clause.after <= m.start < clause.end]
    first = next((m.start for m in behind if _BY_WHOM.search(sentence[: m.start])), None)
    return () if first is None else names(m for m in behind if m.start >= first)


def _acts_beside(mention: Mention, clause: Clause, sentence: str) -> bool:
    """Does a body named in an active clause act, not only get or hear of what is done?

    Behind a Chinese verb it does if it acts together with others (会同), or is a group brought to act (支持各地).
    """
    if mention.start < clause.verb or not is_chinese(sentence):
        return True
    brought = clause.act.id in CONTROL and mention.kind == "group" and mention.start - clause.after < _NEXT
    return brought or sentence[: mention.start].endswith(_TOGETHER)


def _meeting(sentence: str, bodies: Sequence[Mention]) -> tuple[str, ...]:
    """Return the body whose meeting a sentence tells of: named in the meeting's name, else before it."""
    found = _CONVENED.search(sentence)
    start, end = found.span("name" if found["name"] else "own") if found else (0, 0)
    inside = names(m for m in bodies if start <= m.start < end)
    before = names(m for m in bodies if m.start < start)
    return (inside or before)[:1]

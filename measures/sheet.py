"""The lines of a page, sorted: furniture, title, headings, turns of speech, sections."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from measures import agencies, dating, furniture, rows, sections, speakers
from measures.model import Speaker
from measures.text import normalise, simplified
from measures.written import Line

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_ENDS = re.compile(r"[.。;；:：!！?？,，…][\"'”’)）】]*(?:[(（][^()（）]*[)）])?$")
_MARKED = re.compile(r"^\s*(?:#{1,6}\s+\S|\*\*[^*]+\*\*\**\s*$|【[^】]+】$)")
_BLOCK = re.compile(
    r"^\W*(?:Speakers?|Chair(?:person|man)|Date|Time|Moderators?|Hosts?|Attachments?|Interpreter|Place)\s*[:：]?\s*$",
    re.I,
)
NUMBER = re.compile(
    r"[\u3400-\u9fff]{2,14}\s?[〔\[［(（]\s?(?:19|20)\d\d\s?[〕\]］)）]\s?第?\s?\d{1,4}\s?号"
    r"|[\u3400-\u9fff]{2,14}公告\s?(?:19|20)\d\d年第\d+号"
    r"|^[(（]?(?:(?:19|20)\d\d年)?第\s?\d{1,4}\s?号[)）]?$"
    r"|^[(（]?(?:Announcement|Order|Decree|Public Notice) (?:\[\d{4}\] )?No\.? ?\d{1,4}(?: of \d{4}|,? \d{4})?[)）]?$"
    r"|(?:[A-Z][\w'’ ,-]{2,90} )?[\[(〔](?:19|20)\d\d[\])〕] ?(?:No\.? ?)\d{1,4}",
)
_OPENS_TEXT = re.compile(r"[:：]$|。|[a-z\d%)\"”]\.(?:\s+[A-Z]|$)")
_ASKS = re.compile(r"[?？]|请问|请介绍|我的问题")
_LONGEST_QUESTION = 2500
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_TITLE_NOISE = re.compile(r"^[\s#*_]*(?:date\s+[\d-]{8,10}\s+)?|(?:视频简介)?[\s*_]*$", re.I)


@dataclass(slots=True)
class Sheet:
    """The lines of a page while they are sorted."""

    lines: list[Line]
    speakers: dict[str, Speaker] = field(default_factory=dict)

    def read(self) -> list[Line]:
        return [line for line in self.lines if line.role != "furniture"]


def mark_rows(sheet: Sheet) -> None:
    """Mark the rows of tables: lines of cells that follow one another, with a number among them."""
    above: Line | None = None
    for is_row, lines in groupby(sheet.lines, key=lambda line: rows.is_row(line.text)):
        run = list(lines)
        if is_row and rows.is_counted([line.text for line in run]):
            for line in run:
                line.role = "row"
            if above and rows.UNIT.fullmatch(above.text):
                above.role = "furniture"
        above = run[-1]


def mark_furniture(sheet: Sheet) -> None:
    """Mark single lines, and everything behind a box of other pages once there has been text to read."""
    behind = seen = listed = False
    for line in sheet.lines:
        behind = behind or (seen and furniture.is_related(line.text))
        listed = furniture.is_attached(line.text, listed=listed)
        if behind or (line.role != "row" and (listed or _is_small_print(line.text))):
            line.role = "furniture"
        seen = seen or (line.role == "body" and (is_prose(line.text) or _is_sentence(line.text)))


def _is_small_print(text: str) -> bool:
    page = furniture.is_related(text) or furniture.is_furniture(text)
    return page or bool(_BLOCK.match(text)) or dating.is_byline(text) or _is_number(text)


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[.。!！?？][\"”』]?$", text)) and len(text) >= (12 if _HAN.search(text) else 25)


def is_prose(text: str) -> bool:
    return len(text) >= (40 if _HAN.search(text) else 120)


def mark_title(sheet: Sheet, stated: str) -> str:
    """Find the title line: the one stated, the last line above the byline, or the first line that is not prose."""
    head = _head(sheet)
    places = _stated(sheet, head, _plain(simplified(stated))) if stated else _above_byline(sheet, head)
    if not places:
        return clean_title(stated)
    for line in sheet.lines[: places[0]]:
        line.role = "furniture"
    for place in places:
        sheet.lines[place].role = "title"
    first = sheet.lines[places[0]]
    return clean_title(stated or first.written or first.text)


def _stated(sheet: Sheet, head: Sequence[int], known: str) -> Sequence[int]:
    """The line that is the stated title, or the two or three that it is broken into."""
    bare = [_plain(sheet.lines[i].text).removesuffix("视频简介") for i in head]
    for size in (1, 2, 3):
        for first in range(len(head) - size + 1):
            if "".join(bare[first : first + size]) == known:
                return head[first : first + size]
    return ()


def _head(sheet: Sheet) -> list[int]:
    """Return the lines that may be a title: short ones before the first prose."""
    found = []
    for i, line in enumerate(sheet.lines[:20]):
        if line.role in ("furniture", "row") or _is_number(line.text):
            continue
        if _ends_head(line.text):
            break
        found.append(i)
    return found


def _is_number(text: str) -> bool:
    """Is this line the number of a document and nothing more?"""
    return len(text) < 120 and not NUMBER.sub("", text).strip(" ()（）")


def _ends_head(text: str) -> bool:
    label = speakers.label_of(text)
    ends = bool(_ENDS.search(text)) and not text.endswith(("?", "？", "!", "！", "…"))
    opens = bool(label and label.length == len(text)) or bool(_OPENS_TEXT.search(text))
    return opens or sections.number_of(text) is not None or (ends and is_prose(text)) or len(text) > 320


def _above_byline(sheet: Sheet, head: Sequence[int]) -> Sequence[int]:
    if not head:
        return ()
    opening = [i for i in range(head[0], min(head[-1] + 3, head[0] + 8)) if i < len(sheet.lines)]
    byline = next((i for i in opening if dating.is_byline(sheet.lines[i].text)), None)
    above = [i for i in head if byline is not None and i < byline]
    if above:
        return above[-1:]
    marked = [i for i in head if _MARKED.match(sheet.lines[i].text)]
    return (marked or head)[:1]


def clean_title(text: str) -> str:
    """Strip the marks and player captions that stand around a headline."""
    bare = _TITLE_NOISE.sub("", text).strip()
    return bare[:-4] if bare.endswith("视频简介") else bare


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def mark_signatures(sheet: Sheet) -> tuple[str, ...]:
    """Mark the bodies that sign alone on their lines below a notice, and the day under them; return their names."""
    signed: list[str] = []
    for i, line in enumerate(sheet.lines):
        if i and sheet.lines[i - 1].role == "furniture" and dating.is_byline(line.text):
            line.role = "furniture"
        if line.role != "body" or len(line.text) > 160 or _ENDS.search(line.text):
            continue
        plain = normalise(NUMBER.sub(_body_of, line.text)).text
        found = agencies.mentions(plain)
        if found and sum(m.end - m.start for m in found) >= 0.75 * len(re.sub(r"[\s、，,.]|^the ", "", plain)):
            line.role = "furniture"
            signed += [m.name for m in found if m.kind != "group" and i > len(sheet.lines) // 3]
    return tuple(dict.fromkeys(signed))


def _body_of(number: re.Match[str]) -> str:
    """Return the body that a document number names, without the number."""
    return re.split(r"[〔\[［(（]", number.group())[0]


def mark_turns(sheet: Sheet) -> None:
    """Give each paragraph its speaker; outlets ask, officials answer, and who is unknown is judged by what is said."""
    turns = list(_turns(sheet))
    if not _is_talk(sheet, turns):
        return
    inline = {label.speaker.name for i, label in turns if label.length < len(sheet.lines[i].text)}
    alone = {label.speaker.name for i, label in turns if label.length >= len(sheet.lines[i].text)}
    count = Counter(label.speaker.name for _, label in turns)
    added = 0
    for k, (place, label) in enumerate(turns):
        name = label.speaker.name
        sure = label.role or name in alone or count[name] > 1 or name in sheet.speakers or len(inline) > 2
        if not sure:
            continue
        until = turns[k + 1][0] + added if k + 1 < len(turns) else len(sheet.lines)
        added += _give(sheet, (place + added, until), label)


def _is_talk(sheet: Sheet, turns: Sequence[tuple[int, speakers.Label]]) -> bool:
    """Does anybody answer, or an outlet ask? One that does neither is only named as the source of a report."""
    asked = (" ".join(line.text for line in sheet.lines[i : i + 2]) for i, _ in turns)
    return any(label.role != "question" for _, label in turns) or any(map(_ASKS.search, asked))


def _turns(sheet: Sheet) -> Iterable[tuple[int, speakers.Label]]:
    for i, line in enumerate(sheet.lines):
        if line.role != "body":
            continue
        if person := speakers.introduced(line.text):
            sheet.speakers.setdefault(person.name, person)
            line.role = "furniture"
        elif label := speakers.label_of(line.text):
            yield i, label


def _give(sheet: Sheet, stretch: tuple[int, int], label: speakers.Label) -> int:
    """Hand the lines of one turn to its speaker; the label itself becomes furniture. Return the lines added."""
    first, until = stretch
    line = sheet.lines[first]
    spoken = line.text[label.length :] + " ".join(x.text for x in sheet.lines[first + 1 : until] if x.role == "body")
    if label.role == "question" and len(spoken) > _LONGEST_QUESTION:
        return 0
    name, known = label.speaker.name, sheet.speakers.get(label.speaker.name)
    role = label.role or ("answer" if known else None) or ("question" if _is_question(spoken) else "answer")
    if name and role == "answer" and (known is None or (label.speaker.title and not known.title)):
        sheet.speakers[name] = label.speaker
    for other in sheet.lines[first:until]:
        if other.role == "body":
            other.role, other.speaker = role, name or None
    line.role = "furniture"
    if label.length >= len(line.text):
        return 0
    cut, rest = line.at(label.length), line.text[label.length :]
    marks = tuple(mark for mark in line.marks if mark[0] >= cut)
    sheet.lines.insert(first + 1, Line(cut, line.end, rest, role=role, speaker=name or None, marks=marks))
    line.text = line.text[: label.length].rstrip()
    line.end = line.at(len(line.text))
    return 1


def _is_question(spoken: str) -> bool:
    return bool(_ASKS.search(spoken)) and len(spoken) < (500 if _HAN.search(spoken) else 1500)


def mark_sections(sheet: Sheet) -> None:
    """Tell headings from paragraphs and give each paragraph the path of headings above it."""
    outline = sections.Outline()
    above: tuple[str, ...] = ()
    for line in sheet.read():
        number = sections.number_of(line.text) if line.role not in ("title", "row") else None
        headline = line.role in ("body", "answer")
        is_heading = headline and _is_heading(line.text, asks=bool(number) or line.role == "body")
        if number:
            path = outline.enter(number, _headline(line.text, number.after), alone=is_heading)
            line.section = above + path
            line.role = "heading" if is_heading else line.role
        elif is_heading:
            outline.clear()
            line.role, line.section, above = "heading", (), (clean_title(line.text),)
        else:
            line.section = above + outline.path()


def _headline(text: str, after: int) -> str:
    """Return what a numbered line is about: all of a heading, the first sentence of a paragraph."""
    rest = text[after:].strip(" *_")
    return re.split(r"(?<=[^\dA-Z])\.\s|[。；：:]", rest, maxsplit=1)[0].strip(" .。*")[:200]


def _is_heading(written: str, *, asks: bool) -> bool:
    """Is it a line of its own without a stop? What is explained may stand above it as a question."""
    text = _IMAGE.sub("", written)
    text = text.rstrip("?？") if asks else text
    if _MARKED.match(text):
        return len(text) < 160
    limit = 45 if _HAN.search(text) else 170
    return len(text) <= limit and not _ENDS.search(text)

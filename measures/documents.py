"""From a text to a document: its paragraphs with their roles, who speaks, its dates, its number and its issuers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from measures import agencies, dating, furniture, speakers, undated
from measures.model import Attachment, Document, Language, Paragraph, Speaker
from measures.sheet import (
    NUMBER,
    Sheet,
    is_prose,
    mark_furniture,
    mark_rows,
    mark_sections,
    mark_signatures,
    mark_title,
    mark_turns,
)
from measures.text import normalise
from measures.written import Line, lines_of

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z]+")
_SOURCE = re.compile(
    r"(?:^[\W_]*|\s)(?:article source|source|来源|稿源|文章来源|信息来源|发布机构|发文机关)[ \u3000]*[:：]"
    r"[ \u3000]*([^\s|:：][^|\d:：\u3000]{0,50}?)(?=\s{2}|\u3000|\s*$|\s*\||\s+\d|\s+发布)",
    re.I,
)
_WIRE = re.compile(
    r"[\W_]*(?!本)([\u3400-\u9fff]{2,6}?(?:社|网|日报|晚报|时报|电视台|客户端))[^，。]{0,16}?(?:\d日)?(?:电|讯|消息)"
    r"|[A-Z][A-Za-z' ,]+,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})? ?[(（]([A-Z][\w ]{1,24})[)）] ?[-—–]"
)


def compose(  # noqa: PLR0913 - what a site may state about a page is this much
    text: str,
    *,
    identity: str,
    url: str = "",
    title: str = "",
    published: date | None = None,
    event_date: date | None = None,
    publisher: str = "",
    language: Language | None = None,
    number: str = "",
    attachments: Iterable[Attachment] = (),
    complete: bool = True,
) -> Document:
    """Find a document in a text, which is kept as it is: all offsets point into it. What the caller states stands."""
    raw = lines_of(text)
    sheet = Sheet([replace(line) for line in raw])
    record = furniture.record(line.text for line in raw[:25])
    stated = furniture.front_field(text, "date|published|pubdate") or record.get("发布日期", "")
    published, event_date = dating.likely(published), dating.likely(event_date)
    day = published or dating.first_day(stated) or dating.published([line.text for line in raw[:25]], url, text)
    mark_rows(sheet)
    mark_furniture(sheet)
    found = mark_title(sheet, title or furniture.front_field(text, "title") or record.get("标题", ""))
    signed = mark_signatures(sheet)
    mark_turns(sheet)
    mark_sections(sheet)
    body = [line.text for line in sheet.lines if line.role != "title"]
    near = None if day or event_date else undated.last_day(url, title or found, body)
    event = event_date or dating.happened(body, day or near)
    if near is not None:
        day, event = dating.wired(body, near), event or undated.end_of_title(title or found)
    return Document(
        identity=identity,
        url=url,
        title=title or found,
        text=text,
        paragraphs=tuple(_paragraphs(sheet)),
        language=language or language_of("\n".join(line.text for line in sheet.read()) or text),
        published=day,
        event_date=event,
        year_told=near is None,
        publisher=publisher or furniture.front_field(text, "source|publisher|site") or _publisher(raw),
        number=number or record.get("发文字号", "") or _number(raw),
        agencies=signed or _issuers(sheet, title or found),
        speakers=tuple(_officials(sheet)),
        attachments=tuple(attachments),
        complete=complete,
    )


def language_of(text: str) -> Language:
    """Return zh where Han characters outnumber a third of the words in Latin script."""
    return "zh" if len(_HAN.findall(text)) > len(_WORD.findall(text)) / 3 else "en"


def _paragraphs(sheet: Sheet) -> Iterable[Paragraph]:
    for line in sheet.lines:
        yield Paragraph(start=line.start, end=line.end, role=line.role, speaker=line.speaker, section=line.section)


def _publisher(lines: Sequence[Line]) -> str:
    head = [line for line in lines[:15] if len(line.text) < 200]
    for line in head:
        if found := _SOURCE.search(dating.without_days(line.text)):
            return found.group(1).strip()
    for line in head:
        if dating.is_byline(line.text):
            words = re.split(r"[|)）]", line.text)[0].strip(" *")
            if words and not any(dating.days(words)) and not re.search(r"[:：]", words):
                return words
    return next(filter(None, (_agency(line.text) for line in lines[:6])), "")


def _agency(line: str) -> str:
    """The news agency or paper that a dateline names; papers that only call themselves "ours" stay unnamed."""
    found = _WIRE.match(line)
    return next(filter(None, found.groups()), "") if found else ""


def _number(lines: Sequence[Line]) -> str:
    for line in lines:
        if ("号" in line.text or "No" in line.text) and (found := NUMBER.search(line.text)):
            return found.group().strip()
    return ""


def _issuers(sheet: Sheet, title: str) -> tuple[str, ...]:
    """Return the bodies that the title and the first paragraph name, else the one the speakers speak for."""
    body = (line.text for line in sheet.read() if line.role == "body" and not line.text.endswith((":", "：")))
    prose = next(filter(is_prose, body), "")
    found = agencies.mentions(normalise(f"{title}\n{prose}").text)
    named = agencies.names(m for m in found if m.kind in ("", "province"))
    return named or tuple(dict.fromkeys(filter(None, (agencies.of_post(p.title) for p in sheet.speakers.values()))))


def _officials(sheet: Sheet) -> Iterable[Speaker]:
    """Return who answers or is quoted, each with the title the page gives somewhere."""
    text = "\n".join(line.text for line in sheet.read())
    titles = {person.name: person for person in speakers.quoted(text)}
    for name, person in sheet.speakers.items():
        yield person if person.title else replace(person, title=titles[name].title if name in titles else "")
    yield from (person for name, person in titles.items() if name not in sheet.speakers)

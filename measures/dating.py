"""When a page was published, and when what it tells took place: two days, often weeks apart."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = re.compile(
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)\s?(?P<sep>[-/.年])\s?(?P<m1>\d{1,2})\s?(?:(?P=sep)|月)\s?(?P<d1>\d{1,2})(?!\d)"
    rf"|\b(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s*(?P<y2>(?:19|20)\d\d))?"
    rf"|\b(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m3>{_MONTH})\.?,?\s+(?P<y3>(?:19|20)\d\d)"
    r"|(?<![\d年])(?P<m4>\d{1,2})月(?P<d4>\d{1,2})日"
)
_IN_URL = re.compile(
    r"/(20\d\d)-?/?(\d{2})[-/](\d{2})/|/t(20\d\d)(\d{2})(\d{2})_|[/_-](20\d\d)(\d{2})(\d{2})(?!\d)"
    r"|/(20\d\d)/(\d{2})(\d{2})/|(?<=rain/a/)(20\d\d)(\d{2})(\d{2})"
)
_LABEL = re.compile(
    r"(?:发布|发表|更新|上传|成文)(?:时间|日期)|^(?:日期|date)\b"
    r"|\b(?:upload(?:ed)?(?: time)?|publish(?:ed)?(?: on| time)?|updated?(?: on)?|release time|posted(?: on)?)\b",
    re.I,
)
_CREDITED = re.compile(r"(?:来源|稿源)\s*[:：]|\bsource\s*:|[A-Z]?\d{1,3}版(?!本)", re.I)
"""That a line says whose text it is, or on what page of a paper it stands."""
_SHORT = 200
"""Characters of a line that may be about the page."""

_EVENT_LABEL = re.compile(r"^\W*(?:Date|Time|When)\s*:|^\W*(?:时间|召开时间)[:：]", re.I)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.m\.|[上下]午\s?\d|\d时|星期|周[一二三四五六日]")
_CONFERENCE = re.compile(
    r"(?:press|news|media|policy)\s+(?:conference|briefing)|briefing on|吹风会|发布会|记者会|座谈会|工作会议",
    re.I,
)
_HELD = re.compile(r"\bheld\b|\bholds?\b|\battend|\btook place\b|举行|召开|举办", re.I)
_DATELINE = re.compile(
    rf"^[A-Z][A-Za-z' ]{{1,60}},?\s{{1,9}}{_MONTH}\.?\s+\d{{1,2}}\b[^\n]{{0,20}}?(?:--|\(|—)"
    rf"|^(?:[A-Z]\w+\s){{1,3}}(?:Service|Agency|Daily|Net|Online)\b[^.\d]{{0,30}}?,\s{_MONTH}\.?\s+\d{{1,2}}\b"
    r"|^.{0,40}?\d{1,2}月\d{1,2}日(?:电|讯)"
)
_TODAY = re.compile(rf"今[天日]?[(（]\s?(\d{{1,2}}月\d{{1,2}}日)\s?[)）]|\btoday\s?\(({_MONTH}\.?\s\d{{1,2}})\)", re.I)


_DIGIT = re.compile(r"\d")


def days(text: str) -> Iterator[tuple[int, int, int | None, int, int]]:
    """Yield (start, end, year or None, month, day) of every calendar day named in `text`."""
    for found in _DAY.finditer(text) if _DIGIT.search(text) else ():
        group = found.groupdict()
        for i in "1234":
            if group[f"m{i}"]:
                year = group.get(f"y{i}")
                month = group[f"m{i}"]
                number = int(month) if month.isdigit() else MONTHS[month[:3].lower()]
                yield found.start(), found.end(), int(year) if year else None, number, int(group[f"d{i}"])


def first_day(text: str, near: date | None = None) -> date | None:
    """Return the first day in `text`; without a year it is the last such day up to `near`, a few days' grace given."""
    for _, _, year, month, day in days(text):
        found = resolve(year, month, day, near)
        if found:
            return found
    return None


def resolve(year: int | None, month: int, day: int, near: date | None) -> date | None:
    """Complete a day by the year of `near`; None if there is no such day."""
    try:
        if year is not None:
            return date(year, month, day)
        if near is None:
            return None
        found = date(near.year, month, day)
        return found if found <= near + timedelta(days=31) else date(near.year - 1, month, day)
    except ValueError:
        return None


def likely(day: date | None) -> date | None:
    """A day that a page can have: a database's way of saying "never" (9999-12-31, 0001-01-01) is none."""
    return day if day and _EARLIEST <= day.year <= _LATEST else None


_EARLIEST, _LATEST = 1949, 2199


def in_url(url: str) -> date | None:
    """Return the day that an address is filed under."""
    for found in _IN_URL.finditer(url):
        parts = [int(part) for part in found.groups() if part]
        day = resolve(parts[0], parts[1], parts[2], None)
        if day:
            return day
    return None


def without_days(line: str) -> str:
    """The line without the full days in it."""
    for start, end, year, _, _ in reversed(list(days(line))):
        line = line if year is None else line[:start] + line[end:]
    return line


def is_byline(line: str) -> bool:
    """Is this short line about the page (a source, a date, a counter) rather than of it?"""
    if len(line) > _SHORT:
        return False
    rest = without_days(line)
    if rest == line or any(_REACHES.search(line, max(0, day[0] - 24), day[0]) for day in days(line)):
        return False
    if _CREDITED.search(rest) and len(rest) < 120:
        return not re.search(r"[。；！？]|[.!?]$", rest)
    words = re.sub(r"(?:[\w-]+\.){1,3}(?:com|cn|net|org)\b|[\d:：|()（）,，.\-\s]|[ap]\.?m\b", "", _LABEL.sub("", rest))
    return len(words) <= (14 if re.search(r"[\u4e00-\u9fff]", words) else 40) and not re.search(
        r"[。；！？]|[.!?]$", rest
    )


def published(lines: list[str], url: str, text: str) -> date | None:
    """Read the day of publication from the page's own lines, else from its address, else from a link in it."""
    labelled = (line for line in lines if _LABEL.search(line) and not _EVENT_LABEL.search(line) and len(line) < 200)
    plain = (line for line in lines if is_byline(line) and not _is_event_line(line))
    for line in (*labelled, *plain):
        day = _dated(line)
        if day:
            return day
    for line in lines[:4]:
        ends = [d for d in days(line) if d[2] and (d[0] < 3 or _closes(line, d[0], d[1]))]
        if ends:
            return resolve(*ends[-1][2:], None)
    return in_url(url) or in_url(text[-400:])


_REACHES = re.compile(
    r"\b(?:from|by|until|till|since|before|after|through|to|and|effective|expires?|starting|beginning|as of)"
    r"(?:\s(?:on|from))?\s\Z|(?:[自从至到]|截[至止])\s?\Z",
    re.I,
)
"""Before a day, that something begins, ends or holds then."""


def _closes(line: str, start: int, end: int) -> bool:
    """Whether a day ends a line as that of the page, not as what its sentence tells of."""
    return end >= len(line.rstrip()) - 1 and not _REACHES.search(line, max(0, start - 24), start)


def _dated(line: str) -> date | None:
    for _, _, year, month, day in days(line):
        if year is not None:
            return resolve(year, month, day, None)
    return None


def _is_event_line(line: str) -> bool:
    return bool(_EVENT_LABEL.search(line)) or bool(re.match(r"Beijing\s*\|", line))


def happened(lines: list[str], near: date | None) -> date | None:
    """Read the day of the event: a label, the sentence that tells of a conference, a dateline, a signature."""
    for i, line in enumerate(lines[:40]):
        if _is_event_line(line) and (_CLOCK.search(line) or line[:1] in "DTWB" or i < 6):
            after = line if any(days(line)) else " ".join(lines[i + 1 : i + 2])
            if day := first_day(after, near):
                return day
    for line in lines[:12]:
        if day := _conference(line, near) or _held(line, near):
            return day
    return wired(lines, near) or _signed(lines, near) or _today(lines, near)


def wired(lines: list[str], near: date | None) -> date | None:
    """Read the day of the dateline of a report, which is that of its publication but for hours."""
    found = next(filter(None, map(_DATELINE.search, lines[:6])), None)
    return first_day(found.group(), near) if found else None


def _today(lines: list[str], near: date | None) -> date | None:
    """Return the day that a text calls its own: 今天（4月20日）."""
    found = next(filter(None, map(_TODAY.search, lines[:12])), None)
    return first_day(found.group(1) or found.group(2), near) if found else None


def _conference(line: str, near: date | None) -> date | None:
    named = _CONFERENCE.search(line)
    if not named or not _HELD.search(line):
        return None
    close = sorted(days(line), key=lambda d: abs(d[0] - named.start()))
    if close and abs(close[0][0] - named.start()) < 160:
        return resolve(*close[0][2:], near)
    return None


def _held(line: str, near: date | None) -> date | None:
    """Read the day of a line of its own that tells only when and where the page's event was."""
    return first_day(line, near) if len(line) < _SHORT and _HELD_ON.match(line) else None


_HELD_ON = re.compile(r"\W*(?:held|delivered|recorded)\s(?:in|at|on)\b", re.I)


def _signed(lines: list[str], near: date | None) -> date | None:
    """Return the date that stands alone under the signatures of a notice."""
    for line in lines[max(3, len(lines) // 3) :]:
        found = next(days(line), None) if len(line) < _SHORT else None
        if found and found[2] and found[1] - found[0] >= len(line.strip("。. ")) - 1:
            return resolve(*found[2:], near)
    return None

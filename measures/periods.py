"""Times in a text as closed intervals: "by the end of June", "in the first three quarters", 1—7月份, 到2027年.

A time without a year is counted from the day of the event towards the past ("by the end of June" said in July), and
towards the future where the clause speaks of what is to come.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from measures.model import Period
from measures.text import Span

Role = Literal["stock", "during", "deadline", "compared", "name"]


@dataclass(frozen=True, slots=True)
class When:
    """A time named at `text[start:end]`.

    `role`: a stock is counted at its end, a flow during it, a deadline lies ahead; "compared" is what another time is
    measured against (比上年末), "name" belongs to a title and says nothing of when.
    """

    start: int
    end: int
    period: Period
    role: Role = "during"


@dataclass(frozen=True, slots=True)
class _Clock:
    """Where a time without a year is counted from; `year` is the last one named before it."""

    day: date
    year: int | None
    ahead: bool


_MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_Y = r"(?:19|20)\d\d"
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_OF = rf"(?:(?:\s+period)?(?:\s+(?:of|in))?\s+(?P<y>{_Y}|(?:the\s+)?(?:this|last|next|previous|current|same)\s+year))"
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: number for number, word in enumerate(_SMALL)}
_WORDS |= {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_ORDINALS += " fourteenth fifteenth sixteenth"
_ORDER = {word: number for number, word in enumerate(_ORDINALS.split())}
_HAN_NUMBER = "[一二三四五六七八九十]"


def _number(word: str) -> int:
    """A small number in digits, English or Chinese words (十二)."""
    word = word.strip().lower()
    if word.isdigit():
        return int(word)
    if len(word) > 1 and "十" in word:
        tens, _, ones = word.partition("十")
        return _WORDS.get(tens, 1) * 10 + _WORDS.get(ones, 0)
    return _WORDS.get(word) or _ORDER.get(word, 0)


def _month(name: str) -> int:
    return _MONTH_NAMES.index(name[:3].lower()) + 1


def months(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` of a year, whole."""
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _year(word: str | None, clock: _Clock) -> int | None:
    """The year a word names; None if it names none."""
    if not word:
        return None
    if digits := re.search(r"\d{4}", word):
        return int(digits.group())
    shift = {"last": -1, "previous": -1, "next": 1, "去": -1, "上": -1, "明": 1, "前": -2, "来": 1}
    return clock.day.year + next((step for key, step in shift.items() if key in word.lower()), 0)


def _placed(clock: _Clock, year: int | None, first: int, last: int) -> Period:
    """Months whose year may be open: that of the text, else the nearest to the clock's day on the right side."""
    if year or clock.year:
        return months(year or clock.year or 0, first, last)
    period = months(clock.day.year, first, last)
    if not clock.ahead and period.start > clock.day:
        return months(clock.day.year - 1, first, last)
    if clock.ahead and period.end < clock.day:
        return months(clock.day.year + 1, first, last)
    return period


def _plan(number: int) -> Period:
    return Period(date(1951 + 5 * number, 1, 1), date(1955 + 5 * number, 12, 31))


def _en_plan(m: re.Match[str], clock: _Clock) -> Period:
    return _plan(_number(re.sub(r"(?:st|nd|rd|th)$", "", m["n"]) if m["n"][0].isdigit() else m["n"]))


def _years(m: re.Match[str], clock: _Clock) -> Period:
    first, last = int(m["a"]), int(m["b"])
    return Period(date(min(first, last), 1, 1), date(max(first, last), 12, 31))


def _en_months(m: re.Match[str], clock: _Clock) -> Period:
    return _placed(clock, _year(m["y"], clock), *sorted((_month(m["a"]), _month(m["b"]))))


def _day(m: re.Match[str], clock: _Clock) -> Period:
    month = int(m["m"]) if m["m"].isdigit() else _month(m["m"])
    year = _year(m["y"], clock) or clock.year or clock.day.year
    day = date(year, month, int(m["d"]))
    if not m["y"] and not clock.year and not clock.ahead and day > clock.day + timedelta(days=3):
        day = day.replace(year=year - 1)
    return Period(day, day)


def _en_part(m: re.Match[str], clock: _Clock) -> Period:
    """The first seven months, the first three quarters, the first half, the third quarter, Q3, H1."""
    given = m.groupdict()
    year = _year(given["y"], clock)
    if quarter := _number(given.get("q") or ""):
        return _placed(clock, year, quarter * 3 - 2, quarter * 3)
    if half := given.get("h"):
        return _placed(clock, year, *((1, 6) if half.lower() in ("first", "1") else (7, 12)))
    return _placed(clock, year, 1, _number(given["n"]) * (3 if given["unit"].startswith("q") else 1))


def _en_month(m: re.Match[str], clock: _Clock) -> Period:
    return _placed(clock, _year(m["y"], clock), _month(m["m"]), _month(m["m"]))


def _whole_year(m: re.Match[str], clock: _Clock) -> Period:
    year = _year(m["y"], clock) or clock.day.year
    return months(year, 1, 12)


def _around(m: re.Match[str], clock: _Clock) -> Period:
    """The next three years, the past five years: from the clock's day on or back."""
    size = _number(m["n"])
    ahead = m["to"].lower() in ("next", "coming", "following", "未来", "今后", "接下来")
    day = clock.day - timedelta(days=1) if clock.day.month == 2 and clock.day.day == 29 else clock.day
    other = day.replace(year=day.year + (size if ahead else -size))
    return Period(min(day, other), max(day, other))


def _now(m: re.Match[str], clock: _Clock) -> Period:
    return Period(clock.day, clock.day)


def _relative_month(m: re.Match[str], clock: _Clock) -> Period:
    shift = -1 if m["rel"].lower() in ("last", "previous", "上") else 1 if m["rel"].lower() in ("next", "下") else 0
    index = clock.day.year * 12 + clock.day.month - 1 + shift
    return months(index // 12, index % 12 + 1, index % 12 + 1)


def _zh_part(m: re.Match[str], clock: _Clock) -> Period:
    year = _year(m["y"], clock)
    if m["half"]:
        return _placed(clock, year, *((1, 6) if m["half"] == "上" else (7, 12)))
    if m["q"]:
        quarter = _number(m["q"])
        return _placed(clock, year, quarter * 3 - 2, quarter * 3)
    if m["qs"]:
        return _placed(clock, year, 1, _number(m["qs"]) * 3)
    if m["ms"]:
        return _placed(clock, year, 1, _number(m["ms"]))
    if m["a"]:
        return _placed(clock, year, int(m["a"]), int(m["b"]))
    month = _number(m["m"])
    return _placed(clock, year, month, month)


def _zh_plan(m: re.Match[str], clock: _Clock) -> Period:
    return _plan(_number(m["n"]))


_Build = Callable[[re.Match[str], _Clock], Period]
_Rule = tuple[re.Pattern[str], _Build, Role | None]

_EN: tuple[_Rule, ...] = (
    (
        re.compile(
            r"\b(?:constant|comparable) prices?(?:\s(?:of|in|from) (?:the )?(?P<y>(?:last|previous|current|same) year))?\b"
            r"|\b(?:last|(?:the )?previous) year's (?:constant|comparable|unchanged) prices?\b",
            re.I,
        ),
        _whole_year,
        "name",
    ),
    (
        re.compile(
            r"\b(?P<n>\d{1,2}(?:th|st|nd|rd)|[a-z]+th) five[- ]year plan(?:ning)?(?: period)?"
            r"(?:\s*\(\d{4}\s?[-–—]\s?\d{4}\))?",
            re.I,
        ),
        _en_plan,
        None,
    ),
    (
        re.compile(rf"(?<![\d,.])(?P<a>{_Y})\s?(?:-|–|—|to|(?<=between\s\d{{4}}\s)and|through)\s?(?P<b>{_Y})(?![\d%])"),
        _years,
        None,
    ),
    (re.compile(rf"\b(?P<m>{_M})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,.]\d)(?:,?\s(?P<y>{_Y}))?\b"), _day, None),
    (re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m>{_M})(?:,?\s(?P<y>{_Y}))?\b"), _day, None),
    (re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b"), _day, None),
    (re.compile(rf"\b(?P<a>{_M})\s?(?:-|–|—|to|through|and)\s?(?P<b>{_M})\b(?:,?{_OF})?"), _en_months, None),
    (re.compile(rf"\bfirst\s(?P<n>{_COUNT})\s(?P<unit>months|quarters)\b{_OF}?", re.I), _en_part, None),
    (re.compile(rf"\b(?P<q>first|second|third|fourth)\s(?:quarter|three months)\b{_OF}?", re.I), _en_part, None),
    (re.compile(rf"\bQ(?P<q>[1-4])\b{_OF}?"), _en_part, None),
    (re.compile(rf"\b(?P<h>first|second)\shalf(?!\s(?:million|billion))\b{_OF}?", re.I), _en_part, None),
    (re.compile(rf"\bH(?P<h>[12])\b{_OF}?"), _en_part, None),
    (re.compile(rf"\b(?P<m>{_M}),?{_OF}"), _en_month, None),
    (
        re.compile(rf"\b(?P<m>{_M})(?=\s(?:alone|this|last)\b|[,.;)]|\s|$)(?:\s(?P<y>(?:this|last|next)\syear))?"),
        _en_month,
        None,
    ),
    (re.compile(r"\b(?P<rel>this|last|next|current|previous)\smonth\b", re.I), _relative_month, None),
    (
        re.compile(
            rf"\b(?P<to>next|coming|following|past|last|recent)\s(?P<n>{_COUNT})(?:\sto\s{_COUNT})?\syears\b", re.I
        ),
        _around,
        None,
    ),
    (
        re.compile(
            rf"(?<![\d,.$/-])(?P<y>{_Y})(?![\d%,]\d|[\d%-]|\s(?:yuan|million|billion|percent|enterprises|companies))"
        ),
        _whole_year,
        None,
    ),
    (re.compile(r"\b(?P<y>(?:this|last|next|current)\syear)\b", re.I), _whole_year, None),
    (
        re.compile(r"\b(?:at present|currently|so far|to date|until now|up to now|by now)\b(?!\sthis)", re.I),
        _now,
        "stock",
    ),
)

_ZH_YEAR = rf"(?:{_Y}年|今年|去年|上年|明年|前年|本年|当年|来年)"
_N = rf"(?:\d{{1,2}}|{_HAN_NUMBER}{{1,2}})"
_TO = r"(?:—+|–|-|~|至|到)"
_ZH: tuple[_Rule, ...] = (
    (re.compile(rf"按照?(?P<y>{_ZH_YEAR})的?(?:不变|可比)价格?"), _whole_year, "name"),
    (
        re.compile(rf"[\"《]?(?P<n>{_HAN_NUMBER}{{1,2}})五\"?(?=规划|期间|时期|末|以来|收官|开局|[,，。、\"]|的|$)"),
        _zh_plan,
        None,
    ),
    (re.compile(rf"(?<!\d)(?P<a>{_Y})年?\s?{_TO}\s?(?P<b>{_Y})年?"), _years, None),
    (re.compile(rf"(?P<y>{_ZH_YEAR})?(?P<m>(?<!\d)\d{{1,2}})月(?P<d>\d{{1,2}})[日号]"), _day, None),
    (
        re.compile(
            rf"(?P<y>{_ZH_YEAR}的?)?(?:(?P<half>[上下])半年|第?(?P<q>[一二三四1-4])季度|前(?P<qs>[一二三两23])个?季度"
            rf"|(?:前|首)(?P<ms>{_N})个?月(?!底|末)|(?<!\d)(?P<a>\d{{1,2}})月?\s?{_TO}\s?(?P<b>\d{{1,2}})月份?"
            rf"|(?<![\d个{'一二三四五六七八九十'}])(?P<m>{_N})月(?!\d)份?)"
        ),
        _zh_part,
        None,
    ),
    (re.compile(r"(?P<rel>上|本|当|下)月"), _relative_month, None),
    (re.compile(rf"(?P<to>未来|今后|接下来|近|过去|最近)(?P<n>{_N})年(?!期)"), _around, None),
    (re.compile(r"(?P<y>(?<!\d)(?:19|20)\d\d(?=年)|今年|去年|上年|明年|前年|本年|来年)年?(?!\d)"), _whole_year, None),
    (re.compile(r"截至目前|截止目前|到目前为止|目前|当前|迄今|至今|如今|现在|现有"), _now, "stock"),
)

_BEFORE_EN = re.compile(
    r"(?P<compared>\b(?:than|over|from|with|versus|against|compared to|exceeding)\s"
    r"(?:(?:(?:that|those|the level)\s)?(?:of|in|at|for|during)\s)?"
    r"(?:the\s)?(?:same period\s(?:of|in)?\s?)?(?:(?:end|beginning)\sof\s)?(?:the\s)?"
    r"|\bsame (?:period|month|quarter|time)(?:\s(?:of|in))?\s(?:the\s)?)\Z"
    r"|(?P<end>\b(?:(?P<by>by|before|until|no later than)\s)?(?P<at>at\s|as of\s|as at\s|through\s|to\s)?"
    r"(?:the\s)?(?:year-)?end[- ]?(?:of\s)?(?:the\s)?)\Z"
    r"|(?P<stock>\bas of\s|\bas at\s|\bup to\s|\bup until\s)(?:the\s)?\Z"
    r"|(?P<deadline>\b(?:by|before|until|no later than)\s(?:the\s(?:year|month)\s|mid-|late\s|early\s)?(?:the\s)?)"
    r"\Z"
    r"|(?P<since>\bsince\s(?:the\s(?:start|beginning|end)\sof\s)?(?:the\s)?)\Z",
    re.I,
)
_BEFORE_ZH = re.compile(
    r"(?P<compared>[比较与]|相比|相较于?|恢复[至到]|高于|低于|超过)\Z|(?P<stock>截至|截止到?|截止至)\Z"
    r"|(?P<deadline>(?<!达)[到至]|力争在?|确保)\Z"
)
_AFTER_ZH = re.compile(
    r"(?:的?(?P<compared>同期|同月|水平|的水平)|(?P<end>年?[底末]|年终|岁末)(?P<due>前|之前|以前)?|(?P<due2>前|之前|以前)|(?P<since>以来|起))"
)


_RANGES = (_years, _en_months, _around)  # "from 2021 to 2025", "over the next three years": no comparison


_MAY_NAME = re.compile(
    r"\d|[年月季]|半年|五|前|现|至今|如今|迄今"
    r"|\b(?:years?|months?|quarters?|half|present|currently|so far|date|now|plan|"
    rf"{_M})\b",
    re.I,
)


def periods(text: str, reference: date, *, ahead: bool = False, chinese: bool = False) -> tuple[When, ...]:
    """The times named in one sentence, in order; `ahead` reads open ones as lying in the future."""
    if not _MAY_NAME.search(text):
        return ()
    found: list[When] = []
    taken = bytearray(len(text))
    year: int | None = None
    for match, build, role in _matches(text, _ZH if chinese else _EN):
        start, end = match.span()
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\1" * (end - start)
        signs = {} if build in _RANGES else _signs(text, match, chinese=chinese)
        coming = ahead and not signs.keys() & {"stock", "at", "compared", "since"}
        try:
            period = build(match, _Clock(reference, year, coming))
        except ValueError:  # 2月30日 and the like: a number that looks like a day
            continue
        when = _read(When(start, end, period, role or "during"), signs, reference)
        if when.role != "compared" and re.search(_Y, match.group()):
            year = period.end.year
        found.append(when)
    return tuple(sorted(found, key=lambda when: when.start))


def _matches(text: str, rules: tuple[_Rule, ...]) -> Iterator[tuple[re.Match[str], _Build, Role | None]]:
    for pattern, build, role in rules:
        for match in pattern.finditer(text):
            yield match, build, role


def _signs(text: str, match: re.Match[str], *, chinese: bool) -> dict[str, Span]:
    """What the words around a time make of it, by name, and where they stand."""
    before = (_BEFORE_ZH if chinese else _BEFORE_EN).search(text, max(0, match.start() - 60), match.start())
    after = _AFTER_ZH.match(text, match.end()) if chinese else None
    return {name: sign.span() for sign in (before, after) if sign for name, value in sign.groupdict().items() if value}


def _read(when: When, signs: dict[str, Span], reference: date) -> When:
    """The time with the words around it: a stock, a deadline, or only what something is compared with."""
    start = min([when.start, *(span[0] for span in signs.values())])
    end = max([when.end, *(span[1] for span in signs.values())])
    when = replace(when, start=start, end=end)
    if when.role != "during":
        return when
    last = Period(when.period.end, when.period.end)
    if "compared" in signs:
        return replace(when, role="compared")
    if "since" in signs:
        return replace(when, period=Period(when.period.start, max(when.period.start, reference)))
    if signs.keys() & {"due", "due2", "by", "deadline"}:
        past = when.period.end <= reference
        return replace(when, period=last if past else when.period, role="stock" if past else "deadline")
    if signs.keys() & {"end", "stock", "at"}:
        return replace(when, period=last if "end" in signs else when.period, role="stock")
    return when

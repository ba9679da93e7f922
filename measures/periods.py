"""Times in a text as closed intervals: "by the end of June", "in the first three quarters", 1—7月份, 到2027年.

A time without a year is counted from the day of the event towards the past ("by the end of June" said in July), and
towards the future where the clause speaks of what is to come.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from measures.clock import (
    MONTH,
    YEAR,
    Clock,
    around,
    en_month,
    en_months,
    en_plan,
    now,
    relative_month,
    within,
    years,
    zh_plan,
)
from measures.model import Period
from measures.period_words import EN_RULES, ZH_RULES, Build, Role, Rule
from measures.text import Span


@dataclass(frozen=True, slots=True)
class When:
    """A time named at `text[start:end]`.

    `role`: a stock is counted at its end, a flow during it, a deadline lies ahead; "compared" is what another time is
    measured against (比上年末), "name" belongs to a title and says nothing of when. `since`: it only begins then.
    """

    start: int
    end: int
    period: Period
    role: Role = "during"
    since: bool = False


_BEFORE_EN = re.compile(
    r"(?P<compared>\b(?:(?:than|over|from|with|versus|against|compared to|exceeding)\s"
    r"|(?:times|twice|double|triple|half|above|below|beyond)\s(?=that|those|the\slevel))"
    r"(?:(?:(?:that|those|the level|levels)\s)?(?:of|in|at|for|during)\s)?"
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


_PLANS = (zh_plan, en_plan)
"""A five-year plan has its years by its number."""

_FROM_DAY = (now, around, relative_month, within)
"""Counted from the day of the text, whatever year was named before."""

_RANGES = (years, en_months, around, within)  # "from 2021 to 2025", "over the next three years": no comparison


_MAY_NAME = re.compile(
    r"\d|[年月季]|半年|五|前|现|至今|如今|迄今"
    r"|\b(?:years?|months?|quarters?|half|present|currently|so far|date|now|plan|"
    rf"{MONTH})\b",
    re.I,
)


_YEAR = re.compile(YEAR)
_NO_DAY = date(1970, 1, 1)


def periods(
    text: str, reference: date | None, *, ahead: Sequence[Span] = (), chinese: bool = False
) -> tuple[When, ...]:
    """The times named in one sentence, in order; in the stretches `ahead` open ones lie in the future.

    Without a day to count from, a time that does not name its year is none: its role is "name".
    """
    if not _MAY_NAME.search(text):
        return ()
    found: list[When] = []
    taken = bytearray(len(text))
    year: int | None = None
    for match, build, role in _matches(text, ZH_RULES if chinese else EN_RULES):
        start, end = match.span()
        if any(taken[start:end]) or (build is en_month and _is_person(text, match)):
            continue
        taken[start:end] = b"\1" * (end - start)
        signs = {} if build in _RANGES else _signs(text, match, chinese=chinese)
        coming = any(a <= start < b for a, b in ahead) and not signs.keys() & {"stock", "at", "compared", "since"}
        try:
            period = build(match, Clock(reference or _NO_DAY, year, coming))
        except ValueError:  # 2月30日 and the like: a number that looks like a day
            continue
        when = When(start, end, period, role or ("deadline" if build is within and coming else "during"))
        when = _read(when, signs, reference)
        if reference is None and (when.since or not _has_year(match, build, year)):
            when = replace(when, role="name")
        if when.role != "compared" and _YEAR.search(match.group()):
            year = period.end.year
        found.append(when)
    return tuple(sorted(found, key=lambda when: when.start))


def _has_year(match: re.Match[str], build: Build, before: int | None) -> bool:
    """Whether a time names its year, or takes that named `before`: "in March", not "last March" nor "now"."""
    if build in _PLANS or _YEAR.search(match.group()):
        return True
    return before is not None and build not in _FROM_DAY and not match.groupdict().get("y")


_NAMED = re.compile(r"\b[A-Z][a-z]+\s\Z")
_LEADS_MONTH = re.compile(
    r"\b(?:in|by|since|of|from|to|until|till|last|this|next|early|late|mid|during|for|through|before|after|at|and|or"
    r"|between|per|over|than|with|throughout|around|as of|starting|beginning)\s\Z",
    re.I,
)


def _is_person(text: str, match: re.Match[str]) -> bool:
    """Whether the name of a month is a person's: "Wang Jun expects", "June Zhou said"."""
    if match["y"] or _LEADS_MONTH.search(text, max(0, match.start() - 16), match.start()):
        return False
    named = _NAMED.search(text, max(0, match.start() - 24), match.start())
    return bool(named or re.match(r"\s[A-Z][a-z]+\b", text[match.end() :]))


def _matches(text: str, rules: tuple[Rule, ...]) -> Iterator[tuple[re.Match[str], Build, Role | None]]:
    small = text.lower()
    met: dict[tuple[str, ...], bool] = {(): True}
    for pattern, build, role, needs in rules:
        if needs not in met:
            met[needs] = any(word in small for word in needs)
        if met[needs]:
            for match in pattern.finditer(text):
                yield match, build, role


def _signs(text: str, match: re.Match[str], *, chinese: bool) -> dict[str, Span]:
    """What the words around a time make of it, by name, and where they stand."""
    before = (_BEFORE_ZH if chinese else _BEFORE_EN).search(text, max(0, match.start() - 60), match.start())
    after = _AFTER_ZH.match(text, match.end()) if chinese else None
    signs = {name: sign.span() for sign in (before, after) if sign for name, value in sign.groupdict().items() if value}
    if chinese and "since" in signs and text[match.start() - 1 : match.start()] in ("自", "从"):
        signs["from"] = (match.start() - 1, match.start())
    return signs


def _read(when: When, signs: dict[str, Span], day: date | None) -> When:
    """The time with the words around it: a stock, a deadline, or only what something is compared with."""
    start = min([when.start, *(span[0] for span in signs.values())])
    end = max([when.end, *(span[1] for span in signs.values())])
    when = replace(when, start=start, end=end)
    if when.role != "during":
        return when
    last = Period(when.period.end, when.period.end)
    reference = day or _NO_DAY
    if "compared" in signs and (day is None or when.period.start <= day):  # not "5 percent from July 1 next year"
        return replace(when, role="compared")
    if "since" in signs:
        return replace(when, period=Period(when.period.start, max(when.period.start, reference)), since=True)
    if signs.keys() & {"due", "due2", "by", "deadline"}:
        past = when.period.end <= reference
        return replace(when, period=last if past else when.period, role="stock" if past else "deadline")
    if signs.keys() & {"end", "stock", "at"}:
        return replace(when, period=last if "end" in signs else when.period, role="stock")
    return when

"""How times are written in English and Chinese: patterns in the order they are tried, and what makes days of each."""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from measures.clock import (
    COUNT,
    HAN_NUMBER,
    MONTH,
    OF_YEAR,
    YEAR,
    Clock,
    around,
    day_named,
    en_month,
    en_months,
    en_part,
    en_plan,
    now,
    relative_month,
    whole_year,
    within,
    years,
    zh_part,
    zh_plan,
)
from measures.model import Period

Role = Literal["stock", "during", "deadline", "compared", "name"]
Build = Callable[[re.Match[str], Clock], Period]


class Rule(NamedTuple):
    """How a time is written; `needs` are words of which one stands in every such time, in small letters."""

    pattern: re.Pattern[str]
    build: Build
    role: Role | None = None
    needs: tuple[str, ...] = ()


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEARS = ("19", "20")
_OF_DAY = rf"(?:,?\s(?P<y>{YEAR}|(?:of\s)?(?:this|next|last)\syear))"

EN_RULES: tuple[Rule, ...] = (
    Rule(
        re.compile(
            r"\b(?:constant|comparable) prices?"
            r"(?:\s(?:of|in|from) (?:the )?(?P<y>(?:last|previous|current|same) year))?\b"
            r"|\b(?:last|(?:the )?previous) year's (?:constant|comparable|unchanged) prices?\b",
            re.I,
        ),
        whole_year,
        "name",
        needs=("prices",),
    ),
    Rule(
        re.compile(
            r"\b(?P<n>\d{1,2}(?:th|st|nd|rd)|[a-z]+th) five[- ]year plan(?:ning)?(?: period)?"
            r"(?:\s*\(\d{4}\s?[-–—]\s?\d{4}\))?",
            re.I,
        ),
        en_plan,
        needs=("five",),
    ),
    Rule(
        re.compile(
            rf"(?<![\d,.])(?P<a>{YEAR})\s?(?:-|–|—|to|(?<=between\s\d{{4}}\s)and|through)\s?(?P<b>{YEAR})(?![\d%])"
        ),
        years,
        needs=_YEARS,
    ),
    Rule(
        re.compile(rf"\b(?P<m>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,.]\d){_OF_DAY}?\b"),
        day_named,
        needs=_MONTHS,
    ),
    Rule(
        re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m>{MONTH}){_OF_DAY}?\b"),
        day_named,
        needs=_MONTHS,
    ),
    Rule(re.compile(r"\b(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b"), day_named, needs=_YEARS),
    Rule(
        re.compile(rf"\b(?P<a>{MONTH})\s?(?:-|–|—|to|through|and)\s?(?P<b>{MONTH})\b(?:,?{OF_YEAR})?"),
        en_months,
        needs=_MONTHS,
    ),
    Rule(
        re.compile(rf"\bfirst\s(?P<n>{COUNT})\s(?P<unit>months|quarters)\b{OF_YEAR}?", re.I),
        en_part,
        needs=("quarter", "month", "half"),
    ),
    Rule(
        re.compile(rf"\b(?P<q>first|second|third|fourth)\s(?:quarter|three months)\b{OF_YEAR}?", re.I),
        en_part,
        needs=("quarter", "month", "half"),
    ),
    Rule(re.compile(rf"\bQ(?P<q>[1-4])\b{OF_YEAR}?"), en_part),
    Rule(
        re.compile(rf"\b(?P<h>first|second)\shalf(?!\s(?:million|billion))\b{OF_YEAR}?", re.I),
        en_part,
        needs=("quarter", "month", "half"),
    ),
    Rule(re.compile(rf"\bH(?P<h>[12])\b{OF_YEAR}?"), en_part),
    Rule(re.compile(rf"\b(?P<m>{MONTH}),?{OF_YEAR}"), en_month, needs=_MONTHS),
    Rule(re.compile(rf"\b(?P<y>[Ll]ast|[Nn]ext)\s(?P<m>{MONTH})(?!\w)"), en_month, needs=("last", "next")),
    Rule(
        re.compile(rf"\b(?P<m>{MONTH})(?=\s(?:alone|this|last)\b|[,.;)]|\s|$)(?:\s(?P<y>(?:this|last|next)\syear))?"),
        en_month,
        needs=_MONTHS,
    ),
    Rule(re.compile(r"\b(?P<rel>this|last|next|current|previous)\smonth\b", re.I), relative_month, needs=("month",)),
    Rule(
        re.compile(
            rf"\b(?P<to>next|coming|following|past|last|recent)\s(?P<n>{COUNT})(?:\sto\s{COUNT})?\syears\b", re.I
        ),
        around,
        needs=("years",),
    ),
    Rule(
        re.compile(
            rf"\b(?:within (?:the next )?|in (?=[\w-]+ \w+' time))"
            rf"(?P<n>{COUNT}|an?) (?P<unit>years?|months?)\b(?:' time)?",
            re.I,
        ),
        within,
        needs=("within", "' time"),
    ),
    Rule(
        re.compile(
            rf"(?:(?<![\d,.$/-])|(?<=\bend-)|(?<=\bmid-)|(?<=\blate-)|(?<=\bearly-))(?P<y>{YEAR})(?![\d%,]\d|[\d%-]|\s(?:yuan|million|billion|percent|enterprises|companies))"
        ),
        whole_year,
        needs=_YEARS,
    ),
    Rule(re.compile(r"\b(?P<y>(?:this|last|next|current)\syear)\b", re.I), whole_year, needs=("year",)),
    Rule(
        re.compile(r"(?P<y>(?<=\bend of )the year\b(?!\s\d)|\byear(?:-|'s )end\b(?!\s(?:\d|of\b)))", re.I),
        whole_year,
        needs=("end of the year", "year-end", "year's end"),
    ),
    Rule(
        re.compile(
            r"\b(?:at present|currently|so far|to date|until now|up to now|by now|(?<!\bfrom )now(?!\son\b))\b"
            r"(?!\sthis)",
            re.I,
        ),
        now,
        "stock",
    ),
)

_ZH_YEAR = rf"(?:{YEAR}年|今年|去年|上年|明年|前年|本年|当年|来年)"
_N = rf"(?:\d{{1,2}}|{HAN_NUMBER}{{1,2}})"
_BEFORE_YEAR = r"\d一二三四五六七八九十两半几多数全今去上明前本当来后周成"
_TO = r"(?:—+|–|-|~|至|到)"
ZH_RULES: tuple[Rule, ...] = (
    Rule(re.compile(rf"按照?(?P<y>{_ZH_YEAR})的?(?:不变|可比)价格?"), whole_year, "name"),
    Rule(
        re.compile(rf"[\"《]?(?P<n>{HAN_NUMBER}{{1,2}})五\"?(?=规划|期间|时期|末|以来|收官|开局|[,，。、\"]|的|$)"),
        zh_plan,
    ),
    Rule(re.compile(rf"(?<!\d)(?P<a>{YEAR})年?\s?{_TO}\s?(?P<b>{YEAR})年?"), years),
    Rule(re.compile(rf"(?P<y>{_ZH_YEAR})?(?P<m>(?<!\d)\d{{1,2}})月(?P<d>\d{{1,2}})[日号]"), day_named),
    Rule(
        re.compile(
            rf"(?P<y>{_ZH_YEAR}的?)?(?:(?P<half>[上下])半年|第?(?P<q>[一二三四1-4])季度|前(?P<qs>[一二三两23])个?季度"
            rf"|(?:前|首)(?P<ms>{_N})个?月(?!底|末)|(?<!\d)(?P<a>\d{{1,2}})月?\s?(?:{_TO}|、)\s?(?P<b>\d{{1,2}})月份?"
            rf"|(?<![\d个{'一二三四五六七八九十'}])(?P<m>{_N})月(?!\d)份?)"
        ),
        zh_part,
    ),
    Rule(re.compile(r"(?P<rel>上|本|下)月"), relative_month),
    Rule(re.compile(rf"(?P<to>未来|今后|接下来|近|过去|最近)(?P<n>{_N})年(?!期)"), around),
    Rule(re.compile(r"(?P<y>(?<!\d)(?:19|20)\d\d(?=年)|今年|去年|上年|明年|前年|本年|来年)年?(?!\d)"), whole_year),
    Rule(
        re.compile(
            rf"(?<![\d年第])(?P<n>{_N}|半|两)\s?(?P<unit>年|个月)(?:左右)?(?:的?(?:时间|努力)(?:之?内)?|之?内)(?!到期)"
        ),
        within,
    ),
    Rule(re.compile(rf"(?<![{_BEFORE_YEAR}])(?P<y>年(?:内|(?=[底末])))"), whole_year),
    Rule(re.compile(r"截至目前|截止目前|到目前为止|目前|当前|迄今|至今|如今|现在|现有"), now, "stock"),
)

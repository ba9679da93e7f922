"""Chinese shares and growth in words (三成, 过半, 三分之二, 翻一番), numerals, and the words around a number."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from measures.model import Qualifier
from measures.numbers import Quantity, qualified

ONES = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
HAN_DIGITS = "[零一二两三四五六七八九十百千万亿]"
_NOT = "(?:不|未|没有)(?:得|能|应|可|会|再|宜|准|许|允许|曾|要|能够|应当|再会)?"
BEFORE = re.compile(
    rf"(?:(?P<over>超过|突破|超出|超(?!额|级|大|高|前)|逾|多于|大于|高于|{_NOT}(?:少于|低于|小于)|至少|已过|(?<=[超突])过|高达)"
    r"|(?P<nearly>将近|接近|近)"
    r"|(?P<about>大约|约为|约合|约有|(?<![节制签合公条解契])约(?:占[^，。；\d]{0,10}的?)?|大概|左右)"
    r"|(?P<under>不足|不到|低于|少于|未满|小于)"
    rf"|(?P<up_to>最多|至多|最高|{_NOT}(?:超过|超出|突破|高于|多于|大于|超)))(?:了|至|到|达)?(?:人民币)?\Z"
    r"|(?:(?P<over2>超过|不低于|不少于)|(?P<about2>约占)|(?P<nearly2>接近)|(?P<up_to2>不超过|不高于))(?:(?!去年|上年|同期|上月)[^，。；、\d]){1,16}的\Z"
    r"|(?P<up_to3>最多|最高|至多)(?:可|能|将|会)[^，。；、\d]{1,12}\Z"
    r"|(?:(?P<over3>over|more\sthan)|(?P<about3>about|around)|(?P<nearly3>nearly)|(?P<up_to4>up\sto))\s\Z"
)
AFTER = re.compile(
    r"(?P<over>(?:及以上|以上|余|多(?!种|项|个|年)|之多)|多)|(?P<about>左右|上下)|(?P<under>以下)|(?P<up_to>以内|之内)"
)
_TENTHS = re.compile(
    r"(?<![一二三四五六七八九十第])(?P<a>[一二三四五六七八九]|(?<![\d.])\d)(?:[至到-])?(?P<b>[二三四五六七八九\d])?成(?P<half>半)?(?![为立果功本员长熟就品分交绩像都型效形])"
)
_PARTS = re.compile(
    rf"(?:百分之(?P<p>{HAN_DIGITS}+(?:点{HAN_DIGITS}+)?|\d+(?:\.\d+)?)|(?P<n>[二三四五六七八九十]|\d{{1,12}})分之(?P<m>[一二两三四五六七八九]|\d+))"
)
_HALF = re.compile(
    r"(?P<over>过半数?|超半数|超过半数|逾半数?)|(?P<nearly>近半数?|接近一半)|(?P<exact>半数|(?<!另|前|后)一半)(?P<more>以上)?"
)
IN_EVERY = re.compile(
    r"每(?P<n>\d+|[二两三四五六七八九十]|[一二三四五六七八九]?十|百)(?P<of>[辆家个人台户名套座件款所间吨度])(?P<things>[^，。；、\d]{0,10}?)[中里内]?就?有"
    r"(?:超过|近|约)?(?P<m>\d+|[一二两三四五六七八九])(?P=of)"
)
"""So many of every so many: 每5辆新车中就有2辆."""
_NOT_HALF = re.compile(r"[年个导径小山成径岛场程途月天]")
_FULL = re.compile(
    r"(?<![未非不])(?P<full>全覆盖)(?=[，。；、,;\s]|$)|(?P<double>翻了?(?P<times>[一两二三四])番|翻番|(?:增长|提高|提升|扩大)了?一倍)"
)


def value_of(numeral: str) -> Decimal:
    """The value of a Chinese numeral: 三十六, 百万, 两千三百, 一千零五十."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    for char in numeral:
        if char in ONES:
            digit = Decimal(ONES[char]) if digit is None else digit * 10 + ONES[char]
            continue
        power = Decimal(10) ** SCALES[char]
        if power >= 10000:
            section = section + (digit or 0) or Decimal(0 if total else 1)
            total = (total + section) * power if total and power > 10000 else total + section * power
            section = Decimal(0)
        else:
            section += (
                (Decimal(1) if digit is None else digit) * power
                if section == 0 or digit is not None
                else section * power - section
            )
        digit = None
    return total + section + (digit or 0)


def shares(text: str, mask: bytearray) -> Iterator[Quantity]:
    for match in _TENTHS.finditer(text):
        first, last = (_tenths(match[name]) for name in ("a", "b"))
        yield _share(text, match, first + (5 if match["half"] else 0), last if last > first else None, Decimal(10))
    for match in IN_EVERY.finditer(text) if "每" in text else ():
        yield _share(text, match, _part(match), None, Decimal(1))
    for match in _PARTS.finditer(text):
        yield _share(text, match, _part(match), None, Decimal(1))
    for match in _HALF.finditer(text):
        if not _NOT_HALF.match(text, match.end()):
            sign: Qualifier = "over" if match["over"] or match["more"] else "nearly" if match["nearly"] else "exact"
            yield replace(_share(text, match, Decimal(50), None, Decimal(1)), qualifier=sign)
    for match in _FULL.finditer(text):
        name = "full" if match["full"] else "double"
        start, end = match.span(name)
        grown = Decimal(100 * (2 ** ONES[match["times"] or "一"] - 1))
        whole = Quantity(
            start=start, end=end, number_start=start, number_end=end, value=grown, unit="percent", kind="rate"
        )
        yield replace(whole, growth=name == "double", spelled=True)


def _tenths(digit: str | None) -> Decimal:
    """The percentage that so many tenths are; 0 where nothing is said."""
    if digit is None:
        return Decimal(0)
    return Decimal(10 * (ONES[digit] if digit in ONES else int(digit)))


def _part(match: re.Match[str]) -> Decimal:
    """The percentage that 百分之五十 or 三分之二 says."""
    if "p" in match.re.groupindex and match["p"]:
        whole, _, rest = match["p"].partition("点")
        if match["p"][0].isdigit():
            return Decimal(match["p"])
        return value_of(whole) + (
            Decimal(sum(ONES.get(char, 0) * 10 ** -(at + 1) for at, char in enumerate(rest))) if rest else 0
        )
    parts = [Decimal(part) if part.isdigit() else value_of(part) for part in (match["m"], match["n"])]
    return (100 * parts[0] / parts[1]).quantize(Decimal("0.01")) if parts[1] else Decimal(0)


def _share(text: str, match: re.Match[str], value: Decimal, high: Decimal | None, step: Decimal) -> Quantity:
    span, sign = qualified(text, match.span(), BEFORE, AFTER)
    return Quantity(
        start=span[0],
        end=span[1],
        number_start=match.start(),
        number_end=match.end(),
        value=value,
        value_max=high,
        step=step,
        qualifier=sign,
        unit="percent",
        kind="rate",
        spelled=True,
    )

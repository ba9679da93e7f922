"""Chinese numbers: 1.46万家, 近1700家, 100多亿元, 三成, 过半, 三分之二, 百万家, 4000至6000家, 4.92亿、2.7亿户."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from measures.lexicon import Hit, Vocabulary
from measures.number_words_zh import AFTER, BEFORE, HAN_DIGITS, SCALES, shares, value_of
from measures.numbers import (
    STANDARD,
    Quantity,
    attach_conversions,
    decimal,
    last_digit,
    masked,
    qualified,
    share_units,
    unmasked,
    with_unit,
)
from measures.text import Span

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"(?:万亿|[十百千]亿|[十百千]万|亿|万|千(?![瓦克米兆伏])|百(?![分]))"
_TO = r"(?:[-—–~]+|至|到)"

_OF_THINGS = r"(?=\d[\d,.]*[多余]?(?:[万亿]|[家个户款条种座台套辆艘张份场名颗枚]))"
"""Before a number that follows Latin letters, that it is no part of their name: App|120万款, not GB18030."""
_NUMBER = re.compile(
    rf"(?<![0-9_.第〔\[])(?:(?<![A-Za-z])|{_OF_THINGS})(?<!\d[,.])(?P<a>{_DIGITS})(?P<rate>%|‰)?(?P<more>[多余])?(?P<scale1>{_SCALE})?(?P<more2>[多余])?"
    rf"(?:(?P<unit1>个百分点|百分点|[家个户项吨元台辆])?(?P<to>{_TO})(?P<b>{_DIGITS})(?P<scale>{_SCALE})?)?"
)
_SPELLED = re.compile(
    rf"(?<![第数几多每/〇零一二三四五六七八九十百千万亿.])(?P<a>{HAN_DIGITS}+)(?P<more>[多余几])?(?P<scale>[万亿])?"
)
_NO_QUANTITY = re.compile(
    r"〔\d{4}〕\d*号?|\[\d{4}\]\d*号?|第?\d{1,12}号(?!召|角)|第[\d一二三四五六七八九十百]+[批届次期章条款项号轮个季部分]?"
    r"|https?://\S+|www\.\S+|[A-Za-z0-9._+-]{1,64}@\S+|\d{1,2}[:：]\d\d(?::\d\d)?"
    r"|(?:^|\n)[\s　*#]*[(]?[\d一二三四五六七八九十]{1,3}[.、)](?!\d)"
    rf"|{STANDARD}|[A-Za-z]{{1,30}}(?!{_OF_THINGS})[-]?\d+(?:\.\d+)?[A-Za-z]*"
    r"|\d{1,12}(?:\.\d{1,12})?[GgDdKkXx](?![A-Za-z])|\d{3,4}-\d{7,8}|\d{1,12}[时点](?:\d+分)?(?![a-zA-Z])(?<!\d\.\d点)"
    r"|\"[^\"\n%]{1,14}\"|《[^》\n]*》|\d{1,12}\+\w|[一二三四五六七八九十]大(?!类|型|规模|中型)|\d{1,2}大(?!类|型|规模|中|小)"
    r"|[\d一二三四五六七八九十]{1,3}(?:个)?(?:部门|部委|单位|方面|环节|维度|阶段|层面|统筹|坚持|毫不|一批|字)"
    r"|一[带路体系些定样般直起致]|统一|唯一|进一步|万物|千兆|百姓|十分|万元户|一二三|三农|两会|两岸|三产|二产|一产|千家万户|千行百业|万众|百花"
    r"|[一二两三]位数|[一二两三四五六七八九十]度(?!电)|[三四](?:大|家)(?:基础)?(?:电信|运营商)(?:企业|运营商)?"
    r"|每\d+[辆家人台个户名元](?![^，。；、\d]{0,10}?就?有)(?=[^，。\d]{1,8}[中就带拉撬])|前(?:\d+|[三五十百]+)[强名位]|下一步|新一轮|新一代|一揽子|一系列|一大批|一批|一方面|一季度|一代|某一|(?<!分)之一|万亿级|(?<!突破)(?<!超过)[百千万]?亿(?:元)?级|[百千万]{1,8}(?:元|吨|千瓦|瓦)?级|(?<![\d零一二两三四五六七八九十百千万亿上数几破超过近达约逾.])[百千万]+元(?!级|以|左)"
    r"|(?:时速|车速|速度)(?:[达为超约过至最高]*)\d+(?:公里|千米)?(?:/小时|每小时)?|四通八达|七上八下|五湖四海|三位一体|两化|三品|双千兆|四链|三首|两重|两新(?!增)|十四五|十五五|十三五"
)
_JOINT = re.compile(r"(?:、和?|和|及|与|以及)(?:近|约|超)?\Z")
_ENUMERATED = frozenset("个项条类种大场次门组片张块步点件部只支期轮批")


def scan(text: str, units: Vocabulary, times: Sequence[Span]) -> tuple[Quantity, ...]:
    """The quantities of a Chinese sentence, in order."""
    mask = masked(text, _NO_QUANTITY, times)
    found: list[Quantity] = []
    for quantity in (*shares(text, mask), *_digits(text, units, mask), *_spelled(text, units, mask)):
        start, end = quantity.number_start, quantity.number_end
        if not any(mask[start:end]):
            mask[start : quantity.end] = b"\1" * (quantity.end - start)
            found.append(quantity)
    found.sort(key=lambda quantity: quantity.number_start)
    counts = (one for one in share_units(text, found, _JOINT) if one.kind or not _YEAR.match(text, one.start))
    return attach_conversions(text, tuple(counts))


_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.,万亿千百])")
"""A year that a name begins with: 2026世界机器人大会. What is counted has a word for its unit behind the number."""


def _power(scale: str | None) -> Decimal:
    power = Decimal(1)
    for char in scale or "":
        power *= Decimal(10) ** SCALES[char]
    return power


def _finished(text: str, units: Vocabulary, quantity: Quantity) -> Quantity:
    """The number with its unit and the words behind the unit (以上, 左右)."""
    hit = unit_at(text, units, quantity.end)
    done = with_unit(quantity, hit) if hit or not _is_money(text, quantity) else _in_yuan(quantity)
    tail = AFTER.match(text, done.end)
    if not tail or tail.group() == "多":
        return done
    if done.qualifier != "exact":
        return replace(done, end=tail.end())
    names = {"over": "over", "about": "about", "under": "under", "up_to": "up_to"}
    sign = next(names[name] for name, value in tail.groupdict().items() if value)
    return replace(done, end=tail.end(), qualifier=sign)  # type: ignore[arg-type]


_SUM = re.compile(
    r"(?:产值|营收|收入|销售额|交易额|零售额|成交额|贸易额|投资额?|市值|总额|余额|利润|税收|GDP|生产总值|增加值|进出口|产业|市场规模|经济规模|(?<!用户)(?<!装机)(?<!人口)(?<!网民)(?<!会员)规模)"
    r"(?:总量|总)?(?:已|将|首次|有望|预计|累计|一举|历史性|力争|再次|稳定在|达到?|为|至|到|升至|增至)*\Z"
)
_SUM_ENDS = re.compile(r"(?:大关|以上|左右|关口|级)?(?:[，。；、,;)]|$|的|产业|量级)")


def _is_money(text: str, quantity: Quantity) -> bool:
    """Whether a bare number of hundreds of millions is a sum in yuan: 产值突破千亿."""
    named = (
        quantity.value >= _BARE_SUM and text[quantity.number_end - 1] == "亿" and _SUM.search(text, 0, quantity.start)
    )
    return bool(named and _SUM_ENDS.match(text, quantity.end))


_BARE_SUM = 10**8


def _in_yuan(quantity: Quantity) -> Quantity:
    return replace(quantity, unit="yuan", kind="money")


def unit_at(text: str, units: Vocabulary, place: int) -> Hit | None:
    """The unit right behind a number; a space or a bracket may stand between (户(家))."""
    return units.at(text, place + 1 if text[place : place + 1] == " " else place)


def _digits(text: str, units: Vocabulary, mask: bytearray) -> Iterator[Quantity]:
    for match in unmasked(_NUMBER, text, mask):
        if match["b"] and _is_range(text, match):
            yield _range(text, units, match)
            continue
        yield _single(text, units, match)
        if match["b"] and (second := _NUMBER.match(text, match.start("b"))):
            yield _single(text, units, second)


def _is_range(text: str, match: re.Match[str]) -> bool:
    """4000至6000家 is one quantity; 从5%提高到8% and 由3到5 are two."""
    lead = text[max(0, match.start() - 12) : match.start()]
    low, high = _bounds(match)
    if low >= high or (match["unit1"] and not text.startswith(match["unit1"], match.end())):
        return False
    return not re.search(r"(?:从|由)[^，。；,]*\Z", lead)


def _single(text: str, units: Vocabulary, match: re.Match[str]) -> Quantity:
    end = next(match.end(name) for name in ("more2", "scale1", "more", "rate", "a") if match[name] is not None)
    power = _power(match["scale1"])
    more = bool(match["more"] or match["more2"])
    span, sign = qualified(text, (match.start(), end), BEFORE, _NOTHING)
    quantity = Quantity(
        start=span[0],
        end=end,
        number_start=match.start(),
        number_end=end,
        value=decimal(match["a"]) * power,
        step=last_digit(match["a"]) * power,
        qualifier="over" if more and sign == "exact" else sign,
    )
    if match["rate"]:
        return _finished(text, units, replace(quantity, unit="percent", kind="rate"))
    return _finished(text, units, quantity)


_NOTHING = re.compile(r"(?!)")


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Low and high; the scale at the end counts for both unless the first has its own."""
    low = _power(match["scale1"] or match["scale"])
    return decimal(match["a"]) * low, decimal(match["b"]) * _power(match["scale"])


def _range(text: str, units: Vocabulary, match: re.Match[str]) -> Quantity:
    low, high = _bounds(match)
    span, sign = qualified(text, match.span(), BEFORE, _NOTHING)
    quantity = Quantity(
        start=span[0],
        end=match.end(),
        number_start=match.start(),
        number_end=match.end(),
        value=low,
        value_max=high,
        step=last_digit(match["b"]) * _power(match["scale"]),
        qualifier=sign,
    )
    return _finished(text, units, quantity)


def _spelled(text: str, units: Vocabulary, mask: bytearray) -> Iterator[Quantity]:
    """Numerals in characters, where a unit follows and they are no figure of speech."""
    for match in _SPELLED.finditer(text):
        if any(mask[match.start() : match.end()]):
            continue
        hit = unit_at(text, units, match.end())
        span, sign = qualified(text, match.span(), BEFORE, _NOTHING)
        level = text[match.end() : match.end() + 1] == "级"
        scaled = (len(match["a"]) > 1 or level) and match["a"][-1] in "万亿" and sign != "exact"
        if not (hit or scaled) or (hit and hit.entry["kind"] in ("duration", "order")):
            continue
        if hit and sign == "exact" and match["a"] in SCALES and hit.entry["kind"] in ("money", "physical"):
            continue  # the base of a rate or a unit: 万元|GDP, 亿元|产值, 千米
        value = value_of(match["a"]) * _power(match["scale"])
        if value <= 10 and (value == 1 or text[match.end()] in _ENUMERATED):
            continue
        quantity = Quantity(
            start=span[0],
            end=match.end(),
            number_start=match.start(),
            number_end=match.end(),
            value=value,
            qualifier="over" if match["more"] and sign == "exact" else sign,
            spelled=True,
        )
        yield _finished(text, units, quantity)

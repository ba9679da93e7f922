"""The names of units in both languages: what stands behind a number."""

from collections.abc import Mapping
from types import MappingProxyType

from measures.lexicon import in_use
from measures.model import Language

UNITS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        # unit: (one, several, Chinese); English names bring the space before them
        "percent": ("%", "%", "%"),
        "percentage_point": (" percentage point", " percentage points", "个百分点"),
        "permille": ("‰", "‰", "‰"),
        "yuan": (" yuan", " yuan", "元"),
        "usd": (" US dollar", " US dollars", "美元"),
        "eur": (" euro", " euros", "欧元"),
        "jpy": (" yen", " yen", "日元"),
        "gbp": (" pound", " pounds", "英镑"),
        "hkd": (" Hong Kong dollar", " Hong Kong dollars", "港元"),
        "rmb": (" yuan", " yuan", "元"),
        "point": (" point", " points", "点"),
        "index": ("", "", ""),
        "times": (" times", " times", "倍"),
        "enterprise": (" enterprise", " enterprises", "家"),
        "institution": (" institution", " institutions", "家"),
        "bank": (" bank", " banks", "家"),
        "hospital": (" hospital", " hospitals", "家"),
        "school": (" school", " schools", "所"),
        "university": (" university", " universities", "所"),
        "factory": (" factory", " factories", "家"),
        "station": (" station", " stations", "个"),
        "household": (" household", " households", "户"),
        "entity": (" entity", " entities", "户"),
        "project": (" project", " projects", "个"),
        "programme": (" programme", " programmes", "个"),
        "cluster": (" cluster", " clusters", "个"),
        "park": (" park", " parks", "个"),
        "zone": (" zone", " zones", "个"),
        "platform": (" platform", " platforms", "个"),
        "center": (" centre", " centres", "个"),
        "laboratory": (" laboratory", " laboratories", "个"),
        "brand": (" brand", " brands", "个"),
        "product": (" product", " products", "项"),
        "city": (" city", " cities", "个"),
        "county": (" county", " counties", "个"),
        "village": (" village", " villages", "个"),
        "province": (" province", " provinces", "个"),
        "country": (" country", " countries", "个"),
        "industry": (" industry", " industries", "个"),
        "category": (" category", " categories", "类"),
        "policy": (" policy", " policies", "项"),
        "measure": (" measure", " measures", "项"),
        "standard": (" standard", " standards", "项"),
        "patent": (" patent", " patents", "件"),
        "loan": (" loan", " loans", "笔"),
        "order": (" order", " orders", "份"),
        "person": (" person", " people", "人"),
        "job": (" job", " jobs", "个"),
        "user": (" user", " users", "户"),
        "connection": (" connection", " connections", "个"),
        "terminal": (" terminal", " terminals", "个"),
        "device": (" device", " devices", "台"),
        "vehicle": (" vehicle", " vehicles", "辆"),
        "unit": (" unit", " units", "台"),
        "set": (" set", " sets", "套"),
        "ship": (" ship", " ships", "艘"),
        "aircraft": (" aircraft", " aircraft", "架"),
        "robot": (" robot", " robots", "台"),
        "trip": (" trip", " trips", "人次"),
        "passenger_trip": (" passenger trip", " passenger trips", "人次"),
        "item": (" item", " items", "项"),
        "case": (" case", " cases", "例"),
        "day": (" day", " days", "天"),
        "month": (" month", " months", "个月"),
        "year": (" year", " years", "年"),
        "hour": (" hour", " hours", "小时"),
        "tonne": (" tonne", " tonnes", "吨"),
        "kilogram": (" kg", " kg", "千克"),
        "gram": (" g", " g", "克"),
        "kilometre": (" km", " km", "公里"),
        "kilometer": (" km", " km", "公里"),
        "metre": (" m", " m", "米"),
        "square_metre": (" m²", " m²", "平方米"),
        "square_kilometre": (" km²", " km²", "平方公里"),
        "cubic_metre": (" m³", " m³", "立方米"),
        "mu": (" mu", " mu", "亩"),
        "hectare": (" hectare", " hectares", "公顷"),
        "kwh": (" kWh", " kWh", "千瓦时"),
        "watt": (" W", " W", "瓦"),
        "kilowatt": (" kW", " kW", "千瓦"),
        "flops": (" FLOPS", " FLOPS", "次浮点运算/秒"),
        "eflops": (" EFLOPS", " EFLOPS", " EFLOPS"),
        "byte": (" bytes", " bytes", "字节"),
        "gb": (" GB", " GB", "GB"),
        "bps": (" bit/s", " bit/s", "比特/秒"),
    }
)

MEASURING = frozenset(
    {"percent", "percentage_point", "permille", "yuan", "rmb", "usd", "eur", "jpy", "gbp", "hkd", "times"}
)
"""Units that say more than what is counted: a number without them would be another number."""


def unit_name(unit: str, language: Language, *, plural: bool = True) -> str:
    """Return what to write directly behind a number: in Chinese the counter, as the noun stands before the number."""
    one, several, chinese = UNITS.get(unit) or _from_lexicon(unit)
    if language == "zh":
        return chinese
    return several if plural else one


def _from_lexicon(unit: str) -> tuple[str, str, str]:
    """Return a unit's names from the lexicon of the readers; of one it does not know, its own words."""
    words, known = unit.replace("_", " "), in_use()
    if term := known.units.get(unit):
        english = "" if term["kind"] == "classifier" else term.label("en")
        return _spaced(english), _spaced(plural(english)), term.label("zh")
    noun = known.nouns.get(unit)
    return _spaced(words), _spaced(plural(words)), "个" if noun and noun.zh else _spaced(words)


def _spaced(words: str) -> str:
    return f" {words}" if words else ""


def plural(words: str) -> str:
    """Return an English noun phrase in the plural, as it is if one of its words seems to be (projects under way)."""
    if (
        any(word.endswith(("s", "people")) for word in words.split())
        or not words[-1:].isascii()
        or not words[-1:].isalpha()
    ):
        return words
    if words.endswith("y") and words[-2:-1] not in "aeiou":
        return f"{words[:-1]}ies"
    return words + ("es" if words.endswith(("x", "ch", "sh")) else "s")

"""What figures and bodies are called in the reader's language: in the lexicon's words, else in those of the page."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from alerts.units import plural, unit_name
from alerts.words import WORDS
from measures.bare import words_of
from measures.lexicon import Lexicon, Term, Vocabulary
from measures.model import Figure, Initiative, Language, Origin

_QUOTES = ("“”", "‘’", "「」", "『』", "《》")
_HAN = re.compile("[㐀-鿿]")
_WEBSITE = re.compile(r"(?<=.)(?:官方网站|官网|网站| website)\Z")

DONE: dict[str, tuple[str, str]] = {
    "total": ("", ""),
    "added": ("newly added", "新增数"),
    "supported": ("supported", "获支持数"),
    "selected": ("selected", "入选数"),
}
"""Aspects of a count that stand behind its noun: 500 firms supported."""

ROLES: dict[str, tuple[str, str]] = {
    **DONE,
    "growth_annual_avg": ("average annual growth", "年均增长"),
    "growth_2y_avg": ("two-year average growth", "两年平均增长"),
    "growth_mom": ("growth month on month", "环比增长"),
    "growth_gap": ("lead in growth", "增速差"),
    "growth": ("growth", "增长"),
    "share": ("share", "占比"),
    "coverage": ("coverage", "覆盖面"),
    "multiple": ("multiple", "倍数"),
    "change": ("change", "变化"),
    "decline_narrowing": ("decline narrowed by", "降幅收窄"),
    "amount": ("amount", "金额"),
}
"""Aspects that are no metric, or what is told of one: revenue_growth."""


def thing(figure: Figure, title: str, language: Language, lexicon: Lexicon) -> str:
    """Return the words for what a figure is about; `title` is what its measure is called."""
    term = lexicon.subjects.get(figure.subject)
    written = closed(figure.label or title) or figure.subject.replace("_", " ")
    if speaks(written, language):
        return written
    if term is None:
        return words_of(figure.subject, language, lexicon) or _plain(written, language, lexicon) or written
    return _label(term, language) or written


def closed(text: str) -> str:
    """Return words of a page without quotation marks that were cut off from the other half."""
    halves = "".join(pair for pair in _QUOTES if text.count(pair[0]) != text.count(pair[1]))
    return text.translate(dict.fromkeys(map(ord, halves + ('"' if text.count('"') % 2 else ""))))


def _plain(written: str, language: Language, lexicon: Lexicon) -> str:
    """Return a plain noun (industries, 行业) in this language; "" if it is none."""
    hit = next((hit for hit in lexicon.nouns.find(written) if hit.end - hit.start == len(written)), None)
    if hit is None or not (hit.entry.zh if language == "zh" else hit.entry.en):
        return ""
    return hit.entry.label(language) if language == "zh" else plural(hit.entry.label(language))


def speaks(text: str, language: Language) -> bool:
    """Tell whether a text is in this language, as far as its script says."""
    return bool(_HAN.search(text)) == (language == "zh")


def aspect(figure: Figure, language: Language, lexicon: Lexicon) -> str:
    """Return the words for the side of it that is measured: operating revenue growth, 增加值增长; "" for a total."""
    chinese = language == "zh"
    if metric := lexicon.metrics.get(figure.aspect):
        return _label(metric, language)
    for role, words in ROLES.items():
        if figure.aspect == role:
            return words[chinese]
        if figure.aspect.endswith(f"_{role}"):
            metric = lexicon.metrics.get(figure.aspect.removesuffix(f"_{role}"))
            measured = _label(metric, language) if metric else figure.aspect.removesuffix(f"_{role}").replace("_", " ")
            before = (metric and metric["before_en"]) or measured
            return f"{measured}{words[1]}" if chinese else f"{before} {words[0]}"
    return figure.aspect.replace("_", " ")


def scope(figure: Figure, language: Language, lexicon: Lexicon) -> str:
    """Return the words for its limits: central government funds, 省级; "" without any."""
    term = lexicon.scopes.get(figure.scope)
    if term or not figure.scope:
        return _label(term, language) if term else ""
    if subject := lexicon.subjects.get(figure.scope):
        return _label(subject, language)
    parts = [_part(part, language, lexicon.scopes) for part in figure.scope.split("_")]
    return ("" if language == "zh" else " ").join(parts)


def _part(id: str, language: Language, vocabulary: Vocabulary) -> str:
    term = vocabulary.get(id)
    return _label(term, language) if term else id


@dataclass(frozen=True, slots=True)
class Named:
    """What a figure is about, the side of it that is measured, and its limits; "" where there is none to be said."""

    called: str
    side: str
    limits: str


def named(figure: Figure, title: str, language: Language, lexicon: Lexicon) -> Named:
    """Return the words for what a figure counts; no word of it twice."""
    called = thing(figure, title, language, lexicon)
    side, limits = (_unsaid(called, words(figure, language, lexicon)) for words in (aspect, scope))
    return Named(called, side, limits)


def name(figure: Figure, title: str, language: Language, lexicon: Lexicon) -> str:
    """What a figure counts, without its value: industrial SMEs, revenue growth (Hunan); 湖南省工业中小企业营收增速."""
    words = named(figure, title, language, lexicon)
    if language == "zh":
        return f"{words.limits}{words.called}{words.side}"
    return ", ".join(filter(None, (words.called, words.side))) + (f" ({words.limits})" if words.limits else "")


def _unsaid(called: str, words: str) -> str:
    return "" if words.casefold() in called.casefold() else words


def counted(figure: Figure, called: str, lexicon: Lexicon) -> str:
    """Return the noun for the things counted, as it stands behind a number; "" where the number is of another kind.

    The noun is the figure's name if that names what the unit counts: 14,600 little giants, but not 500 robots where
    500 firms that make robots are meant.
    """
    measuring = lexicon.units.get(figure.unit)
    if figure.aspect not in DONE or figure.value_max is not None or (measuring and measuring["kind"] != "classifier"):
        return ""
    one, several = (unit_name(figure.unit, "en", plural=many).strip() for many in (False, True))
    term = lexicon.subjects.get(figure.subject)
    if called.casefold().split()[-1:] not in ([one], [several]) and (term is None or term["unit"] != figure.unit):
        return ""
    return called if abs(figure.value) == 1 else plural(called)


def body(name: str, language: Language, lexicon: Lexicon) -> str:
    """Return a body's name in this language, where the lexicon has it."""
    if speaks(name, language):
        return name
    terms = lexicon.agencies.values()
    term = next((term for term in terms if name in (term["name"], term.label("en"), *term.zh)), None)
    if term is None:
        return name
    return term.label("zh").removeprefix("中华人民共和国") if language == "zh" else term["name"] or term.label("en")


def publisher(name: str, language: Language, lexicon: Lexicon) -> str:
    """Return who publishes a page, each body of several in this language, where the lexicon has it."""
    if speaks(name, language):
        return name
    several = name.split() if language == "en" else [name]
    return WORDS[language]["list"].join(_publisher(one, language, lexicon) for one in several)


def published_by(origin: Origin, language: Language, lexicon: Lexicon) -> str:
    """Return who publishes a document: the page's word for it, else the host of its address; "" without either."""
    host = urlsplit(origin.url).hostname or ""
    return publisher(origin.publisher, language, lexicon) if origin.publisher else host.removeprefix("www.")


def _publisher(name: str, language: Language, lexicon: Lexicon) -> str:
    if _WEBSITE.search(name):
        return WORDS[language]["website"].format(_publisher(_WEBSITE.sub("", name), language, lexicon))
    known = body(name, language, lexicon)
    if known != name:
        return known
    terms = lexicon.publishers.values()
    term = next((term for term in terms if name in (*term.en, *term.zh, *term.mt)), None)
    return _label(term, language) if term else name


def about(act: Initiative, language: Language, lexicon: Lexicon) -> tuple[str, ...]:
    """Return what an initiative is about: its objects, as the lexicon calls them in this language."""
    terms = (lexicon.topics[id] for id in lexicon.topics if id in act.concepts)
    names = (term.label(language) for term in terms if (term.zh if language == "zh" else term.en))
    return tuple(name for name in names if speaks(name, language))


def _label(term: Term, language: Language) -> str:
    return term.label(language) if (term.zh if language == "zh" else term.en) else term.id.replace("_", " ")

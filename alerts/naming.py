"""What figures and bodies are called in the reader's language."""

import re

from alerts.units import MEASURING, unit_name
from measures.lexicon import Lexicon, Vocabulary, built_in
from measures.model import Figure, Language

_HAN = re.compile("[㐀-鿿]")


def name(figure: Figure, title: str, language: Language, lexicon: Lexicon | None = None) -> str:
    """Return the figure's label if it is in this language, else the lexicon's words for it, else what there is.

    `title` is what the measure is called.
    """
    written = figure.label or title or figure.subject.replace("_", " ")
    if language == ("zh" if _HAN.search(written) else "en"):
        return written
    return _translated(figure, language, lexicon or built_in()) or written


def counts_itself(figure: Figure, called: str, lexicon: Lexicon | None = None) -> bool:
    """Tell whether the name is that of the things counted, so that both are said as one: 14,600 little giants."""
    if figure.aspect != "total" or figure.value_max is not None or figure.unit in MEASURING:
        return False
    counted = {unit_name(figure.unit, "en", plural=plural).strip() for plural in (True, False)}
    term = (lexicon or built_in()).subjects.get(figure.subject)
    return called.casefold().split()[-1:] in [[word] for word in counted] or (
        term is not None and term["unit"] == figure.unit and called.endswith("s")
    )


def body(name: str, language: Language, lexicon: Lexicon | None = None) -> str:
    """Return a body's name in this language, where the lexicon has it."""
    if language == ("zh" if _HAN.search(name) else "en"):
        return name
    terms = (lexicon or built_in()).agencies.values()
    term = next((term for term in terms if name in (term["name"], term.label("en"), *term.zh)), None)
    if term is None:
        return name
    return term.label("zh").removeprefix("中华人民共和国") if language == "zh" else term["name"] or term.label("en")


def _translated(figure: Figure, language: Language, lexicon: Lexicon) -> str:
    """Return subject, aspect and scope in the lexicon's words; "" if it does not know one of them."""
    scope = _word(figure.scope, lexicon.scopes, language)
    subject = _word(figure.subject, lexicon.subjects, language)
    aspect = "" if figure.aspect == "total" else _word(figure.aspect, lexicon.metrics, language)
    if subject is None or aspect is None or scope is None:
        return ""
    if language == "zh":
        return f"{scope}{subject}{aspect}"
    return ", ".join(part for part in (subject, aspect, scope) if part)


def _word(id: str, vocabulary: Vocabulary, language: Language) -> str | None:
    if not id:
        return ""
    term = vocabulary.get(id)
    return term.label(language) if term and (term.zh if language == "zh" else term.en) else None

"""What a figure is called in the reader's language."""

import re

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

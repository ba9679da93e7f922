"""The vocabulary as data: subjects, metrics, scopes, units, agencies, acts and topics in both languages.

A file holds one table an entry: lists of names `en`, `zh` and `mt` (as machines translate it), and attributes:

    [little_giant_enterprise]
    en = ["little giant enterprise", "little giant firm"]
    zh = ["专精特新小巨人企业", "小巨人企业"]
    label_en = "little giant enterprises"
    unit = "enterprise"

English names match whole words in any case, singular or plural, with or without quotes and hyphens; Chinese names match
anywhere. The longest name wins.
"""

from measures.lexicon.files import KINDS, Lexicon, built_in, in_use, lexicon, load, remembered, use
from measures.lexicon.search import Vocabulary, stem
from measures.lexicon.terms import Hit, LexiconError, Term, Value

__all__ = [
    "KINDS",
    "Hit",
    "Lexicon",
    "LexiconError",
    "Term",
    "Value",
    "Vocabulary",
    "built_in",
    "in_use",
    "lexicon",
    "load",
    "remembered",
    "stem",
    "use",
]

"""An entry of the vocabulary, a place where it is named, and what is wrong with a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | bool | int | float | tuple[str, ...]
NAMES = ("en", "zh", "mt")


class LexiconError(ValueError):
    """A vocabulary file is wrong; the message names the file, the entry and the field."""

    def __init__(self, file: str, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {f'[{entry}] ' if entry else ''}{problem}")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: its names and what is known of it, the file it stands in, and whether that comes with the product."""

    id: str
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    mt: tuple[str, ...] = ()
    attributes: Mapping[str, Value] = field(default_factory=dict)
    file: str = ""
    builtin: bool = False

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names by kind, in the order of `NAMES`."""
        return self.en, self.zh, self.mt

    def __getitem__(self, attribute: str) -> str:
        """An attribute as text; empty if it is not set."""
        value = self.attributes.get(attribute, "")
        return value if isinstance(value, str) else str(value)

    def flag(self, attribute: str) -> bool:
        """Whether a yes/no attribute is set."""
        return bool(self.attributes.get(attribute, False))

    def words(self, attribute: str) -> tuple[str, ...]:
        """A list attribute; empty if it is not set."""
        value = self.attributes.get(attribute, ())
        return value if isinstance(value, tuple) else (str(value),)

    def label(self, language: str) -> str:
        """What a reader sees: the label, else the first name, else the id in words."""
        names = self.zh if language == "zh" else self.en
        return self[f"label_{language}"] or (names[0] if names else self.id.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a text: `text[start:end]`."""

    id: str
    start: int
    end: int
    entry: Term

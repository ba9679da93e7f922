"""The one line that says what is in a message, and its shortest form."""

from decimal import Decimal

from alerts.escape import inert, shown
from alerts.numbers import number
from alerts.story import Story
from alerts.telling import Telling
from alerts.times import day
from alerts.words import WORDS, counted

LONGEST, SHORT = 160, 160
"""Characters of a title, and of a text message with its link."""
_LEAST = 60
_COUNTS = (
    "corrected", "conflicting", "revised.figure", "new.figure", "revised.initiative", "new.initiative",
)  # fmt: skip


def title_of(told: Story, telling: Telling) -> str:
    """Say what is in a message: of one event its first news, of a digest how much of what there is."""
    said = _digest(told, telling) if telling.form == "digest" else _first(told)
    return said + _part(told, telling)


def _first(told: Story) -> str:
    words, first = WORDS[told.language], told.items[0]
    headline = shown(words["title"].format(first.label, first.brief), LONGEST)
    several = sum(told.counts.values())
    if several == 1:
        return headline
    return words["more"].format(headline, several - 1 if told.language == "en" else several)


def _digest(told: Story, telling: Telling) -> str:
    words, language = WORDS[told.language], told.language
    counts = [
        counted(key, told.counts[key], number(Decimal(told.counts[key]), language), language)
        for key in _COUNTS
        if told.counts.get(key)
    ]
    head = (telling.team, words[f"digest.{telling.pace}"], day(telling.day, language) if telling.day else "")
    gap = ", " if language == "en" else " "
    named = shown(gap.join(part for part in head if part), LONGEST)
    return words["title"].format(named[:1].upper() + named[1:], words["list"].join(counts))


def _part(told: Story, telling: Telling) -> str:
    return WORDS[told.language]["of_parts"].format(telling.part, telling.parts) if telling.parts > 1 else ""


def look(told: Story, telling: Telling) -> str:
    """Return the command that shows all of a message; of one change without a number, its measure."""
    return f"gongbao alert show {telling.number}" if telling.number else told.items[0].command


def brief(said: str, url: str, command: str) -> tuple[str, str]:
    """Return a title cut so that it is a text message with what stands behind it: the link, or where that leaves no
    room for words, the command."""
    end = url if url and SHORT - len(url) > _LEAST else command
    room = SHORT - len(end) - 1
    return inert(shown(said, room))[:room], end

"""A made-up world to grow a store with: measures by number, and what the documents of each day say of them.

All hangs on the seed and the number of a measure, so a world is the same however far it is filled. Time passes as it
grows, for sites publish as much in one year as in the next; words, subjects and scopes are as many from the first day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import NamedTuple

from measures.lexicon import in_use
from measures.model import Document, Figure, Initiative, Origin, Period, Statement, Status

PER_DAY, DOCUMENTS = 240, 12
"""New measures a day, and the documents that tell them."""
BUSY, MUCH = 50, 36
"""One day of so many has so many documents that all tell the same news: a press conference that everybody prints."""
FIRST = date(2000, 1, 3)
SUBJECTS, ASPECTS = 6000, ("total", "growth", "share", "added", "output")
HOT, LENGTH = 2500, 240
"""One figure of so many is told again every few days, so many times in all."""
SENTENCE = 80
TEXT = "A sentence tells what was done, and is as long as a sentence of the news is, or longer. " * 60


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement, and the document of a day that makes it."""

    statement: Statement
    day: int
    slot: int

    @property
    def origin(self) -> Origin:
        """Where it stands."""
        return document(self.day, self.slot)[1]


@lru_cache(1000)
def document(day: int, slot: int) -> tuple[Document, Origin]:
    """A document of a day: even ones are English, odd ones Chinese."""
    when = FIRST + timedelta(days=day)
    identity = f"https://www.site{slot}.example/{when:%Y/%m}/{day}-{slot}.html"
    place = Origin(
        document=identity,
        url=identity,
        title=f"Report {slot} of {when}",
        source="bench",
        publisher=f"Site {slot}",
        language="zh" if slot % 2 else "en",
        published=when,
        event_date=when,
    )
    said = Document(
        identity=identity,
        url=identity,
        title=place.title,
        text=f"{TEXT} {identity}",
        paragraphs=(),
        language=place.language,
        published=when,
        event_date=when,
        publisher=place.publisher,
    )
    return said, place


class Words(NamedTuple):
    """What names are made of: ids of the vocabulary, and words that it has not, in each language."""

    names: tuple[str, ...]
    scopes: tuple[str, ...]
    en: tuple[str, ...]
    zh: tuple[str, ...]


@lru_cache(1)
def words() -> Words:
    """Words as many as the news has: those of the vocabulary's names, and of two halves of them."""
    known = in_use()
    entries = (*known.subjects.values(), *known.topics.values())
    en = sorted({word for term in entries for name in term.en for word in re.findall("[a-z]{5,}", name.lower())})
    zh = sorted(
        {name[:2] + name[-2:] for term in entries for name in term.zh if re.fullmatch("[\u4e00-\u9fff]{4,}", name)}
    )
    mixed = Random("words").sample(en, len(en))
    made = {one[:3] + other[-3:] for shift in (0, 7, 31) for one, other in zip(en, mixed[shift:], strict=False)}
    return Words((*known.subjects, *known.topics), ("", *known.scopes), (*en, *sorted(made)), tuple(zh))


def tellings(seed: int, number: int) -> Iterator[Telling]:
    """What is said of a measure, in the order of days: figures and initiatives by turns of three and two."""
    chance = Random(f"{seed} {number}")
    day = number // PER_DAY
    slots = _slots(chance, number, day)
    if number % 5 > 2:
        said: Initiative = _initiative(chance)
        yield from (Telling(_told(said, chance, slot), day, slot) for slot in slots)
        return
    figure = _figure(chance, number, day)
    yield from (Telling(_at(figure, slot), day, slot) for slot in slots)
    again = LENGTH if number % HOT == 0 else chance.randrange(2, 10) if chance.random() < 0.08 else 0
    for _ in range(1, again):
        day += 5 if again == LENGTH else 31
        figure = later(figure, chance, day)
        yield Telling(_at(figure, slots[0]), day, slots[0])


def _slots(chance: Random, number: int, day: int) -> list[int]:
    """The documents of the first day that tell a measure: one or a few, and on a busy day nearly all."""
    if day % BUSY == 1 and number % 8 == 0:
        return chance.sample(range(MUCH), MUCH - 4)
    return chance.sample(range(DOCUMENTS), chance.choice((1, 1, 1, 1, 2, 3)))


# --- figures ------------------------------------------------------------------------------------------------------


@lru_cache(SUBJECTS)
def _subject(number: int) -> str:
    known = tuple(in_use().subjects)
    return known[number] if number < len(known) else "_".join(Random(f"subject {number}").sample(words().en, 3))


def _figure(chance: Random, number: int, day: int) -> Figure:
    scopes = words().scopes
    place, scope = divmod(number * 99_991 % (SUBJECTS * len(ASPECTS) * len(scopes)), len(scopes))
    subject, kind = divmod(place, len(ASPECTS))
    ratio, target = ASPECTS[kind] in ("growth", "share"), chance.random() < 0.15
    digits = chance.choice((1, 2, 2, 3, 3, 4, 4, 5))
    value = Decimal(chance.randrange(10 ** (digits - 1), 10**digits)) * 10 ** chance.choice((0, 0, 0, 1, 2))
    start = chance.randrange(50) * SENTENCE
    return Figure(
        quote=f"{value}",
        start=start + 10,
        end=start + 16,
        sentence_start=start,
        sentence_end=start + SENTENCE,
        value=value % 900 / 10 + 1 if ratio else value,
        unit="percent" if ratio else ("enterprise", "yuan", "item", "ton", "factory")[subject % 5],
        subject=_subject(subject),
        aspect=ASPECTS[kind],
        scope=scopes[scope],
        modality="target" if target else "stated",
        as_of=None if target else _day(day),
        by=_day((day // 365 + 3) * 365) if target else None,
        context=frozenset(
            (*chance.sample(words().names, 2), *chance.sample(words().en, 5), f"#{chance.randrange(9000)}")
        ),
    )


def _day(day: int) -> Period:
    when = FIRST + timedelta(days=day)
    return Period(when, when)


def later(figure: Figure, chance: Random, day: int) -> Figure:
    """The next value of a series."""
    value = (figure.value * chance.randrange(980, 1022) / 1000).quantize(Decimal("0.1")) + Decimal("0.1")
    return replace(figure, value=value, quote=f"{value}", modality="stated", as_of=_day(day), by=None)


def _at(figure: Figure, slot: int) -> Figure:
    """The figure as a document says it, in its language."""
    return replace(figure, label="数" if slot % 2 else figure.subject.replace("_", " "), step=Decimal(1))


# --- initiatives --------------------------------------------------------------------------------------------------


def _initiative(chance: Random) -> Initiative:
    """A programme with names of the vocabulary, the first ones more often, and words of its own."""
    names = {words().names[int(len(words().names) * chance.random() ** 1.5)] for _ in range(3)}
    start = chance.randrange(50) * SENTENCE
    statuses: tuple[Status, ...] = ("planned", "launched", "ongoing", "completed")
    return Initiative(
        quote="",
        start=start,
        end=start + 60,
        sentence_start=start,
        sentence_end=start + SENTENCE,
        title="",
        concepts=frozenset(names),
        actors=("miit",),
        status=chance.choice(statuses),
        topic=min(names),
        timeframe="",
    )


def _told(said: Initiative, chance: Random, slot: int) -> Initiative:
    """The initiative as a document says it: its names, and words in the document's language."""
    own = Random("".join(sorted(said.concepts)) + str(slot % 2)).sample(words().zh if slot % 2 else words().en, 4)
    title = ("" if slot % 2 else " ").join(own)
    return replace(said, concepts=said.concepts | set(own), quote=title, title=title)

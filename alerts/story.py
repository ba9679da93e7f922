"""What an alert tells: changes put into words, in the order that matters to a reader. No format yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from alerts.channel import Reading
from alerts.naming import aspect, body, counted, scope, thing
from alerts.numbers import amount, brief, day, difference, number, period, qualifier, quantity, when
from alerts.words import WORDS
from measures.lexicon import Lexicon
from measures.model import Change, Figure, Initiative, Language, Origin, Point
from measures.text import unmarked

_WEIGHT = {"corrected": 0, "conflicting": 1, "revised": 2, "new": 3}
_STAGE = {"launched": 0, "planned": 1, "completed": 2, "ongoing": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change in words: the news, what it was before (`moved`), both in one line, and remarks to it (`facts`)."""

    change: Change
    label: str
    news: str
    moved: str
    headline: str
    facts: tuple[str, ...]
    quote: str
    speaker: str
    before: str = ""
    also: tuple[Origin, ...] = ()
    core: tuple[str, ...] = ()
    """The words of the quote that say it; those of the items before it that stand in the same sentence, too."""


@dataclass(frozen=True, slots=True)
class Part:
    """The items of one document."""

    origin: Origin
    facts: tuple[str, ...]
    items: tuple[Item, ...]


def story(changes: Iterable[Change], language: Reading, lexicon: Lexicon) -> tuple[Language, tuple[Part, ...]]:
    """Return the language of the alert and its parts, a document each, the most important first.

    Raises ValueError without changes.
    """
    ordered = sorted(changes, key=importance)
    if not ordered:
        raise ValueError("an alert needs at least one change")
    spoken: Language = ordered[0].origin.language if language == "source" else language
    order = {change.origin.document: rank for rank, change in reversed(list(enumerate(ordered)))}
    ordered.sort(key=lambda change: order[change.origin.document])
    parts = groupby(ordered, key=lambda change: change.origin.document)
    return spoken, tuple(_part(tuple(part), spoken, lexicon) for _, part in parts)


def importance(change: Change) -> tuple[int, int, int, int]:
    """What readers were told wrongly comes first, then what moved, then what is new; figures before initiatives."""
    statement = change.statement
    stage = _STAGE[statement.status] if isinstance(statement, Initiative) else -1
    return _WEIGHT.get(change.kind, 9), stage, statement.start, change.id


def _part(changes: Sequence[Change], language: Language, lexicon: Lexicon) -> Part:
    origin = changes[0].origin
    items = [item(change, language, lexicon) for change in changes]
    return Part(origin, origin_facts(origin, language), tuple(_quoted_once(items)))


def _quoted_once(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the items, of neighbours in one sentence only the last with its quote."""
    core: tuple[str, ...] = ()
    for now, after in zip_longest(items, items[1:]):
        core += now.core
        if after and (after.quote, after.speaker) == (now.quote, now.speaker):
            yield replace(now, quote="")
        else:
            yield replace(now, core=core)
            core = ()


def origin_facts(origin: Origin, language: Language) -> tuple[str, ...]:
    """Return who published a document and when, and the day of its event where that is another."""
    words = WORDS[language]
    facts = [origin.publisher or origin.source]
    if origin.event_date and origin.event_date != origin.published:
        facts.append(words["event"].format(day(origin.event_date, language)))
    if origin.published:
        facts.append(words["published"].format(day(origin.published, language)))
    return tuple(fact for fact in facts if fact)


def item(change: Change, language: Language, lexicon: Lexicon) -> Item:
    """Put one change into words."""
    statement = change.statement
    if isinstance(statement, Figure):
        kind, news = "figure", _figure_line(statement, change, language, lexicon)
        moved = _comparison(change, statement, language)
        facts = _figure_facts(statement, language) + _perhaps(change, language)
    else:
        kind, news, moved = "initiative", _act_line(statement, change), ""
        facts = _act_facts(change, statement, language, lexicon) + _perhaps(change, language)
    return Item(
        change=change,
        label=WORDS[language].get(f"{change.kind}.{kind}", change.kind),
        news=news,
        moved=moved,
        headline=news + (WORDS[language]["bracket"].format(moved) if moved else ""),
        facts=facts,
        quote=unmarked(change.sentence or statement.quote),
        speaker=statement.speaker or "",
        before=_before(change.before),
        also=change.also,
        core=(unmarked(statement.quote),),
    )


def _perhaps(change: Change, language: Language) -> tuple[str, ...]:
    return (WORDS[language]["perhaps"].format(change.perhaps),) if change.perhaps else ()


def _before(point: Point | None) -> str:
    return unmarked(point.statement.quote) if point else ""


def _act_line(act: Initiative, change: Change) -> str:
    return change.title if change.named or not act.title else act.title


def _figure_line(figure: Figure, change: Change, language: Language, lexicon: Lexicon) -> str:
    """14,600 little giant enterprises (Hunan); else Industrial SMEs, revenue growth: 7.6%."""
    colon = ": " if language == "en" else "："
    if change.named:
        return f"{change.title}{colon}{quantity(figure, language)}"
    called = thing(figure, change.title, language, lexicon)
    limits, side = _unsaid(called, scope(figure, language, lexicon)), _unsaid(called, aspect(figure, language, lexicon))
    noun = counted(figure, called, lexicon) if language == "en" else ""
    if noun:
        told = " ".join(part for part in (number(figure.value, language), noun, side) if part)
        return _begun(f"{qualifier(figure, language)}{told}{f' ({limits})' if limits else ''}")
    return _begun(f"{name(figure, change.title, language, lexicon)}{colon}{quantity(figure, language)}")


def name(figure: Figure, title: str, language: Language, lexicon: Lexicon) -> str:
    """What a figure counts, without its value: industrial SMEs, revenue growth (Hunan); 湖南省工业中小企业营收增速."""
    called = thing(figure, title, language, lexicon)
    limits, side = _unsaid(called, scope(figure, language, lexicon)), _unsaid(called, aspect(figure, language, lexicon))
    if language == "zh":
        return f"{limits}{called}{side}"
    return ", ".join(part for part in (called, side) if part) + (f" ({limits})" if limits else "")


def _unsaid(called: str, words: str) -> str:
    return "" if words.casefold() in called.casefold() else words


def _begun(line: str) -> str:
    return line[:1].upper() + line[1:]


def _comparison(change: Change, figure: Figure, language: Language) -> str:
    before = change.before.statement if change.before else None
    if not isinstance(before, Figure):
        return ""
    words = WORDS[language]
    word = words["elsewhere" if change.kind == "conflicting" else "was"]
    was = quantity(before, language)
    if before.value_max is None and before.unit == figure.unit:
        was = qualifier(before, language) + brief(before.value, before.unit, language)
    moved = "" if change.kind == "conflicting" else difference(before, figure, language)
    return words["comma"].join(part for part in (word.format(was), moved) if part)


def _figure_facts(figure: Figure, language: Language) -> tuple[str, ...]:
    words = WORDS[language]
    facts = [words[f"modality.{figure.modality}"]] if figure.modality != "stated" else []
    if figure.by:
        facts.append(words["by"].format(period(figure.by, language)))
    elif figure.as_of and figure.as_of.stated:
        facts.append(when(figure.as_of, language))
    facts += [amount(value, unit, language) for value, unit in figure.conversions]
    return tuple(facts)


def _act_facts(change: Change, act: Initiative, language: Language, lexicon: Lexicon) -> tuple[str, ...]:
    words = WORDS[language]
    facts = [words[act.status] + _earlier_status(change, act, language)]
    if act.batch is not None:
        facts.append(words["batch"].format(act.batch))
    if act.actors:
        facts.append(
            words["by_agency"].format(words["list"].join(body(actor, language, lexicon) for actor in act.actors))
        )
    if act.by and act.by.stated:
        facts.append(words["by"].format(period(act.by, language)))
    elif act.timeframe:
        facts.append(act.timeframe)
    return tuple(facts)


def _earlier_status(change: Change, act: Initiative, language: Language) -> str:
    before = change.before.statement if change.before else None
    if not isinstance(before, Initiative) or before.status == act.status:
        return ""
    words = WORDS[language]
    return words["bracket"].format(words["was"].format(words[before.status]))

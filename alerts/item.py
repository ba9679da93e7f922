"""One change in words, in the language of its readers. No format yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from alerts.comparison import relation, said_by, told_on, wording
from alerts.headline import news
from alerts.naming import about, body, published_by, speaks
from alerts.numbers import amount
from alerts.series import Bar, bars, line
from alerts.telling import Telling
from alerts.times import day, period, when
from alerts.words import WORDS
from measures.lexicon import Lexicon, in_use
from measures.model import Change, Figure, Initiative, Language, Origin
from measures.text import unmarked

_OF_INITIATIVES = frozenset({"new", "corrected", "elsewhere"})
_SAYS_TARGET = ("new", "target")
"""How what was before stands to a target, where the label says already that it is one."""
_DIGITS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Cited:
    """A document: its title, who published it and when, and its address."""

    title: str
    facts: tuple[str, ...]
    url: str
    language: Language

    @property
    def line(self) -> str:
        """Title, publisher and days on one line."""
        return " · ".join((self.title, *self.facts))


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before: a word for it with who published it, the sentence, and the page's address."""

    lead: str
    quote: str
    url: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change in words: the news, what it was (`compared`, in brackets `moved`), and remarks to it (`facts`).

    `core` are the words of the sentence that say it; `others` counts who said it beside `also`; `page` is the measure's
    address, or "", and `command` shows it.
    """

    change: Change
    label: str
    news: str
    compared: str
    moved: str
    brief: str
    facts: tuple[str, ...]
    quote: str
    who: str
    core: str
    before: Before | None
    also: tuple[Cited, ...]
    others: str
    bars: tuple[Bar, ...]
    series: str
    page: str
    run: str
    command: str

    @property
    def headline(self) -> str:
        """The news with what it was."""
        return self.news + self.moved


MOST_ALSO = 3
"""So many others who say the same are named; the rest is counted."""


def item(change: Change, telling: Telling, language: Language) -> Item:
    """Put one change into words."""
    lexicon, words = telling.lexicon or in_use(), WORDS[language]
    told, compared = news(change, language, lexicon), wording(change, language, lexicon)
    full, brief = (f(language) for f in (compared.full, compared.brief))
    moved = change.before is not None and relation(change) != "elsewhere"
    series = bars(change, telling.series.get(change.measure, ()), language) if moved else ()
    also = _also(change, language, lexicon)
    return Item(
        change=change,
        label=_label(change, language),
        news=told,
        compared=full,
        moved=words["bracket"].format(full) if full else "",
        brief=told + (words["bracket"].format(brief) if brief else ""),
        facts=tuple(_facts(change, language, lexicon)),
        quote=unmarked(change.sentence or change.statement.quote),
        who=_who(change, language),
        core=unmarked(change.statement.quote),
        before=_before(change, language, lexicon),
        also=also[:MOST_ALSO],
        others=words["and_others"].format(len(also) - MOST_ALSO) if len(also) > MOST_ALSO else "",
        bars=series,
        series=line(series, language),
        page=telling.links.measure.replace("{measure}", change.measure),
        run=telling.links.run.replace("{run}", change.run) if change.run else "",
        command=f"gongbao show {change.measure}",
    )


def cited(origin: Origin, language: Language, lexicon: Lexicon) -> Cited:
    """Return a document with who published it and when, and the day of its event where that is another."""
    words = WORDS[language]
    facts = [published_by(origin, language, lexicon)]
    if origin.event_date and origin.event_date != origin.published:
        facts.append(words["event"].format(day(origin.event_date, language)))
    if origin.published:
        facts.append(words["published"].format(day(origin.published, language)))
    return Cited(origin.title or origin.url, tuple(filter(None, facts)), origin.url, origin.language)


def _also(change: Change, language: Language, lexicon: Lexicon) -> tuple[Cited, ...]:
    """Return who else says it; a page that is there twice (for screens and for telephones) once."""
    said = (cited(origin, language, lexicon) for origin in change.also)
    return tuple({one.line: one for one in reversed(tuple(said))}.values())[::-1]


def _label(change: Change, language: Language) -> str:
    said, how = change.statement, relation(change)
    if isinstance(said, Initiative):
        return WORDS[language][f"{how if how in _OF_INITIATIVES else 'was'}.initiative"]
    return WORDS[language]["new.target" if how == "new" and said.modality == "target" else f"{how}.figure"]


def _who(change: Change, language: Language) -> str:
    """Return the speaker with the post, in the order of the language the page gives it in."""
    name, post = change.statement.speaker or "", change.post
    if not name or not post:
        return name
    own = language == "zh" and speaks(post, "zh")
    return WORDS[language]["who.own" if own else "who"].format(name, post)


def _before(change: Change, language: Language, lexicon: Lexicon) -> Before | None:
    point = change.before
    if point is None:
        return None
    quote = unmarked(change.before_sentence or point.statement.quote)
    words, by = WORDS[language], said_by(point.origin, language, lexicon)
    word = words["other" if relation(change) == "elsewhere" else "before"]
    lead = words["with_origin"].format(word, by) if by else word
    return Before(lead, quote, point.origin.url, point.origin.language)


def _facts(change: Change, language: Language, lexicon: Lexicon) -> Iterator[str]:
    statement = change.statement
    if isinstance(statement, Figure):
        yield from _figure_facts(change, statement, language)
    else:
        yield from _act_facts(change, statement, language, lexicon)
    if change.taken_back:
        yield WORDS[language]["taken_back"]
    if change.perhaps:
        other = change.perhaps_title or change.perhaps
        yield WORDS[language]["perhaps"].format(other, f"gongbao show {change.perhaps}")


def _figure_facts(change: Change, figure: Figure, language: Language) -> Iterator[str]:
    words = WORDS[language]
    if figure.modality == "planned" or (figure.modality == "target" and relation(change) not in _SAYS_TARGET):
        yield words[f"modality.{figure.modality}"]
    if figure.by:
        yield words["by"].format(period(figure.by, language))
    elif figure.as_of and figure.as_of.stated:
        yield when(figure.as_of, language)
    elif change.before and (told := told_on(change.origin, language)):
        yield told
    yield from (amount(value, unit, language) for value, unit in figure.conversions)


def _act_facts(change: Change, act: Initiative, language: Language, lexicon: Lexicon) -> Iterator[str]:
    words = WORDS[language]
    if not speaks(act.title, language) and (objects := about(act, language, lexicon)):
        yield words["list"].join(objects[:2])
    yield from _stage(change, act, language)
    if act.actors:
        yield words["by_agency"].format(words["list"].join(body(actor, language, lexicon) for actor in act.actors))
    if act.by or act.timeframe:
        yield _deadline(act, language)


def _deadline(act: Initiative, language: Language) -> str:
    """Return the time of an initiative: as written where its reader can read it, else the day it comes to."""
    if act.by and (act.by.stated or not speaks(act.timeframe, language)):
        return WORDS[language]["by"].format(period(act.by, language))
    return act.timeframe


def _stage(change: Change, act: Initiative, language: Language) -> Iterator[str]:
    """Return stage and batch, with the stage before and the day it was told; a batch before has a stage of its own."""
    words, before = WORDS[language], change.before.statement if change.before else None
    stage, batch = words[act.status], _batch(act, language)
    then = before if isinstance(before, Initiative) else act
    told = told_on(change.before.origin, language) if change.before else ""
    if batch and then.batch not in (None, act.batch):
        earlier = words["other_batch"].format(_batch(then, language), words[then.status])
        remark = words["comma"].join(filter(None, (earlier, told)))
        yield f"{batch}{words['comma']}{stage}" + _in_brackets(remark, language)
        return
    earlier = words["stage"].format(words[then.status], told).strip() if then.status != act.status else ""
    yield stage + _in_brackets(earlier, language)
    yield from filter(None, (batch,))


def _batch(act: Initiative, language: Language) -> str:
    return WORDS[language]["batch"].format(ordinal(act.batch, language)) if act.batch is not None else ""


def _in_brackets(text: str, language: Language) -> str:
    return WORDS[language]["bracket"].format(text) if text else ""


def ordinal(number: int, language: Language) -> str:
    """Write the number of a batch: 3, or 三 as in 第三批; 十二, 二十, 二十一."""
    if language == "en" or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")

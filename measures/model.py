"""The nouns of every floor: what is listed, fetched, read, said and known.

All are frozen and hold data only. Offsets are Python `str` offsets into `Document.text`; a quote is always
`text[start:end]`. Values are in base units (2.7 billion yuan -> 2700000000, unit "yuan"; 三成 -> 30, unit "percent").
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

Language = Literal["en", "zh"]
Role = Literal["title", "heading", "body", "question", "answer", "row", "furniture"]
Qualifier = Literal["exact", "over", "about", "nearly", "under", "up_to"]
Modality = Literal["stated", "planned", "target"]
Status = Literal["planned", "launched", "ongoing", "completed"]
Kind = Literal["figure", "initiative"]
ChangeKind = Literal["new", "revised", "corrected", "conflicting", "restated", "history", "repeated"]

NEWS: frozenset[ChangeKind] = frozenset({"new", "revised", "corrected", "conflicting"})
"""The changes that readers are told of; the others are stored and silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server answered, unedited. `headers` have lower-case names; `fetched_at` is aware, in UTC."""

    identity: str
    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime
    status: int = 200

    @property
    def digest(self) -> str:
        """SHA-256 of the body, in hex."""
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a listing, or a file that a page points to.

    `page` is set where the listing already holds the whole text, `notice` (the identity of the page) for a file.
    """

    identity: str
    url: str
    title: str = ""
    published: date | None = None
    page: Page | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a page links to."""

    url: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who is quoted, with the title the page gives."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch of a document's text with its part in it. `section` is the path of headings above it."""

    start: int
    end: int
    role: Role = "body"
    speaker: str | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a page says, its furniture marked. `complete` is False while the site has only announced the text.

    `year_told` is False where the page gives its day without a year, which was taken from what it tells.
    """

    identity: str
    url: str
    title: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    language: Language
    published: date | None = None
    event_date: date | None = None
    publisher: str = ""
    number: str = ""
    agencies: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    complete: bool = True
    year_told: bool = True

    @property
    def reference(self) -> date | None:
        """The day that "this year" and "by the end of June" are counted from."""
        return self.event_date or self.published


@dataclass(frozen=True, slots=True)
class Period:
    """A closed interval of days. `stated` is False where it was taken from the document's own date."""

    start: date
    end: date
    stated: bool = True

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period ends before it starts: {self.start} to {self.end}")

    def __str__(self) -> str:
        """The shortest ISO form: 2024, 2024-06, 2024-06-30 or 2024-01/2024-09."""
        after = self.end + timedelta(days=1)
        if self.start == self.end:
            return self.start.isoformat()
        if self.start.day != 1 or after.day != 1:
            return f"{self.start.isoformat()}/{self.end.isoformat()}"
        if (self.start.month, after.month) == (1, 1):
            years = (self.start.year, self.end.year)
            return str(years[0]) if years[0] == years[1] else f"{years[0]}/{years[1]}"
        months = (f"{self.start:%Y-%m}", f"{self.end:%Y-%m}")
        return months[0] if months[0] == months[1] else "/".join(months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity said once.

    `value` (to `value_max` for a range) counts `unit`; `step` is the size of the last digit as written (1.46万 -> 100),
    the precision to which two texts can be compared; `inclusive`, that "over" takes in the value ("at least", 以上).
    `subject`, `aspect` and `scope` say what is counted: ids of the lexicon, or the noun phrase in lower case with
    underscores where the lexicon does not know it. `conversions` are the same quantity in other units, as given in
    brackets. `sentence_start`/`sentence_end` frame the sentence to be quoted.
    `context` holds what it is told with: concepts and words of its sentence, `#` numbers beside it, and what
    `measures.retold` says of its document.
    `rule` names how it was read (`measures.reasons`); it is not kept.
    """

    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    value: Decimal
    value_max: Decimal | None = None
    step: Decimal = Decimal(1)
    unit: str
    qualifier: Qualifier = "exact"
    inclusive: bool = False
    modality: Modality = "stated"
    subject: str
    aspect: str = "total"
    scope: str = ""
    label: str = ""
    as_of: Period | None = None
    by: Period | None = None
    conversions: tuple[tuple[Decimal, str], ...] = ()
    context: frozenset[str] = field(default=frozenset(), compare=False)
    speaker: str | None = None
    rule: str = field(default="", compare=False)

    @property
    def indicator(self) -> str:
        """Quantity and scope, never date, value, tense or batch: `little_giant_enterprise.total`."""
        return ".".join(part for part in (self.subject, self.aspect, self.scope) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """An act announced once.

    `concepts` are ids of the lexicon and content words of the object, what it is recognised by; `batch` its number in a
    series (第三批 -> 3); `denied`, that it will not be done. `actors` are normalised agencies; `timeframe` stands as
    written, `by` is its deadline. `rule` names how it was read (`measures.reasons`); it is not kept.
    """

    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    title: str
    act: str = ""
    concepts: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    status: Status = "planned"
    topic: str = ""
    timeframe: str = ""
    by: Period | None = None
    batch: int | None = None
    denied: bool = False
    speaker: str | None = None
    rule: str = field(default="", compare=False)


Statement = Figure | Initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a statement stands: the part of a document that travels with it."""

    document: str
    url: str
    title: str = ""
    source: str = ""
    publisher: str = ""
    language: Language = "en"
    published: date | None = None
    event_date: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A statement at its place in a measure; in a store it has a `number`."""

    statement: Statement
    origin: Origin
    change: ChangeKind = "new"
    number: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure or an initiative as known over time: its points in order of as_of. `named`: a person gave its title."""

    id: str
    kind: Kind
    title: str
    points: tuple[Point, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure that a statement was compared with, and why it is of it, or not."""

    measure: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a statement moved a measure, and why: by which `rule` it came to it, `compared` with which measures.

    `before` is the point it moves from; `also` who said the same; `sentence` the whole sentence the quote stands in, as
    on the page, `before_sentence` that of the point before; `post` the speaker's title, as the page gives it.
    `joined` are the ids of measures that were found to be this one; `perhaps` is the id of one that may be the same,
    left to the reader, `perhaps_title` what it is called; `taken_back`, that its page no longer says it; `named`, that
    a person gave the title; `number` that of the statement in a store; `run` the id of the run that found it.
    """

    id: int
    kind: ChangeKind
    measure: str
    title: str
    statement: Statement
    origin: Origin
    before: Point | None = None
    also: tuple[Origin, ...] = ()
    reason: str = ""
    rule: str = ""
    compared: tuple[Compared, ...] = ()
    sentence: str = ""
    before_sentence: str = ""
    post: str = ""
    joined: frozenset[str] = frozenset()
    perhaps: str = ""
    perhaps_title: str = ""
    taken_back: bool = False
    named: bool = False
    number: int = 0
    run: str = ""

"""The tables. Rows stay inside `store`; the dataclasses of `measures.model` go in and out.

Unique keys and foreign keys carry the promises of the store: a page version once, a document once, a statement of a
document once, a change once a statement, a change owed once a channel.
"""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, Literal

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    true,
)
from sqlmodel import AutoString, Field, SQLModel

from measures.model import ChangeKind, Kind, Language

RulingKind = Literal["merge", "split", "part", "rename"]
"""Two measures are one; some statements of a measure are another; two measures are two; a measure has this name."""

Form = Literal["event", "digest", "notice"]
"""A message: of one event, of all that gathered since the last, or to operators."""

Purpose = Literal["learn", "alert", "digest"]
"""What a backfill is for: to know, to tell what is new at once, or to tell all of it in one digest at its end."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A time in UTC: aware in Python, without zone in the database, the same in SQLite and PostgreSQL."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into UTC."""
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time its zone back."""
        return value.replace(tzinfo=UTC) if value else None


class Row(SQLModel):
    """Every table's base; holds the naming of constraints, which migrations need on SQLite."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class PageRow(Row, table=True):
    """A version of a raw page, an article's or a listing's; `body` is zlib-compressed.

    With `new_text` a text was read from it that its document had not had before; of others the last one is enough.
    """

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("identity", "digest"),
        Index(None, "url", "fetched_at"),
        Index(None, "listing", "fetched_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    identity: str
    url: str
    digest: str
    status: int
    headers: dict[str, str] = Field(sa_type=JSON)
    body: bytes = Field(sa_type=LargeBinary)
    fetched_at: datetime = Field(sa_type=Moment)
    listing: bool = False
    new_text: bool = Field(default=True, sa_column_kwargs={"server_default": true()})


class EntryRow(Row, table=True):
    """A line of a source's listing, and what became of it: new, read, waiting, failed, gone or dropped.

    `notice` is the identity of the page that points to it, where it is a file.
    `silent` until it is first read: it was listed as history, and is told to nobody, whoever reads it.
    Until then a check leaves to a `backfill` what only that has listed.
    """

    __tablename__ = "entry"
    __table_args__ = (Index(None, "source", "state", "next_try"), Index(None, "identity"))
    source: str = Field(primary_key=True)
    identity: str = Field(primary_key=True)
    url: str
    title: str = Field(default="", sa_type=Text)
    published: date | None = None
    notice: str = Field(default="", sa_column_kwargs={"server_default": ""})
    state: str = "new"
    attempts: int = 0
    next_try: datetime = Field(sa_type=Moment)
    error: str = Field(default="", sa_type=Text)
    listed_at: datetime = Field(sa_type=Moment)
    silent: bool = False
    backfill: int | None = Field(default=None, foreign_key="backfill.id", index=True)


class DocumentRow(Row, table=True):
    """A document and where it stands; its text is in the table of versions."""

    __tablename__ = "document"
    id: int | None = Field(default=None, primary_key=True)
    identity: str = Field(unique=True)
    source: str = Field(index=True)
    url: str
    title: str = Field(sa_type=Text)
    publisher: str = ""
    language: Language = Field(sa_type=AutoString)
    published: date | None = Field(default=None, index=True)
    event_date: date | None = None
    complete: bool = True
    version: int = 1
    digest: str
    recorded_at: datetime = Field(sa_type=Moment)


class DocumentVersionRow(Row, table=True):
    """What a document says in one of its versions: text, paragraphs, speakers."""

    __tablename__ = "document_version"
    document: int = Field(foreign_key="document.id", primary_key=True)
    version: int = Field(primary_key=True)
    digest: str
    recorded_at: datetime = Field(sa_type=Moment)
    data: dict[str, Any] = Field(sa_type=JSON)


class MeasureRow(Row, table=True):
    """A measure. `into` is the one it was found to be the same as; `named`, that a person gave it its title."""

    __tablename__ = "measure"
    id: str = Field(primary_key=True)
    kind: Kind = Field(sa_type=AutoString)
    title: str = Field(sa_type=Text)
    named: bool = False
    into: str | None = Field(default=None, foreign_key="measure.id", index=True)
    created_at: datetime = Field(sa_type=Moment)


class StatementRow(Row, table=True):
    """A statement at its place, and the measure it belongs to.

    `digest` is of what it says, not of where; `version` the document's version that first said it, `gone_in` the one
    that no longer does; `due` the last day of the time by which it is to be done or reached.
    """

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("document", "digest", "version"),
        Index(None, "measure", "at"),
        Index(None, "due"),
    )
    id: int | None = Field(default=None, primary_key=True)
    document: int = Field(foreign_key="document.id")
    measure: str | None = Field(default=None, foreign_key="measure.id")
    kind: Kind = Field(sa_type=AutoString)
    digest: str
    at: str = ""
    due: str | None = None
    change: ChangeKind = Field(default="new", sa_type=AutoString)
    version: int = 1
    gone_in: int | None = None
    topic: str = ""
    sentence: str = Field(default="", sa_type=Text)
    data: dict[str, Any] = Field(sa_type=JSON)


class KeyRow(Row, table=True):
    """A key under which a statement that stands is found, as a number, and the day it speaks of: the one way to it."""

    __tablename__ = "statement_key"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}
    key: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    day: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    statement: int = Field(primary_key=True, foreign_key="statement.id", index=True)


class RulingRow(Row, table=True):
    """What a person settled about the statements of its sides: merge, split, part or rename, with the `title` given."""

    __tablename__ = "ruling"
    id: int | None = Field(default=None, primary_key=True)
    kind: RulingKind = Field(sa_type=AutoString)
    title: str = Field(default="", sa_type=Text)
    at: datetime = Field(sa_type=Moment)


class RulingSideRow(Row, table=True):
    """A statement on the first (0) or the second (1) side of a ruling."""

    __tablename__ = "ruling_side"
    ruling: int = Field(foreign_key="ruling.id", primary_key=True)
    statement: int = Field(foreign_key="statement.id", primary_key=True, index=True)
    side: int


class ChangeRow(Row, table=True):
    """How a statement moved its measure, and why: `compared` holds the measures it was compared with.

    `run` is the id of the run that recorded it, where there was one.
    """

    __tablename__ = "change"
    __table_args__ = (Index(None, "at"), Index(None, "learned", "at"), Index(None, "before", "kind"))
    id: int | None = Field(default=None, primary_key=True)
    statement: int = Field(foreign_key="statement.id", unique=True)
    kind: ChangeKind = Field(sa_type=AutoString)
    before: int | None = Field(default=None, foreign_key="statement.id")
    perhaps: str | None = Field(default=None, foreign_key="measure.id")
    rule: str = ""
    reason: str = Field(default="", sa_type=Text)
    compared: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    learned: bool = False
    at: datetime = Field(sa_type=Moment)
    run: str = Field(default="", sa_column_kwargs={"server_default": ""})


class NoticeRow(Row, table=True):
    """Something operators are told of when it begins and when it ends: a source is blocked, a channel is dead.

    `kind` and `place` say what; open while `ended_at` is not set, and then there is no other of the same. `facts` are
    what was seen when it began; `well_at` is since when it is well, while that is too short to call it over.
    """

    __tablename__ = "notice"
    __table_args__ = (Index(None, "kind", "place", "ended_at"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    place: str = ""
    facts: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    began_at: datetime = Field(sa_type=Moment)
    well_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class DeliveryRow(Row, table=True):
    """A message to a channel by name (TEAM.CHANNEL): owed, sending, sent, dead or dropped. Never holds its address.

    `form` is event, digest or notice; `part` of `parts` where a message was too long for its channel. A notice row
    tells that its notice began, or with `ended` that it is over.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index(None, "state", "next_at"),
        Index(None, "channel", "created_at"),
        Index(None, "channel", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    form: Form = Field(default="event", sa_type=AutoString)
    part: int = 1
    parts: int = 1
    key: str = Field(unique=True)
    state: str = "owed"
    attempts: int = 0
    next_at: datetime = Field(sa_type=Moment)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str = Field(default="", sa_type=Text)
    created_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    notice: int | None = Field(default=None, foreign_key="notice.id", index=True)
    ended: bool = False


class FailingRow(Row, table=True):
    """A channel that took nothing since the first of its last `failures` tries, whatever the message; none, if it did.

    `since` is when that try failed, `error` why the last one did.
    """

    __tablename__ = "failing"
    channel: str = Field(primary_key=True)
    failures: int = 0
    since: datetime = Field(sa_type=Moment)
    error: str = Field(default="", sa_type=Text)


class OwedRow(Row, table=True):
    """A change owed to a channel, once; `delivery` is the message that tells it, as soon as there is one.

    With `backfill` it is told in the digest that ends it, not before.
    """

    __tablename__ = "owed"
    __table_args__ = (Index(None, "delivery", "channel"),)
    channel: str = Field(primary_key=True)
    change: int = Field(primary_key=True, foreign_key="change.id", index=True)
    at: datetime = Field(sa_type=Moment)
    delivery: int | None = Field(default=None, foreign_key="delivery.id")
    backfill: int | None = Field(default=None, foreign_key="backfill.id", index=True)


class CheckRow(Row, table=True):
    """One look at a source: ok, partial, empty, blocked, unreachable, layout or error; running until it is finished.

    While it runs, nobody else looks at the source before `lease_until`. `run` is the id of the run it belongs to.
    """

    __tablename__ = "source_check"
    __table_args__ = (Index(None, "source", "started_at"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str = "running"
    message: str = Field(default="", sa_type=Text)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    run: str = Field(default="", sa_column_kwargs={"server_default": ""})
    lease_until: datetime | None = Field(default=None, sa_type=Moment)


class TurnRow(Row, table=True):
    """Whose turn it is to ask a host: `holder`'s until it gives it back or `held_until`; nobody's before `free_at`.

    `written_at` tells a clock that was set back: what was written in the future says nothing.
    """

    __tablename__ = "turn"
    host: str = Field(primary_key=True)
    holder: str = ""
    held_until: datetime | None = Field(default=None, sa_type=Moment)
    free_at: datetime = Field(sa_type=Moment)
    written_at: datetime = Field(sa_type=Moment)


class BackfillRow(Row, table=True):
    """A part of the past that somebody wants read: `asked` says which, `purpose` what for.

    `state` is open, paused, done, failed (some of its parts did) or cancelled; `run` the id of the run that watches
    over it, or of the last one that did.
    """

    __tablename__ = "backfill"
    id: int | None = Field(default=None, primary_key=True)
    asked: dict[str, Any] = Field(sa_type=JSON)
    purpose: Purpose = Field(default="learn", sa_type=AutoString)
    team: str = ""
    state: str = Field(default="open", index=True)
    run: str = ""
    created_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class PartRow(Row, table=True):
    """A part of a backfill that one worker does at a time: listing a source (`month` is empty), or one of its months.

    `state` is waiting, running, done, failed or cancelled. Who does it holds the lease; it is anybody's after that. One
    that waits with a lease waits so long, after a site that did not answer. `pages` are to be read, `done` of them are;
    `outcome` is the word for how reading went, `error` the first problem.
    """

    __tablename__ = "backfill_part"
    __table_args__ = (UniqueConstraint("backfill", "source", "month"), Index(None, "state", "lease_until"))
    id: int | None = Field(default=None, primary_key=True)
    backfill: int = Field(foreign_key="backfill.id")
    source: str
    month: str = ""
    state: str = "waiting"
    attempts: int = 0
    pages: int = 0
    done: int = 0
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    outcome: str = "ok"
    error: str = Field(default="", sa_type=Text)
    holder: str = ""
    run: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    began_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)

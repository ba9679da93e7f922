"""From a notice to a message to operators: what is wrong, since when, what it means, where to look closer.

What was seen holds texts of pages and of channels; it is escaped like everything else that others wrote.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from alerts.escape import code, inert, link, markdown, shown
from alerts.forms import rendered
from alerts.notice_words import COMMANDS, FRAME, STANDSTILL, WORDS, Told
from alerts.render import Alert

SCHEMA = "gongbao.notice/1"


class Trouble(Protocol):
    """What is wrong, and where."""

    @property
    def kind(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


class Notice(Trouble, Protocol):
    """Something operators are told of, as the store keeps it: open while it has no end."""

    @property
    def began_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class _Open:
    """Something a heartbeat says is not over."""

    kind: str
    place: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    """The pieces of a message: what others wrote in them is not escaped yet."""

    title: str
    lines: tuple[str, ...]
    items: tuple[str, ...]
    look: str
    commands: tuple[str, ...]
    url: str


def alert(notice: Notice, language: Told, zone: ZoneInfo) -> Alert:
    """Tell operators of a notice that began, or that is over; times as the clocks of `zone` show them."""
    said = _said(notice, language, zone)
    return Alert(
        title=inert(said.title),
        short=f"{inert(said.title)} {said.commands[0]}",
        text=_text(said),
        markdown=_markdown(said),
        html=_html(said, language),
        language=language,
        data=_data(notice, said, language),
    )


def title(notice: Notice, language: Told) -> str:
    """Say in a line that it began, or that it is over; what others wrote in it is not escaped."""
    words = WORDS[language][notice.kind]
    return shown(words.over.format_map(_facts(notice, language)), 160) if notice.ended_at else name(notice, language)


def name(notice: Trouble, language: Told) -> str:
    """Say in a line what is, or was, wrong; not escaped."""
    return shown(WORDS[language][notice.kind].title.format_map(_facts(notice, language)), 160)


def seen(notice: Notice, language: Told) -> str:
    """Say in a line what was seen; not escaped."""
    return shown(WORDS[language][notice.kind].seen.format_map(_facts(notice, language)))


def command(notice: Notice) -> str:
    """Return the first command to look closer."""
    return _commands(notice)[0]


def _commands(notice: Notice) -> tuple[str, ...]:
    facts = _facts(notice, "en")
    return tuple(str(code(one.format_map(facts))) for one in COMMANDS[notice.kind])


def lasted(span: timedelta, language: Told) -> str:
    """Say how long something lasted: 25 minutes, 3 hours, 4 days."""
    minutes = max(1, round(span.total_seconds() / 60))
    unit, size = next(
        found for found in (("minutes", 1), ("hours", 60), ("days", 1440)) if minutes < found[1] * _MANY[found[0]]
    )
    return FRAME[language][unit].format(round(minutes / size))


_MANY = {"minutes": 120, "hours": 48, "days": 10**9}


def _said(notice: Notice, language: Told, zone: ZoneInfo) -> _Said:
    frame, facts = FRAME[language], _facts(notice, language)
    still = tuple(name(one, language) for one in _still_open(notice))
    means = shown(WORDS[language][notice.kind].means.format_map(facts))
    when = frame["since"].format(_moment(notice.began_at, zone), zone.key)
    if notice.ended_at is not None:
        span = lasted(notice.ended_at - notice.began_at, language)
        when = frame["lasted"].format(_moment(notice.began_at, zone), _moment(notice.ended_at, zone), span, zone.key)
    what = seen(notice, language)
    lines = (what, means) if notice.kind == "heartbeat" else (when, what) if notice.ended_at else (what, when, means)
    return _Said(
        title=frame["title"].format(title(notice, language)),
        lines=tuple(filter(None, lines)),
        items=still,
        look=frame["look"],
        commands=_commands(notice),
        url=str(link(str(facts.get("url", "")))),
    )


def _still_open(notice: Trouble) -> list[_Open]:
    """What a heartbeat says is open: that the watch stands still before all else."""
    some = [_Open(**one) for one in notice.facts.get("open", ())]
    return sorted(some, key=lambda one: one.kind not in STANDSTILL)


def _state(notice: Trouble, language: Told) -> str:
    """Say how the watch is: that it runs only where it does."""
    frame, still = FRAME[language], _still_open(notice)
    if not still:
        return frame["well"]
    if still[0].kind not in STANDSTILL:
        return frame["open"].format(len(still))
    said = name(still[0], language)
    return said + (frame["besides"].format(len(still) - 1) if len(still) > 1 else "")


class _Facts(dict[str, Any]):
    """What words are filled with. A notice that an earlier version kept may lack some: that must stop no message."""

    def __missing__(self, name: str) -> str:
        return "?"


def _facts(notice: Trouble, language: Told) -> _Facts:
    facts = _Facts({"place": notice.place, "team": notice.place.partition(".")[0], **notice.facts})
    if notice.kind == "heartbeat":
        facts["state"] = _state(notice, language)
        facts["open"] = FRAME[language]["still" if notice.facts.get("open") else "nothing"]
    return facts


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _text(said: _Said) -> str:
    look = [said.look, *(f"  {one}" for one in (*said.commands, said.url) if one)]
    items = [f"- {inert(item)}" for item in said.items]
    return "\n".join([inert(said.title), "", *map(inert, said.lines), *items, "", *look]) + "\n"


def _markdown(said: _Said) -> str:
    look = [*(f"- `{one}`" for one in said.commands), *([f"- {said.url}"] if said.url else [])]
    items = "\n".join(f"- {markdown(item)}" for item in said.items)
    parts = [f"**{markdown(said.title)}**", *map(markdown, said.lines), items, markdown(said.look), "\n".join(look)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _html(said: _Said, language: Told) -> str:
    return rendered("notice", {"language": language, **asdict(said)})


def _data(notice: Notice, said: _Said, language: Told) -> dict[str, object]:
    """The payload of webhooks: texts as they came, to be escaped by whoever shows them."""
    return {
        "schema": SCHEMA,
        "language": language,
        "title": said.title,
        "kind": notice.kind,
        "place": notice.place,
        "state": "over" if notice.ended_at else "open",
        "facts": dict(notice.facts),
        "began_at": notice.began_at.isoformat(),
        "ended_at": notice.ended_at.isoformat() if notice.ended_at else None,
        "commands": list(said.commands),
    }

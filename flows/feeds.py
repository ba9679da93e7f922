"""The feeds of the teams and the one of all, as files that are brought up to date after each round of sending.

They are made of the store alone. A file whose content would stay the same is left untouched, so that those who fetch it
are not sent it again. What they were made of last is noted beside them (.made): rounds without news cost nothing.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

from alerts.about import About
from alerts.feeds import FORMATS, Entry, Feed, entry
from alerts.rules import wants
from alerts.team import ALL, Team
from alerts.telling import LISTED
from flows.desk import Desk
from store.store import News

MADE = ".made"

log = logging.getLogger(__name__)

_EVERYTHING = {"en": "all news", "zh": "全部消息", "source": "all news"}


def write(desk: Desk) -> None:
    """Bring the files up to date. A folder that cannot be written is reported, and stops nothing."""
    folder, source = desk.settings.feed_folder, made_of(desk)
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_made(folder, source, desk.teams):
            for feed in feeds(desk, (desk.everybody(), *desk.teams)):
                for ending, written in FORMATS.items():
                    put(folder / f"{feed.name}.{ending}", written(feed))
            put(folder / MADE, source)
    except OSError as error:
        log.error("the feeds cannot be written to %s: %s; look at its rights, or set feeds.folder", folder, error)


def fault(desk: Desk) -> str:
    """Why the files cannot be written; "" if they can, or nobody wants them."""
    folder = desk.settings.feed_folder
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            TemporaryFile(dir=folder).close()
    except OSError as error:
        return str(error)
    return ""


def is_made(folder: Path, source: str, teams: Iterable[Team]) -> bool:
    """Are the files there, and made of this?"""
    names = [f"{name}.{ending}" for name in (ALL, *(team.name for team in teams)) for ending in FORMATS]
    note = folder / MADE
    return note.exists() and note.read_bytes() == source.encode() and all((folder / name).exists() for name in names)


def made_of(desk: Desk) -> str:
    """What feeds are made of, in short: the store, the day, this program and the configuration, without secrets."""
    given = desk.settings.model_dump(include={"feeds", "teams", "language", "links", "lexicon"})
    whole = [desk.store.pulse(), desk.today(), version("gongbao"), given]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> object:
    """Sets in an order that is the same in every process; secrets as stars."""
    return sorted(value) if isinstance(value, frozenset) else str(value)


def put(file: Path, text: str) -> None:
    """Replace a file at once and whole, readable by all, if its content is another."""
    content = text.encode()
    if file.exists() and file.read_bytes() == content:
        return
    with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as made:
        try:
            made.write(content)
            made.flush()
            os.fchmod(made.fileno(), 0o644)
            Path(made.name).replace(file)
        except BaseException:
            Path(made.name).unlink(missing_ok=True)
            raise


def feeds(desk: Desk, teams: Sequence[Team]) -> list[Feed]:
    """The feeds of these teams as the store would have them now."""
    settings = desk.settings.feeds
    entries: dict[str, list[Entry]] = {team.name: [] for team in teams}
    for news in desk.store.news(desk.now() - timedelta(days=settings.days)):
        wanting = [team for team in teams if len(entries[team.name]) < settings.entries]
        if not wanting:
            break
        for team in wanting:
            entries[team.name] += told(desk, team, news)
    return [
        Feed(
            name=team.name,
            title=f"Gongbao: {team.title or _EVERYTHING[team.language]}",
            entries=tuple(entries[team.name]),
            place=settings.url,
        )
        for team in teams
    ]


def told(desk: Desk, team: Team, news: News) -> list[Entry]:
    """What a team gets of one reading: an entry, or none if it asked for nothing of it."""
    changes = [change for change in news.changes if wants(team, About(change))]
    telling = replace(desk.telling(team), listed=replace(LISTED["event"], lines=len(changes)))
    try:
        return [entry(team.name, news.at, changes, telling)] if changes else []
    except Exception:
        log.exception("an entry cannot be put into words and is left out of the feed %s", team.name)
        return []

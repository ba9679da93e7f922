"""A backup put back: first it is looked at whole, then the configuration is written, then the store."""

import json
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from flows import settings as configuration
from flows.saving import ABOUT, CONFIGURATION, FORMAT, STORE, About, folder_beside, told
from flows.settings import ConfigError, Settings, load
from flows.words import UsageError
from store import copying
from store.errors import NotCopied, SchemaOutdated
from store.store import Chosen, Store


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: the store, and how much is in it and owed; `aside` is what was there before."""

    about: About
    counts: dict[str, int]
    owed: int
    store: Path
    aside: Path | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Files of the configuration that were written, and those that are there with another content."""

    written: list[Path]
    kept: list[Path]


def restore(source: Path, *, replace: bool) -> Iterator[Placed | Restored]:
    """Put a backup back, step by step. What is there is never lost.

    Raises `UsageError`, `ConfigError`, `EngineError` where the watch is running, `StoreError`.
    """
    from flows.up import sole

    with _opened(source) as backup:
        about = _about(backup, source)
        yield _place(backup)
        settings = _settings()
        with sole(settings.engine()):
            yield _put_back(backup, about, settings, replace=replace)


def lines(step: Placed | Restored) -> Iterator[str]:
    """What was done, for people."""
    if isinstance(step, Placed):
        yield from (f"Written: {file}" for file in step.written)
        yield from (f"Left as it is, though the backup has another: {file}" for file in step.kept)
        return
    if step.aside:
        yield f"What was there is now {step.aside}"
    yield f"Restored: {step.store}, {told(step.counts)}, as of {step.about.made_at}"
    if step.owed:
        yield f"{step.owed} messages are owed in it, some of which may have been sent since: see `gongbao deliveries`"


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(source) as backup:
            if damaged := backup.testzip():
                raise UsageError(f"{source} is damaged ({damaged}): nothing was restored; take another backup")
            yield backup
    except FileNotFoundError:
        raise UsageError(f"there is no file {source}") from None
    except (BadZipFile, zlib.error, IsADirectoryError) as error:
        raise UsageError(f"{source} is no backup of gongbao, or damaged ({error}): nothing was restored") from None


def _about(backup: ZipFile, source: Path) -> About:
    try:
        about = About(**json.loads(backup.read(ABOUT)))
        backup.getinfo(STORE)
    except (KeyError, TypeError, ValueError):
        raise UsageError(f"{source} is no backup of gongbao") from None
    if about.format != FORMAT:
        raise UsageError(f"{source} is a {about.format}, and this gongbao knows {FORMAT}: upgrade gongbao")
    return about


# --- the configuration --------------------------------------------------------------------------------------------


def _place(backup: ZipFile) -> Placed:
    """Write the files of the configuration that are not there; others stay as they are."""
    placed = Placed([], [])
    for name in backup.namelist():
        section, _, place = name.partition("/")
        if section != CONFIGURATION:
            continue
        target, content = _target(place), backup.read(name)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            placed.written.append(target)
        elif target.read_bytes() != content:
            placed.kept.append(target)
    return placed


def _target(place: str) -> Path:
    """Where a file goes: into the folder of the configuration, and nowhere else."""
    if place == configuration.FILE and (main := configuration.configuration_file()):
        return main
    here = configuration.folder().resolve()
    target = (here / place).resolve()
    if not target.is_relative_to(here):
        raise UsageError(f"the backup has a file that would go to {target}: it is none of ours")
    return target


def _settings() -> Settings:
    try:
        return load()
    except ConfigError as error:
        raise ConfigError(f"{error}\nThe configuration is restored; put in what it lacks and restore again") from None


# --- the store ----------------------------------------------------------------------------------------------------


def _put_back(backup: ZipFile, about: About, settings: Settings, *, replace: bool) -> Restored:
    if settings.engine().healthy():
        raise UsageError(f"the watch is running at {settings.engine().url}: stop it before the store is restored")
    with closing(Store(settings.database_url, clock=settings.clock)) as store:
        if store.file is None:
            raise UsageError("the configuration names a store in PostgreSQL; this backup is of one in a file")
        aside = _aside(store.file, settings.clock(), replace=replace)
        store.file.parent.mkdir(parents=True, exist_ok=True)
        with folder_beside(store.file) as folder:
            saved = Path(backup.extract(STORE, folder))
            _look_at(saved, about)
            copying.put_in_place(saved, store.file, aside)
        store.migrate()
        owed = sum(store.untold().values()) + len(store.lines(Chosen(states=("owed",))))
        return Restored(about, copying.counts(store.file), owed, store.file, aside)


def _look_at(saved: Path, about: About) -> None:
    """See that a store is whole, that it is the one, and that this program knows it, before anything is touched."""
    copying.check(saved)
    if (counts := copying.counts(saved)) != about.counts:
        raise NotCopied(f"the store in the backup holds {counts}, and should {about.counts}: nothing was restored")
    with closing(Store(f"sqlite:///{saved}")) as store, suppress(SchemaOutdated):  # it is brought up in its place
        store.check()


def _aside(file: Path, now: datetime, *, replace: bool) -> Path | None:
    """Where what is there goes; None if there is nothing."""
    if not file.is_file():
        return None
    if not replace:
        raise UsageError(
            f"there is a store in {file}; with --replace the backup takes its place, and it is kept beside"
        )
    return file.with_name(f"{file.stem}-replaced-{now:%Y%m%dT%H%M%S}{file.suffix}")


def replaced(file: Path) -> list[Path]:
    """What was put aside for backups."""
    return list(file.parent.glob(f"{file.stem}-replaced-????????T??????{file.suffix}"))

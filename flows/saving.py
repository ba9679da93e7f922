"""A backup in one file: the store as it is at one moment, and the configuration.

A ZIP file: `about.json`, `store.db` (SQLite), and under `configuration/` the files of the configuration, by their
places in the folder of gongbao.toml. Secrets in `.env` and elsewhere are no part of it, nor is the run history.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from flows import settings as configuration
from flows.settings import Settings
from flows.words import UsageError
from store import copying
from store.errors import NotCopied
from store.store import Store

FORMAT = "gongbao.backup/1"
ABOUT, STORE, CONFIGURATION = "about.json", "store.db", "configuration"


@dataclass(frozen=True, slots=True)
class About:
    """What a backup holds: when and by what it was made, how many of what; files that have no place in it."""

    format: str
    gongbao: str
    made_at: str
    counts: dict[str, int]
    left_out: list[str]

    def __str__(self) -> str:
        return f"{told(self.counts)}, as of {self.made_at}"


def told(counts: dict[str, int]) -> str:
    """How much a store holds, for people."""
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def save(settings: Settings, target: Path) -> About:
    """Write a backup, read it again, and only then give it its name. Raises `UsageError`, `StoreError`."""
    if target.exists():
        raise UsageError(f"{target} is there already; name another file")
    with closing(Store(settings.database_url)) as store, folder_beside(target) as folder:
        if store.file is None:
            raise UsageError(
                "the store is in PostgreSQL: save it with pg_dump (docs/operations.md, Back up and restore)"
            )
        if not store.file.is_file():
            raise UsageError(f"there is no store in {store.file} yet")
        copying.copy(store.file, folder / STORE)
        counted = copying.counts(folder / STORE)
        inside, outside = _by_place(_configuration(settings))
        made_at = f"{settings.clock():%Y-%m-%d %H:%M} UTC"
        about = About(FORMAT, version("gongbao"), made_at, counted, [str(file) for file in outside])
        _write(folder / "backup", about, inside | {STORE: folder / STORE})
        os.replace(folder / "backup", target)
    return about


@contextmanager
def folder_beside(file: Path) -> Iterator[Path]:
    """A folder of its own on the disk of a file, for nobody else's eyes."""
    if not file.absolute().parent.is_dir():
        raise UsageError(f"there is no folder {file.absolute().parent}; make it first")
    try:
        with TemporaryDirectory(dir=file.absolute().parent, prefix=".gongbao-") as folder:
            yield Path(folder)
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}") from None


def _configuration(settings: Settings) -> Iterator[Path]:
    """The files that the configuration names."""
    for some in settings.lexicon.values():
        yield from some
    for team in settings.teams.values():
        if team.templates:
            yield from (file for file in sorted(team.templates.rglob("*")) if file.is_file())


def _by_place(files: Iterable[Path]) -> tuple[dict[str, Path], list[Path]]:
    """Files by their names in a backup, and those outside of the configuration's folder, which have none."""
    here = configuration.folder().resolve()
    inside, outside = dict[str, Path](), list[Path]()
    if main := configuration.configuration_file():
        inside[f"{CONFIGURATION}/{configuration.FILE}"] = main
    for file in files:
        if file.is_relative_to(here):
            inside[f"{CONFIGURATION}/{file.relative_to(here).as_posix()}"] = file
        else:
            outside.append(file)
    return inside, outside


def _write(target: Path, about: About, members: dict[str, Path]) -> None:
    """Write the file and read it again. Raises `NotCopied`."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=3) as file:
        file.writestr(ABOUT, json.dumps(asdict(about), ensure_ascii=False, indent=1))
        for name, path in members.items():
            file.write(path, name)
    os.chmod(target, 0o600)  # the configuration may hold what is nobody's business
    with ZipFile(target) as file:
        if damaged := file.testzip():
            raise NotCopied(f"the backup was not written as it should be ({damaged}): is the disk sound?")

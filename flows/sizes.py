"""How large things are on the disk: the store, Prefect's run history, what is left."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flows import prefect_file
from flows.settings import Settings
from store.store import Store
from store.upkeep import Size


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes: of the store, of the folder of Prefect's run history, of the room that is left for the data folder."""

    store: Size
    history: int
    room: int

    def __str__(self) -> str:
        store = f"store {told(self.store.whole)}, of which raw pages {told(self.store.pages)}"
        return f"{store}; run history {told(self.history)}; {told(self.room)} left on the disk"


def sizes(settings: Settings, store: Store) -> Sizes:
    """Measure now. Of a history in PostgreSQL only what is on this machine counts."""
    return Sizes(store.size(), _folder(prefect_file.home(settings.data)), room(settings.data))


def room(folder: Path) -> int:
    """The bytes left for a folder, which may not be there yet."""
    place = next(there for there in (folder, *folder.parents) if there.exists())
    return shutil.disk_usage(place).free


def _folder(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def told(size: int) -> str:
    """A size for people: 12 kB, 3.4 MB, 120 GB."""
    for unit, one in (("GB", 10**9), ("MB", 10**6)):
        if size >= one:
            return f"{size / one:.1f} {unit}" if size < 10 * one else f"{size / one:.0f} {unit}"
    return f"{size / 1000:.0f} kB"

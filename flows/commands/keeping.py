"""Commands for what is kept: backup, restore, maintain, upgrade."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.terminal import note, show_table

OK = 0


def backup(file: Path) -> int:
    """Save store and configuration in one file, while the watch goes on; it is read again before it has its name.

    Secrets in .env or in files of their own are no part of it, nor is Prefect's run history. A store in PostgreSQL is
    saved with pg_dump.

    Example: gongbao backup gongbao-2026-11-22.zip

    Parameters
    ----------
    file
        the file to write; one that is there is left alone
    """
    from flows import saving
    from flows.settings import load
    from flows.sizes import told

    about = saving.save(load(), file)
    note(f"{file}: {told(file.stat().st_size)}, {about}")
    for outside in about.left_out:
        note(f"Not in it, because it is outside of the configuration's folder: {outside}", "red")
    return OK


def restore(file: Path, *, replace: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Put a backup back: the files of the configuration that are not here, then the store. First it is looked at whole.

    Example: gongbao restore gongbao-2026-11-22.zip

    Parameters
    ----------
    file
        what `gongbao backup` wrote
    replace
        take the place of the store that is here, which is kept beside
    """
    from flows import restoring

    for step in restoring.restore(file, replace=replace):
        for line in restoring.lines(step):
            note(line)
    return OK


def maintain(*, dry_run: Annotated[bool, Parameter(negative=())] = False) -> int:
    """Let go of what nothing hangs on any more, give the room back to the disk, and say how large things are.

    What pages said, every text they ever had and the last version of each are kept for ever; how long the rest is kept
    says [keep] in the configuration. `gongbao up` does this every night.

    Example: gongbao maintain --dry-run

    Parameters
    ----------
    dry_run
        only say what would go
    """
    from flows import maintaining
    from flows.desk import open_desk

    with open_desk() as desk:
        done = maintaining.maintain(desk, dry=dry_run)
    show_table([row for row in done.rows() if row["rows"] or row["room"]])
    note(str(done), "bold")
    return OK


def upgrade() -> int:
    """Bring the store to this version of gongbao. A file is copied first; of PostgreSQL make a dump yourself.

    A store in a file is brought up by whatever opens it, too; one in PostgreSQL by this command alone.

    Example: gongbao upgrade
    """
    from flows.settings import load
    from store.store import Store

    settings = load()
    with closing(Store(settings.database_url, clock=settings.clock)) as store:
        done = store.migrate(asked=True)
    note(f"{done}." if done else "The store is at this version's schema: there is nothing to do.")
    return OK

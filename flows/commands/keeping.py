"""Commands for what is kept: maintain, upgrade."""

from contextlib import closing
from typing import Annotated

from cyclopts import Parameter

from flows.terminal import note, show_table

OK = 0


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

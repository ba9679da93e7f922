"""Commands for what is kept: upgrade."""

from contextlib import closing

from flows.terminal import note

OK = 0


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

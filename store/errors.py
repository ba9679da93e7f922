"""What can go wrong with the store, in words for the person who runs it."""


class StoreError(Exception):
    """The store could not do what was asked. Its message says what to do."""


class WrongAddress(StoreError):
    """The address is none of a database that is supported."""


class Unreachable(StoreError):
    """The database does not answer, or refuses the user."""


class NotWritable(StoreError):
    """The database's file or folder cannot be written."""


class SchemaOutdated(StoreError):
    """The tables are missing or older than this program, and nobody asked for them to be brought up."""


class SchemaTooNew(StoreError):
    """The tables were made by a later version of this program."""


class Ambiguous(StoreError):
    """Several measures begin with the letters given."""


class Refused(StoreError):
    """A person asked to settle what is not there, or cannot be so."""


class NotCopied(StoreError):
    """A copy of the store could not be made, or is not whole."""


class NotShrunk(StoreError):
    """A file of the database could not be made smaller now."""


class NotCarried(StoreError):
    """The tables could not be brought to this program's version; they are as they were."""


class Looking(StoreError):
    """Another look at the source is going on."""

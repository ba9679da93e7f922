"""What can go wrong with a page. Every message is one line: the URL, what was seen, what to do.

The arguments are kept as they were given, so that the errors survive pickling between a flow's processes.
"""


class ScrapeError(Exception):
    """A page could not be had or not be read."""

    advice = ""

    def __init__(self, url: str, seen: str, advice: str = "") -> None:
        super().__init__(url, seen, advice or self.advice)
        self.url = url
        self.seen = seen

    def __str__(self) -> str:
        parts = (f"{self.url}: {self.seen}", str(self.args[2]))
        return " ".join("; ".join(part for part in parts if part).split())


class Unreachable(ScrapeError):
    """The host is dead, too slow, or fails: the same request may work later."""

    advice = "it is tried again with the next check"


class Empty(Unreachable):
    """An answer came with nothing in it."""


class Blocked(ScrapeError):
    """The site refuses us: by status, challenge page, or a robots.txt that allows nothing or is refused itself."""

    advice = "the refusal is respected, not bypassed: ask the site, or read a mirror"


class Challenged(Blocked):
    """A challenge came instead of the page."""


class Refused(ScrapeError):
    """We refuse one address: no web address, not public, too large, led elsewhere, or against a rule of robots.txt.

    It says nothing of the site's other pages.
    """

    advice = "it is left out; check the address"


class Gone(ScrapeError):
    """The site says that the page does not exist (any more)."""

    advice = "check the address"


class LayoutChanged(ScrapeError):
    """A page came, and what must be in it is not there."""

    advice = "compare the page with the source's saved samples and mend its selectors"


class Incomplete(ScrapeError):
    """A page of a text of several pages is missing; half a text is never read."""

    advice = "the whole text is tried again with the next check"


class Illegible(ScrapeError):
    """A file came whose text cannot be read: scanned, locked, broken, or of another kind."""

    advice = "open it by hand; PDF files with text and Word files (.docx) are read"


class Foreign(Illegible):
    """A file of a kind that is not read, by its ending: trying again cannot help."""

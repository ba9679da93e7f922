"""What commands print: tables, notes, progress bars. Results go to standard output, progress to standard error."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text


@cache
def console() -> Console:
    """The terminal, or whatever standard output is."""
    return Console(highlight=False, soft_wrap=True)


def note(text: str, style: str = "") -> None:
    """Print a line of our own; `text` is shown as it is."""
    console().print(escape(text), style=style or None)


def show_text(text: Text) -> None:
    """Print a text with its colours, in plain letters where there is no terminal."""
    console().print(text)
    console().print()


def show_table(table: Sequence[dict[str, str | int]], *, fold: Mapping[str, int] | None = None) -> None:
    """Print rows as a table; columns without any value are left out, those in `fold` give way to a least width."""
    folding = fold or {}
    names = [name for name in (table[0] if table else {}) if any(row[name] not in ("", 0) for row in table)]
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        right = all(isinstance(row[name], int) for row in table)
        side: Literal["left", "right"] = "right" if right else "left"
        shown.add_column(name, justify=side, no_wrap=name not in folding, overflow="fold", min_width=folding.get(name))
    for row in table:
        shown.add_row(*(escape(str(row[name])) for name in names))
    # Nobody's screen is that narrow where there is no screen: a pipe gets whole rows.
    Console(highlight=False, width=None if console().is_terminal else 220).print(shown)


def progress() -> Progress:
    """A progress bar on standard error; silent where that is no terminal."""
    stderr = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=stderr,
        transient=True,
        redirect_stdout=console().is_terminal,  # what is printed meanwhile: above the bar, or to where it belongs
        disable=not stderr.is_terminal,
    )

"""The terminal as a channel: readable lines, colour only where somebody looks."""

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.highlighter import RegexHighlighter
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text
from rich.theme import Theme

from alerts.render import Alert

_STYLES = Theme(
    {
        "alert.headline": "bold",
        "alert.kind": "cyan",
        "alert.moved": "bold green",
        "alert.quote": "italic",
        "alert.aside": "dim",
        "alert.link": "blue underline",
    }
)


class _AlertLines(RegexHighlighter):
    """Styles the lines of templates/text.j2."""

    base_style = "alert."
    highlights = (
        r"(?m)^(?P<headline>\S.*)\n(?P<kind>[^\s·][^·\n]*) · (?P<facts>.* · )?(?P<aside>gongbao show .*)$",
        r"(?m)(?P<moved>\((?:was|after|revised from|elsewhere) .*\)|（.*(?:为|前值).*）)$",
        r"(?m)^ {4}.*?(?P<quote>“.*”)$",
        r"(?m)^(?P<aside>(?:Source|来源).*)$",
        r"(?P<link>https?://\S+)",
    )


def show(alert: Alert, console: Console | None = None) -> None:
    """Print an alert: sentences wrapped to the screen, addresses and commands whole, to be clicked or copied."""
    console = console or Console()
    with console.use_theme(_STYLES):
        console.print(Rule(style="cyan"))
        for line in _lines(alert.text):
            console.print(line, soft_wrap=isinstance(line, Text))


def _lines(text: str) -> Iterator[RenderableType]:
    """Yield the lines of an alert: as `Text` those that are not to be wrapped."""
    styled = _AlertLines()(Text(text.rstrip()))
    for line in styled.split("\n", allow_blank=True):
        bare = line.plain.lstrip()
        indent = len(line.plain) - len(bare)
        whole = "://" in bare or "gongbao show" in bare
        yield line if whole or not bare else Padding(line[indent:], (0, 0, 0, indent), expand=False)

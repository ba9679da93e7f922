"""The terminal as a channel: readable lines, colour only where somebody looks."""

from rich.console import Console
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
        r"(?m)^(?P<headline>\S.*)\n(?=\S+.* · |\S)",
        r"(?P<moved>\([^()]*[+−][\d.,][^()]*\)|（[^（）]*(?:增加|减少)[^（）]*）)",
        r"(?m)^ {4}.*?(?P<quote>“.*”)$",
        r"(?m)^ {4}(?P<aside>(?:History|历史数据).*)$",
        r"(?P<link>https?://\S+)",
    )


def show(alert: Alert, console: Console | None = None) -> None:
    """Print an alert."""
    console = console or Console(theme=_STYLES, highlight=False, soft_wrap=False)
    with console.use_theme(_STYLES):
        console.print(Rule(Text(alert.title, style="bold"), align="left", style="cyan"))
        console.print(Padding(_AlertLines()(Text(alert.text.rstrip())), (0, 0, 1, 0)))

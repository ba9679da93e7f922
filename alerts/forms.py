"""The templates of messages: whose is taken, what they may do, and what a broken one comes to.

A team's folder comes before ours; in it and in ours NAME.LANGUAGE.j2 comes before NAME.j2. Templates run in Jinja's
sandbox. Whatever they print is escaped for the format; only our own words, links and commands are printed as they are,
and what a template makes of those is escaped again.
"""

import logging
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from alerts.escape import code, emphasised, inert, link, markdown
from measures.model import Language

log = logging.getLogger(__name__)

Format = Literal["text", "markdown", "html"]
FORMS: Mapping[str, Format] = MappingProxyType(
    {"short": "text", "text": "text", "markdown": "markdown", "html": "html"}
)
"""The templates that a team may have, and the format of what they print."""

FRAME = "frame.j2"
"""What a page of HTML stands in; a team's own comes before ours."""

OURS = "ours"
"""The folder in which templates of a team find ours: "ours/text.j2"."""

FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
"""What a template can fail with: its own faults, and those of the Python it runs."""

_MAKES_MARKUP = ("safe", "escape", "e", "forceescape", "tojson", "urlize", "xmlattr")
_BLANKS = re.compile(r"\n\s*\n\s*\n")


class Ours(str):
    """Text of ours, printed as it is. What is made of it is plain text again."""

    __slots__ = ()


def rendered(name: str, told: Mapping[str, Any], folder: Path | None = None) -> str:
    """Return what a template makes of a message: the team's; ours where that is not there, broken or prints nothing."""
    if folder is not None and _is_own(name, told["language"], folder):
        try:
            return rendered_by(name, told, folder)
        except FAULTS as fault:
            _log_once(f"template {name}.j2 in {folder}: {fault_of(fault)}; the built-in one is used")
    return rendered_by(name, told, None)


def _is_own(name: str, language: Language, folder: Path) -> bool:
    """Tell whether a team has this template, or a frame that ours would stand in."""
    files = (*_files(name, language), *([FRAME] if FORMS.get(name) == "html" else []))
    return any((folder / file).is_file() for file in files)


def _files(name: str, language: Language) -> tuple[str, str]:
    return f"{name}.{language}.j2", f"{name}.j2"


def fault_of(fault: Exception) -> str:
    """Return what is wrong with a template, and in which line where that is known."""
    if isinstance(fault, RecursionError):
        return f'it builds on itself without end; the built-in ones are called "{OURS}/text.j2" and so on'
    line = getattr(fault, "lineno", None) or _line_of(fault)
    said = str(fault) or type(fault).__name__
    return f"line {line}: {said}" if line else said


def _line_of(fault: Exception) -> int | None:
    """Return the line of a template that an error came out of; Jinja puts templates into the traceback."""
    trace, line = fault.__traceback__, None
    while trace:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename.endswith(".j2") else line
        trace = trace.tb_next
    return line


@lru_cache(maxsize=256)
def _log_once(problem: str) -> None:
    log.warning(problem)


def rendered_by(name: str, told: Mapping[str, Any], folder: Path | None) -> str:
    """Return what a template makes of a message; raises one of `FAULTS` where it cannot."""
    environment = _environment(FORMS.get(name, "html"), folder)
    written = environment.select_template(_files(name, told["language"])).render(told)
    written = "\n".join(line.rstrip() for line in written.strip().splitlines())
    if not written:
        raise ValueError("it prints nothing")
    return _BLANKS.sub("\n\n", written) + "\n"


@lru_cache(maxsize=64)
def _environment(format_name: Format, folder: Path | None) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_loader(folder),
        autoescape=format_name == "html",
        finalize=_FINAL[format_name],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in _MAKES_MARKUP:
        del environment.filters[name]
    environment.filters |= {"link": _ours(link), "code": _ours(code)}
    if format_name == "html":
        environment.filters["emphasised"] = emphasised
    return environment


def _loader(folder: Path | None) -> BaseLoader:
    """Return where templates come from; a team's can build on ours: {% extends "ours/frame.j2" %}."""
    ours = PackageLoader("alerts")
    return ours if folder is None else ChoiceLoader([FileSystemLoader(folder), ours, PrefixLoader({OURS: ours})])


def _ours(made: Callable[[Any], str]) -> Callable[[Any], Ours]:
    return lambda value: Ours(made(value))


def _plain(escaped: Callable[[str], str]) -> Callable[[object], str]:
    return lambda value: str(value) if type(value) is Ours else escaped(str(value))


def _html(value: object) -> Markup:
    if type(value) is Ours or isinstance(value, Markup):
        return Markup(value) if isinstance(value, Markup) else escape(value)
    return escape(inert(str(value)))


_FINAL: Mapping[Format, Callable[[object], str]] = MappingProxyType(
    {"text": _plain(inert), "markdown": _plain(markdown), "html": _html}
)


def words(fixed: Mapping[str, str]) -> dict[str, Ours]:
    """Return our fixed words as templates print them, spaces kept; those with gaps to fill are no concern of theirs."""
    return {name: Ours(word) for name, word in fixed.items() if "{" not in word and "." not in name}

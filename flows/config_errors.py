"""What is wrong with the configuration, said so that one can put it right: file, key, fault, remedy."""

import difflib
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic.fields import FieldInfo


class ConfigError(Exception):
    """The configuration cannot be used; the message says where and what to do, without secrets."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known word most like this one, or "": before all others one of the same letters."""
    words = list(known)
    letters = sorted(word.casefold())
    mixed_up = [one for one in words if len(one) == len(word) and sorted(one.casefold()) == letters]
    if mixed_up:
        return max(mixed_up, key=lambda one: sorted(one) == sorted(word))
    return next(iter(difflib.get_close_matches(word, words, n=1, cutoff=likeness)), "")


_NO_LIST = "Input should be a valid tuple"


def complaints(error: ValidationError, model: type[BaseModel], file: Path | None, content: Any) -> str:
    """Return one line for each thing that is wrong; `content` is what the file holds."""
    faults = error.errors(include_url=False, include_context=False)
    return "\n".join(_complaint(fault, model, file, content) for fault in faults)


def rule_called(number: int, name: object) -> str:
    """Return how a rule is called where it is wrong: its number from 1, and its name if it has one."""
    return f'{number} ("{name}")' if name else str(number)


def _key(loc: Iterable[Any], content: Any) -> str:
    """Return where something stands: keys, and numbers from 1 with the name of what they stand for."""
    said, given = list[str](), content
    for part in loc:
        try:
            given = given[part]
        except (KeyError, IndexError, TypeError):
            given = None
        name = given.get("name") if isinstance(given, dict) else ""
        said.append(rule_called(part + 1, name) if isinstance(part, int) else str(part))
    return ".".join(said)


def unreadable(error: str) -> str:
    """Name the variables that a list or a table could not be read from; `error` names their setting in quotes."""
    setting = re.search(r'"(\w+)"', error)
    prefix = f"GONGBAO_{setting[1] if setting else ''}".upper()
    named = [name for name in sorted(os.environ) if name.upper().startswith(prefix) and not _is_json(os.environ[name])]
    return f'environment ({", ".join(named)}): lists and tables are written as JSON there, like ["22:00-07:00", "sat"]'


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def _complaint(fault: Any, model: type[BaseModel], file: Path | None, content: Any) -> str:
    loc = [part for part in fault["loc"] if part != "[key]"]
    where = tuple(map(str, loc))
    message = str(fault["msg"]).removeprefix("Value error, ")
    place = _place(where, file)
    if not where:
        return f"{place}: {message}"
    key = _key(loc, content)
    if fault["type"] == "extra_forbidden":
        return f"{place}: {key} is not a setting{_suggestion(where, key, model)}"
    if fault["type"] == "missing":
        return f"{place}: {key} is missing{_meaning(where, model)}"
    if message == _NO_LIST and (field := _field(where, model)) and _holds_tables(field):
        return f"{place}: {key}: write each of them as a table [[{key}]], in double brackets"
    return f"{place}: {key}: {_worded(message)}{_given(where, fault, model)}{_meaning(where, model)}"


def _worded(message: str) -> str:
    if message.startswith("String should match pattern"):
        return "names are of small letters, digits, - and _"
    if message.startswith("Input should be a valid dictionary"):
        return "should be a table of settings"
    if message in (_NO_LIST, "Input should be a valid frozenset"):
        return "should be a list, in square brackets"
    if message.startswith("Input is not a valid path"):
        return "should be the name of a file or folder"
    return message.replace("Input should", "should", 1)


def _place(where: tuple[str, ...], file: Path | None) -> str:
    """Name the environment variable if the value came from one, else the file."""
    for depth in range(len(where), 0, -1):
        variable = "GONGBAO_" + "__".join(where[:depth]).upper()
        found = next((name for name in os.environ if name.upper() == variable), "")
        if found:
            return f"environment ({found})"
    return str(file) if file else "configuration"


def _suggestion(where: tuple[str, ...], key: str, model: type[BaseModel]) -> str:
    above = _models(where[:-1], model)
    names = [name for level in above for name in level.model_fields]
    likely = nearest(where[-1], names)
    meant = f"{key.removesuffix(where[-1])}{likely}"
    return f"; did you mean {meant}?" if likely else f"; there are: {', '.join(names)}"


def _given(where: tuple[str, ...], fault: Any, model: type[BaseModel]) -> str:
    """Return what was given, unless it is a secret or stands where a table with secrets should."""
    field = _field(where, model)
    value = fault.get("input")
    if field is None or not isinstance(value, str | int | float):
        return ""
    if SecretStr in _types(field.annotation) or _holds_tables(field):
        return ""
    return f" (it is {value!r})"


def _meaning(where: tuple[str, ...], model: type[BaseModel]) -> str:
    """Return what a setting is; a table of settings is told by what is wrong in it."""
    field = _field(where, model)
    return f"; it is: {field.description}" if field and field.description and not _holds_tables(field) else ""


def _holds_tables(field: FieldInfo) -> bool:
    return any(isinstance(kind, type) and issubclass(kind, BaseModel) for kind in _types(field.annotation))


def _field(where: tuple[str, ...], model: type[BaseModel]) -> FieldInfo | None:
    for depth in range(len(where), 0, -1):
        for level in _models(where[: depth - 1], model):
            if where[depth - 1] in level.model_fields:
                return level.model_fields[where[depth - 1]]
    return None


def _models(where: tuple[str, ...], model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the models that stand at a path of keys; names (teams.desk) and numbers of lists go along."""
    level = [model]
    named = False
    for key in where:
        if named:
            named = False
            continue
        field = next((m.model_fields[key] for m in level if key in m.model_fields), None)
        found = list(_types(field.annotation)) if field else []
        level = [kind for kind in found if isinstance(kind, type) and issubclass(kind, BaseModel)]
        named = dict in found or tuple in found
    return [] if named else level


def _types(annotation: Any) -> Iterator[Any]:
    """Yield every type in an annotation, and `dict` for a table of names."""
    arguments = get_args(annotation)
    origin = getattr(annotation, "__origin__", None)
    if origin is not None:
        yield origin
    yield annotation
    for argument in arguments:
        yield from _types(argument)

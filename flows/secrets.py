"""Secrets in the configuration: `${VARIABLE}` is taken from the environment, `file:/run/secrets/x` from a file."""

import os
import re
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BeforeValidator, SecretStr

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")


def resolved(value: Any) -> Any:
    """Return a value with its variables and files put in. Raises ValueError naming what is missing, never a content.

    A variable that is the whole value goes in as it is; inside a longer address it is percent-encoded, so that any
    password fits.
    """
    if not isinstance(value, str):
        return value
    if value.startswith("file:"):
        return _file(Path(value.removeprefix("file:").removeprefix("//")))
    whole = _VARIABLE.fullmatch(value)
    if whole:
        return _variable(whole[1])
    return _VARIABLE.sub(lambda found: quote(_variable(found[1]), safe=""), value)


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        state = "empty" if name in os.environ else "not set"
        raise ValueError(f"the environment variable {name or '(no name)'} is {state}: set it, or put it into .env")
    return value


def _file(path: Path) -> str:
    try:
        content = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"the file {path} cannot be read ({type(error).__name__})") from None
    if not content:
        raise ValueError(f"the file {path} is empty")
    return content


Secret = Annotated[SecretStr, BeforeValidator(resolved)]

"""The sources of one installation: those of the catalogue as switched in the configuration, and the user's own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from flows.config_errors import ConfigError, nearest
from scrapers.source import Platform, Source

if TYPE_CHECKING:
    from flows.settings import SourceSettings


def chosen(settings: "Mapping[str, SourceSettings]", catalogue: Iterable[Source]) -> tuple[Source, ...]:
    """Return all sources, with `enabled` as configured; the user's own last.

    Raises `ConfigError` for a name that is neither in the catalogue nor described.
    """
    known = {source.name: source for source in catalogue}
    for name, wish in settings.items():
        if name in known:
            known[name] = known[name] if wish.enabled is None else replace(known[name], enabled=wish.enabled)
        elif wish.platform:
            known[name] = _own(name, wish)
        else:
            likely = nearest(name, known)
            advice = f"did you mean {likely}?" if likely else "a source of your own needs a platform and a start"
            raise ConfigError(f"configuration: sources.{name}: there is no source of this name; {advice}")
    return tuple(known.values())


def _own(name: str, wish: "SourceSettings") -> Source:
    title = wish.title or name
    return Source(
        name=name,
        title=title,
        language=wish.language,
        publisher=wish.publisher or title,
        platform=cast(Platform, import_module(f"scrapers.platforms.{wish.platform}")),
        start=wish.start,
        hosts=wish.hosts or (urlsplit(wish.start).hostname or "",),
        first=wish.first,
        silence=timedelta(days=wish.silence_days),
        enabled=wish.enabled is not False,
        options=wish.options,
    )

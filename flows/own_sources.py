"""The sources of one installation: those of the catalogue as switched in the configuration, and the user's own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.config_errors import ConfigError, nearest
from scrapers.catalogue import BadSource, configured
from scrapers.source import Source

if TYPE_CHECKING:
    from flows.sections import SourceSettings


def chosen(settings: "Mapping[str, SourceSettings]", catalogue: Iterable[Source]) -> tuple[Source, ...]:
    """Return all sources, with `enabled` as configured; the user's own last.

    Raises `ConfigError` for a name that is neither in the catalogue nor described.
    """
    known = {source.name: source for source in catalogue}
    for name, wish in settings.items():
        known[name] = _switched(known[name], wish) if name in known else _own(name, wish, known)
    return tuple(known.values())


def _switched(source: Source, wish: "SourceSettings") -> Source:
    if described := sorted(wish.model_fields_set - {"enabled"}):
        raise ConfigError(
            f"configuration: sources.{source.name}: the catalogue has this source, only `enabled` can be set"
            f" (not {', '.join(described)}); give a source of your own another name"
        )
    return source if wish.enabled is None else replace(source, enabled=wish.enabled)


def _own(name: str, wish: "SourceSettings", known: Mapping[str, Source]) -> Source:
    if not wish.platform:
        likely = nearest(name, known)
        advice = f"did you mean {likely}?" if likely else "a source of your own needs a platform and a url"
        raise ConfigError(f"configuration: sources.{name}: there is no source of this name; {advice}")
    try:
        return configured(name, wish.model_dump(exclude_none=True))
    except BadSource as error:
        raise ConfigError(f"configuration: {error}") from None

"""What runs when, by prefect.yaml: the one place where it is written, made into Prefect's deployments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints
from zoneinfo import ZoneInfo

import yaml
from cronsim import CronSim, CronSimError

from flows.config_errors import ConfigError
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

CHECKOUT = Path(__file__).resolve().parents[1]
NEEDED = frozenset(("name", "description", "entrypoint", "tags", "work_pool", "concurrency_limit"))
KEYS = NEEDED | {"parameters", "schedules"}

DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"

Choices = Mapping[str, Sequence[str]]
"""Names to choose from in the dashboard's form, by the parameter that takes one or several of them."""


def deployments(file: Path = CHECKOUT / "prefect.yaml") -> list[dict[str, Any]]:
    """The deployments as they are written. Raises `ConfigError` for keys that are missing or unknown."""
    if not file.is_file():
        raise ConfigError(f"there is no {file}: run gongbao from its checkout")
    try:
        described: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))["deployments"]
    except (yaml.YAMLError, KeyError, TypeError) as fault:
        raise ConfigError(f"{file.name}: no deployments can be read in it: {fault}") from None
    for one in described:
        if wrong := sorted(NEEDED - one.keys()) or sorted(one.keys() - KEYS):
            state = "is missing" if wrong[0] in NEEDED else "is not known"
            raise ConfigError(f"{file.name}: deployment {one.get('name', '?')}: {wrong[0]} {state}")
    return described


def check(settings: Settings) -> None:
    """Raise `ConfigError` for what could not run as it is written: a time that is none, a source that nobody knows."""
    known = choices(settings)["sources"]
    for one in deployments():
        try:
            for given in one.get("schedules", []):
                CronSim(given["cron"], datetime.now(ZoneInfo(given["timezone"])))
        except (CronSimError, KeyError, ValueError) as fault:
            raise ConfigError(f"prefect.yaml: deployment {one['name']}: schedules: {fault}") from None
        for source in (one.get("parameters") or {}).get("sources") or []:
            if source not in known:
                raise ConfigError(f"prefect.yaml: deployment {one['name']}: no source is called {source!r}")


def choices(settings: Settings) -> Choices:
    """The sources and teams that there are now."""
    from scrapers.archive import ANYWHERE
    from scrapers.catalogue import SOURCES

    sources = [source.name for source in settings.chosen(SOURCES.values())]
    return {"source": [*sources, ANYWHERE.name], "sources": sources, "team": list(settings.teams)}


def deployment(described: Mapping[str, Any], choices: Choices) -> "RunnerDeployment":
    """Make Prefect's deployment of a description. Raises `ConfigError` for one that it does not take."""
    from prefect.exceptions import PrefectException

    try:
        made = _deployment(described)
    except (PrefectException, ImportError, ValueError, TypeError) as fault:
        raise ConfigError(f"prefect.yaml: deployment {described['name']}: {fault}") from None
    properties = made._parameter_openapi_schema.properties
    for name, schema in properties.items():
        properties[name] = choosing(dated(schema), choices.get(name, ()))
    return made


def _deployment(described: Mapping[str, Any]) -> "RunnerDeployment":
    """Its flow is named as a module, which is found on every machine."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig
    from prefect.deployments.runner import RunnerDeployment
    from prefect.flows import Flow, load_flow_from_entrypoint
    from prefect.schedules import Schedule
    from prefect.types.entrypoint import EntrypointType

    flow: Flow[..., Any] = load_flow_from_entrypoint(module_path(described["entrypoint"]), use_placeholder_flow=False)
    made = RunnerDeployment.from_flow(
        flow,
        name=described["name"],
        description=described["description"],
        tags=described["tags"],
        parameters=described.get("parameters"),
        schedules=[Schedule(**given) for given in described.get("schedules", [])],
        concurrency_limit=ConcurrencyLimitConfig(**described["concurrency_limit"]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    for name, words in explained(flow.fn).items():
        made._parameter_openapi_schema.properties[name]["description"] = words
    return made


def module_path(entrypoint: str) -> str:
    """flows/check.py:check as flows.check.check."""
    file, _, function = entrypoint.partition(":")
    return f"{file.removesuffix('.py').replace('/', '.')}.{function}"


def explained(function: Callable[..., Any]) -> dict[str, str]:
    """What the parameters of a flow mean, by its annotations: of these Prefect takes the limits, not the words."""
    hints = get_type_hints(function, include_extras=True)
    words = {name: getattr(one, "description", None) for name, hint in hints.items() for one in metadata(hint)}
    return {name: text for name, text in words.items() if text}


def metadata(hint: object) -> tuple[object, ...]:
    """What an annotation says beside the type."""
    found: tuple[object, ...] = getattr(hint, "__metadata__", ())
    return found


def dated(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A schema that takes no day that cannot be one: Prefect's server does not look at the format of a string."""
    if schema.get("format") == "date":
        return {**schema, "pattern": DAY}
    return {**schema, "anyOf": [dated(one) for one in schema["anyOf"]]} if "anyOf" in schema else dict(schema)


def choosing(schema: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The schema of a name, or of several, as a choice among those there are; "" stays where it is the default."""
    if not names:
        return dict(schema)
    if schema.get("type") == "string":
        return {**schema, "enum": [""] * (schema.get("default") == "") + [*names]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [choosing(one, names) for one in schema["anyOf"]]}
    return {**schema, "items": choosing(schema["items"], names)} if "items" in schema else dict(schema)

"""prefect.yaml as it is read: what is wrong in it is said, and its forms offer what there is."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from flows import deploying
from flows.commands.serving import FEWEST, worker
from flows.config_errors import ConfigError
from flows.deploying import choosing, deployment, deployments
from flows.runs import PARTS, PLACES
from flows.settings import Settings
from flows.words import UsageError

NAMES = ["miit-news", "scio-english"]
CHECK = {
    "name": "check",
    "description": "Look",
    "entrypoint": "flows/check.py:check",
    "tags": ["watch"],
    "work_pool": {"name": "gongbao"},
    "concurrency_limit": {"limit": 1, "collision_strategy": "CANCEL_NEW"},
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a list", "no deployments can be read"),
        ("deployments: [", "no deployments can be read"),
        ("deployments: [{name: check, tgas: []}]", "deployment check: concurrency_limit is missing"),
        (f"deployments: [{CHECK | {'tgas': []}}]", "deployment check: tgas is not known"),
    ],
)
def test_what_is_wrong_in_the_file_is_said(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "prefect.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=said):
        deployments(file)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"schedules": [{"cron": "*/7x * * * *", "timezone": "Asia/Shanghai"}]}, "cron"),
        ({"schedules": [{"cron": "0 8 * * *", "timezone": "Asia/Beijing"}]}, "Asia/Beijing"),
        ({"schedules": [{"corn": "0 8 * * *"}]}, "corn"),
        ({"concurrency_limit": {"limit": 1, "collision_strategy": "WAIT"}}, "collision_strategy"),
        ({"entrypoint": "flows/check.py:chekc"}, "chekc"),
    ],
)
def test_what_prefect_does_not_take_is_said(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=f"(?s)deployment check.*{said}"):
        deployment(CHECK | wrong, {})


@pytest.mark.parametrize(
    ("schema", "offered"),
    [
        ({"type": "string"}, {"type": "string", "enum": NAMES}),
        ({"type": "string", "default": ""}, {"type": "string", "default": "", "enum": ["", *NAMES]}),
        ({"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "string", "enum": NAMES}}),
        (
            {"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}], "default": None},
            {
                "anyOf": [{"type": "array", "items": {"type": "string", "enum": NAMES}}, {"type": "null"}],
                "default": None,
            },
        ),
        ({"type": "integer"}, {"type": "integer"}),
    ],
)
def test_a_form_offers_the_names_there_are(schema: dict[str, Any], offered: dict[str, Any]) -> None:
    assert choosing(schema, NAMES) == offered
    assert choosing(schema, []) == schema


def test_every_deployment_of_the_file_is_one_that_prefect_takes() -> None:
    """With the names of sources as choices, its own parameters among them: else the server refuses its runs."""
    for described in deployments():
        made = deployment(described, {"sources": NAMES, "source": NAMES, "team": []})
        assert [schedule.slug for schedule in made.schedules or ()] == [
            given["slug"] for given in described.get("schedules", ())
        ]
        assert made.entrypoint == described["entrypoint"].replace("/", ".").replace(".py:", ".")


def test_a_form_explains_its_fields_and_takes_no_day_that_is_none() -> None:
    for described in deployments():
        properties = deployment(described, {})._parameter_openapi_schema.properties
        assert all(field.get("description") for field in properties.values()), described["name"]
    (backfill,) = (one for one in deployments() if one["name"] == "backfill")
    schema = deployment(backfill, {"sources": NAMES})._parameter_openapi_schema.model_dump()
    assert Draft202012Validator(schema).is_valid({"sources": NAMES, "since": "2026-01-31"})
    assert not Draft202012Validator(schema).is_valid({"sources": NAMES, "since": "2026-13-01"})
    assert not Draft202012Validator(schema).is_valid({"sources": ["nobody"], "since": "2026-01-31"})


def test_checks_and_alerts_keep_places_whatever_is_read_of_the_past() -> None:
    limits = {one["name"]: one["concurrency_limit"]["limit"] for one in deployments()}
    others = {one["name"] for one in deployments() if not {"watch", "alerts"} & set(one["tags"])}
    assert others >= {"backfill", "backfill-part", "reread", "maintain"}
    assert sum(limits[name] for name in others) < PLACES
    assert limits["backfill-part"] == PARTS
    assert limits["backfill"] + 1 < FEWEST, "parts that all wait for have a place, and a check beside them"


def test_a_worker_with_too_few_places_is_refused() -> None:
    with pytest.raises(UsageError, match="give 4 or more"):
        worker(limit=3)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"schedules": [{"cron": "0 99 * * *", "timezone": "Asia/Shanghai", "slug": "x"}]}, "schedules: Bad hour"),
        ({"schedules": [{"cron": "0 9 * * *", "timezone": "Asia/Beijing", "slug": "x"}]}, "Asia/Beijing"),
        ({"parameters": {"sources": ["miit-nws"]}}, "no source is called 'miit-nws'"),
    ],
)
def test_what_could_not_run_is_said_before_anything_starts(
    wrong: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(deploying, "deployments", lambda: [CHECK | wrong])
    with pytest.raises(ConfigError, match=f"deployment check: .*{said}"):
        deploying.check(Settings(data=tmp_path))


def test_what_stands_in_the_file_can_run(tmp_path: Path) -> None:
    deploying.check(Settings(data=tmp_path))

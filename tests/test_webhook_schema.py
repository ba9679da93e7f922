"""The documented schema of what webhooks get, held to real payloads; and the example of the documentation to it."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from changes import MIRROR, PAGE, a_change, a_figure, a_revision, an_act
from jsonschema import Draft202012Validator
from receivers import webhook

from alerts.channel import Channel
from alerts.render import alert
from alerts.sample import sample
from alerts.send import send
from alerts.telling import Form, Links, Telling
from measures.model import Point

DOCS = Path(__file__).parent.parent / "docs"
SCHEMA = json.loads((DOCS / "webhook.schema.json").read_text(encoding="utf-8"))
ALERT = Draft202012Validator(SCHEMA)


def posted(changes: Any, telling: Telling) -> dict[str, Any]:
    with webhook() as hook:
        assert send(Channel("desk.hook", hook.apprise()), alert(changes, telling), key="k-1").ok
        payload: dict[str, Any] = hook.received[0].json
        return payload


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("form", ["event", "digest"])
def test_what_is_posted_is_as_the_schema_says(form: Form) -> None:
    telling = Telling(
        form=form, number=12, team="SME desk", team_name="sme", links=Links(measure="https://x.example/{measure}")
    )
    payload = posted(
        [*sample("en"), a_change(a_figure(5, value_max=Decimal(9), as_of=None), id=9, origin=MIRROR)], telling
    )
    assert list(ALERT.iter_errors(payload)) == []
    assert (payload["key"], payload["team"], payload["team_title"]) == ("k-1", "sme", "SME desk")
    assert {change["links"]["measure"] for change in payload["changes"]} >= {"https://x.example/f-sample"}


@pytest.mark.parametrize("name", sorted(set(SCHEMA["$defs"]["change"]["required"]) - {"also"}))
def test_a_payload_that_lacks_something_is_found(name: str) -> None:
    payload = dict(alert([a_revision()], Telling()).data) | {"key": "k"}
    assert not list(ALERT.iter_errors(json.loads(json.dumps(payload))))
    del payload["changes"][0][name]
    assert list(ALERT.iter_errors(json.loads(json.dumps(payload))))


def test_a_change_says_since_when_by_how_much_and_who_said_it() -> None:
    change = replace(
        a_revision(), post="minister", sentence="There are 14600 robot makers.", before_sentence="Then 12000."
    )
    (told,) = alert([change], Telling()).data["changes"]
    assert told["difference"] == {"absolute": 2600, "unit": "enterprise", "relative": 21.6667}
    assert told["since"]["before"] == {"period": "2030-06-30", "stated": True}
    assert told["since"]["now"]["period"] == "2031-04-30"
    assert (told["speaker"], told["relation"]) == ({"name": "Ding Wen", "title": "minister"}, "was")
    assert (told["sentence"], told["before"]["sentence"]) == ("There are 14600 robot makers.", "Then 12000.")
    assert told["before"]["statement"]["value"] == 12000


def test_a_share_moves_by_points_and_an_initiative_by_nothing() -> None:
    share = {"unit": "percent", "aspect": "share"}
    told = a_change(a_figure("47.5", **share), kind="revised", before=Point(a_figure(45, **share), PAGE))
    (change,) = alert([told], Telling()).data["changes"]
    assert change["difference"] == {"absolute": 2.5, "unit": "percentage_point", "relative": None}
    act = a_change(an_act(), kind="revised", before=Point(an_act(batch=2), PAGE))
    (change,) = alert([act], Telling()).data["changes"]
    assert (change["difference"], change["since"]) == (None, None)


def test_the_example_of_the_documentation_is_as_the_schema_says() -> None:
    text = (DOCS / "alerts.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.S)
    assert list(ALERT.iter_errors(json.loads(example))) == []

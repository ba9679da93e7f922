"""What operators are told: every kind in every form and language, what others wrote in it made harmless."""

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alerts.notice_words import COMMANDS, FRAME, WORDS, Told
from alerts.notices import alert, lasted, title

CLOCKS = ZoneInfo("Asia/Shanghai")
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
ATTACK = "<script>alert(1)</script> @everyone **bold** [x](https://evil.example) {title} \u202egnp.exe\nBcc: a@b.c"


@dataclass(frozen=True)
class Notice:
    """A notice as the store gives it."""

    kind: str
    place: str = "miit-news"
    facts: Mapping[str, Any] = field(default_factory=dict)
    began_at: datetime = BEGAN
    ended_at: datetime | None = None


def facts(kind: str, said: str = "what was seen") -> dict[str, Any]:
    """Every fact that the words of a kind speak of."""
    words = [text for each in WORDS.values() for text in vars_of(each[kind])]
    fields = {name for text in words for _, name, _, _ in string.Formatter().parse(text) if name}
    still_open = {"kind": "unread", "place": said, "facts": {"count": 1, "listed": "2026-03-01", "error": said}}
    plain: dict[str, Any] = dict.fromkeys(fields - {"place", "team"}, said)
    return plain | ({"open": [still_open]} if kind == "heartbeat" else {})


def vars_of(words: object) -> list[str]:
    return [getattr(words, name) for name in ("title", "over", "seen", "means")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_every_kind_is_told_in_every_form(kind: str, language: Told) -> None:
    for over in (None, BEGAN + timedelta(hours=3)):
        told = alert(Notice(kind, facts=facts(kind), ended_at=over), language, CLOCKS)
        for form in (told.text, told.markdown, told.html):
            assert "what was seen" in form
            assert "gongbao " in form
        assert "{" not in told.text + told.markdown, "every gap is filled"
        assert told.title.startswith("Gongbao")
        assert told.data["state"] == ("over" if over else "open")
        assert told.language == language


@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_a_notice_of_an_earlier_version_is_told_with_what_it_has(kind: str) -> None:
    assert alert(Notice(kind), "en", CLOCKS).title.startswith("Gongbao")


def test_what_begins_says_what_since_when_what_it_means_and_where_to_look() -> None:
    told = alert(Notice("blocked", facts={"error": "http://a.cn/: a challenge page"}), "en", CLOCKS)
    assert told.title == "Gongbao: source miit-news is blocked"
    assert told.text.splitlines()[2:4] == [
        "http:\u200b//a.\u200bcn/: a challenge page",
        "Since 2026-03-02 17:00 (Asia/Shanghai).",
    ]
    assert "A challenge is never got round" in told.text
    assert told.text.endswith("Look closer:\n  gongbao check miit-news\n  gongbao sources\n")
    assert told.short == "Gongbao: source miit-news is blocked gongbao check miit-news"


def test_what_ends_says_how_long_it_lasted() -> None:
    over = Notice("blocked", facts={"error": "a challenge page"}, ended_at=BEGAN + timedelta(hours=3, minutes=2))
    told = alert(over, "en", CLOCKS)
    assert told.title == "Gongbao: source miit-news is no longer blocked"
    assert "From 2026-03-02 17:00 to 2026-03-02 20:02 (Asia/Shanghai): 3 hours." in told.text
    assert "持续 3 小时" in alert(over, "zh", CLOCKS).text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", sorted(COMMANDS))
def test_nothing_that_others_wrote_acts(kind: str, language: Told) -> None:
    told = alert(Notice(kind, facts=facts(kind, ATTACK), place="a.b"), language, CLOCKS)
    assert "<script" not in told.html
    assert "@everyone" not in told.text + told.markdown + told.html
    assert "https://evil" not in told.text + told.markdown
    assert "[x]" not in told.markdown
    for form in (told.title, told.short, told.text, told.markdown, told.html):
        assert "\u202e" not in form
        assert "\nBcc" not in form
    assert "\n" not in told.title + told.short


def test_the_list_of_a_silent_source_is_a_link_and_nothing_else_is() -> None:
    given = {"newest": "2026-03-02", "days": 6, "allowed": 4}
    told = alert(Notice("silent", facts=given | {"url": "https://www.miit.gov.cn/list?a=1&b=2"}), "en", CLOCKS)
    assert 'href="https://www.miit.gov.cn/list?a=1&amp;b=2"' in told.html
    assert "  https://www.miit.gov.cn/list?a=1&b=2\n" in told.text
    harmless = alert(Notice("silent", facts=given | {"url": "javascript:alert(1)"}), "en", CLOCKS)
    assert "javascript" not in harmless.html + harmless.text + harmless.markdown


def test_how_long_it_lasted_is_said_in_the_unit_that_fits() -> None:
    spans = {30: "1 min", 1500: "25 min", 3 * 3600: "3 hours", 30 * 3600: "30 hours", 4 * 86400: "4 days"}
    assert {seconds: lasted(timedelta(seconds=seconds), "en") for seconds in spans} == spans
    assert lasted(timedelta(days=4), "zh") == "4 天"


def test_both_languages_know_the_same_kinds_and_words() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys() == COMMANDS.keys()
    assert FRAME["en"].keys() == FRAME["zh"].keys()


def test_a_channel_is_tried_by_its_team() -> None:
    told = alert(Notice("channel", "sme.mail", {"error": "no such host", "count": 3}), "en", CLOCKS)
    assert "gongbao channels test sme\n" in told.text
    assert title(Notice("channel", "sme.mail"), "en") == "channel sme.mail takes no messages"


BEAT = {"since": "2026-03-01 09:00", "looks": 0, "pages": 0, "alerts": 0}
SILENT = {"kind": "silent", "place": "miit-news", "facts": {"newest": "2026-02-02", "days": 9, "allowed": 4}}
STOPPED = {"kind": "stopped", "place": "", "facts": {"last": "2026-03-01 02:00", "hours": 1}}


@pytest.mark.parametrize(
    ("still", "english", "chinese"),
    [
        ([], "the watch is well", "监测运行正常"),
        ([SILENT], "the watch runs; open: 1", "监测运行中，未解决 1 项"),
        ([STOPPED], "the watch stands still", "监测已停止"),
        ([SILENT, STOPPED, SILENT], "the watch stands still; also open: 2", "监测已停止，另有 2 项未解决"),
    ],
)
def test_a_heartbeat_says_that_the_watch_runs_only_where_it_does(
    still: list[dict[str, Any]], english: str, chinese: str
) -> None:
    beat = Notice("heartbeat", "2026-03-02", BEAT | {"open": still}, ended_at=BEGAN)
    told = [alert(beat, language, CLOCKS) for language in ("en", "zh")]
    assert [one.title for one in told] == [f"Gongbao: {english}", f"Gongbao：{chinese}"]
    items = [line for line in told[0].text.splitlines() if line.startswith("- ")]
    assert sorted(items) == sorted(
        {"silent": "- source miit-news is silent", "stopped": "- the watch stands still"}[one["kind"]] for one in still
    )
    assert told[0].html.count("<li") == told[0].markdown.count("\n- ") - 2 == len(still)
    assert told[0].data["facts"]["open"] == told[1].data["facts"]["open"] == still, "plain data in both languages"

"""Acts that are denied, refused, put off or given up are told as such or left out; never the other way round."""

from datetime import date

import pytest

from measures.documents import compose
from measures.initiatives import initiatives

WIRE = "BEIJING, May 6 (Xinhua) -- The Ministry of Transport told of its work on ferries.\n\n"
NEWS = "渔港新闻\n\n交通运输部近日介绍渡轮工作。\n\n"


def titles(text: str) -> list[str]:
    before = WIRE if text.isascii() else NEWS
    page = compose(before + text, identity="x", title="A page", published=date(2031, 5, 6))
    return [line.title for line in initiatives(page)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry will not raise harbour dues.", ["Not raise harbour dues"]),
        ("China will no longer accept wooden ferries.", ["No longer accept wooden ferries"]),
        ("The ministry said it would never toll the strait.", ["Never toll the strait"]),
        ("The ministry will not raise dues, levy tolls or cut pay.", ["Not raise dues, levy tolls or cut pay"]),
        ("The ministry will neither raise dues nor cut pay.", ["Neither raise dues nor cut pay"]),
        ("Local governments must not set up barriers to ferries.", ["Not set up barriers to ferries"]),
        (
            "The ministry will not raise dues, but will repair 40 locks.",
            ["Not raise dues", "Repair 40 locks"],
        ),
        ("The ferry subsidy will not be extended.", ["The ferry subsidy will not be extended"]),
        ("The ministry has postponed the audit of wharves.", ["Postponed the audit of wharves"]),
        ("The ministry said no grants will go to tugboats.", []),
        (
            "New rules were issued. Do not weld the hulls at night.",
            ["New rules were issued", "Do not weld the hulls at night"],
        ),
        ("The ministry will hardly toll the strait.", ["Hardly toll the strait"]),
        ("The ministry clarified that it will not close ports.", ["Not close ports"]),
        ("交通运输部决定不再发布渡轮指数，支持船厂改造。", ["不再发布渡轮指数", "支持船厂改造"]),
        ("交通运输部今后不再组织渡轮评选，将培育船厂。", ["不再组织渡轮评选", "培育船厂"]),
        ("交通运输部不再审批夜间航线。", ["不再审批夜间航线"]),
        ("交通运输部表示，不会提高引航费。", ["不会提高引航费"]),
        ("会议要求，不得新增木质渡轮，不能把渡轮挪作他用。", ["不得新增木质渡轮", "不能把渡轮挪作他用"]),
        ("交通运输部驳回两家船厂的申请。", ["驳回两家船厂的申请"]),
        ("交通运输部拒绝降低引航费。", ["拒绝降低引航费"]),
    ],
)
def test_what_will_not_be_done_is_told_with_its_not(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has not approved any new ferry line.",
        "The audit of wharves has not been started.",
        "The ministry is not considering a ban on ferries.",
        "The ministry has neither closed ports nor cut pay.",
        "The ministry denied that it would close 12 ports.",
        "The ministry denied plans to close 12 ports.",
        "The Ministry of Transport rejected claims that it had closed two ports.",
        "The Ministry of Transport dismissed reports that it will close ports.",
        "The ministry had planned to finish the audit in June but has postponed it.",
        "The ministry never said it would toll the strait.",
        "The ministry said it was not true that it would close 12 ports.",
        "交通运输部尚未制定渡轮报废办法。",
        "交通运输部没有出台限航政策。",
        "交通运输部并未取消渡轮补贴。",
        "交通运输部从不向渡轮收费。",
        "交通运输部否认将关闭12座渡口。",
        "交通运输部原计划6月启动码头普查，现已推迟。",
        "交通运输部并非要关停渡口。",
        "交通运输部不排除调整渡轮收费。",
        "交通运输部不是取消渡轮补贴，而是优化补贴方式。",
    ],
)
def test_what_has_not_been_done_is_no_act(text: str) -> None:
    assert titles(text) == []


def test_words_that_begin_with_no_deny_nothing() -> None:
    assert titles("交通运输部将不断完善渡轮制度，不仅支持船厂改造，还支持码头改造。")[0].startswith("不断完善渡轮制度")
    assert "Raise dues for tugboats" not in titles("The ministry will not just repair 40 locks.")
    assert titles("The ministry will not only repair 40 locks but also train 300 pilots.") == [
        "Repair 40 locks",
        "Train 300 pilots",
    ]


def test_what_has_been_done_beside_a_vow_is_done() -> None:
    text = WIRE + "The ministry vowed to fight smuggling at sea, revoked the licences of six yards and fined 20 pilots."
    told = [(line.title, line.status) for line in initiatives(compose(text, identity="x"))]
    assert told == [
        ("Fight smuggling at sea", "planned"),
        ("Revoked the licences of six yards", "launched"),
        ("Fined 20 pilots", "launched"),
    ]

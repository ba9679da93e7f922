"""Changes to render and send, made of invented facts."""

from datetime import date
from decimal import Decimal
from typing import Any

from measures.model import Change, Figure, Initiative, Origin, Period, Point

PAGE = Origin(
    document="d1",
    url="https://english.scio.gov.cn/pressroom/2031-05/14/content_1.html",
    title="SCIO briefing on robot makers",
    source="scio-en",
    publisher="SCIO",
    language="en",
    published=date(2031, 6, 20),
    event_date=date(2031, 5, 14),
)
MIRROR = Origin(
    document="d2",
    url="https://www.miit.gov.cn/a/2.html",
    title="国新办介绍机器人产业情况",
    source="miit-news",
    publisher="工业和信息化部",
    language="zh",
    published=date(2031, 5, 14),
)


def a_day(year: int, month: int, day: int) -> Period:
    return Period(date(year, month, day), date(year, month, day))


def a_figure(value: Any = 14600, **facts: Any) -> Figure:
    given = {
        "quote": f"{value} robot makers",
        "start": 10,
        "end": 30,
        "sentence_start": 0,
        "sentence_end": 60,
        "value": Decimal(value),
        "unit": "enterprise",
        "subject": "robot_maker",
        "label": "robot enterprises",
        "as_of": a_day(2031, 4, 30),
        "speaker": "Ding Wen",
    }
    return Figure(**(given | facts))


def an_act(**facts: Any) -> Initiative:
    given = {
        "quote": "a third batch of robot parks will be named next year",
        "start": 90,
        "end": 140,
        "sentence_start": 90,
        "sentence_end": 141,
        "title": "Name a third batch of robot parks",
        "actors": ("MIIT", "NDRC"),
        "status": "planned",
        "timeframe": "next year",
        "batch": 3,
    }
    return Initiative(**(given | facts))


def a_change(statement: Any = None, **facts: Any) -> Change:
    given = {
        "id": 1,
        "kind": "new",
        "measure": "m17",
        "title": "robot enterprises",
        "statement": statement or a_figure(),
        "origin": PAGE,
    }
    return Change(**(given | facts))


def a_revision(**facts: Any) -> Change:
    before = Point(a_figure(12000, quote="12000 robot makers", as_of=a_day(2030, 6, 30)), PAGE)
    return a_change(kind="revised", before=before, also=(MIRROR,), **facts)

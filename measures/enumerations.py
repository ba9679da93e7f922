"""Numbers that only count what the text goes on to list (four measures, two aspects), and lengths of time."""

from measures.numbers import Quantity
from measures.phrases import phrase_after, slug
from measures.scene import Scene

_LISTED = frozenset(
    [
        "angle",
        "area",
        "article",
        "aspect",
        "authority",
        "batch",
        "category",
        "challenge",
        "change",
        "chapter",
        "characteristic",
        "commission",
        "consideration",
        "day",
        "decade",
        "department",
        "difficulty",
        "dimension",
        "direction",
        "element",
        "factor",
        "feature",
        "field",
        "front",
        "function",
        "goal",
        "heading",
        "highlight",
        "hour",
        "hurdle",
        "issue",
        "kind",
        "level",
        "link",
        "major",
        "matter",
        "measure",
        "message",
        "meter",
        "ministry",
        "minute",
        "month",
        "objective",
        "part",
        "perspective",
        "phase",
        "piece",
        "pillar",
        "point",
        "principle",
        "priority",
        "proposal",
        "question",
        "reason",
        "remark",
        "requirement",
        "respect",
        "role",
        "round",
        "section",
        "session",
        "side",
        "stage",
        "step",
        "suggestion",
        "task",
        "time",
        "topic",
        "trend",
        "way",
        "week",
        "word",
        "year",
    ]
)
_TIMES = frozenset({"year", "month", "day", "week", "hour", "minute", "decade", "time", "century"})
_MOST = 13


def is_enumeration(scene: Scene, quantity: Quantity) -> bool:
    """Whether an English number only counts what the text goes on to list (four measures) or a length of time."""
    start, end = phrase_after(scene, quantity.end)
    head = slug(scene.text[start:end]).rpartition("_")[2]
    return head in _TIMES or (head in _LISTED and quantity.value < _MOST)

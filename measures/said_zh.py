"""What is told of in a Chinese clause: whose words count, what is made clear, what has been put forward."""

import re
from collections.abc import Collection

from measures import grammar_zh as g
from measures.acts import Acts, Clause
from measures.agents_zh import agent, speaks
from measures.state_zh import State
from measures.verbs_zh import verb_behind

_THING = 4
"""A thing that is made clear has at least so many characters."""


def is_heard(who: str, people: Collection[str], acts: Acts) -> bool:
    """Are the words of this speaker acts, or at least told without taking sides?"""
    return bool(g.NEUTRAL.search(who)) or speaks(who, acts.bodies, people)


def made_clear(text: str, bounds: tuple[int, int], said: re.Match[str], state: State, acts: Acts) -> Clause | None:
    """Read 进一步明确…要求 in a directive: what is made clear is a thing, no act."""
    start, end = bounds
    at = start + said.end()
    if said["said"] != "明确" or said["more"] or state.mood != "planned" or end - at < _THING:
        return None
    tells = g.NORM.search(text, at, end) or g.PLANNED.match(text, at, end) or acts.chinese_at(text, at)
    bodies = state.bodies
    if (
        tells
        or agent(text, state.source, (at, end), bodies)[0]
        or verb_behind(text, (at, end), acts, bodies, anywhere=False)
    ):
        return None
    verb = start + said.start("said")
    return Clause(start, end, verb, at, acts.unnamed, "planned", state.subject, joined=True)


def put_forward(text: str, bounds: tuple[int, int], state: State, acts: Acts) -> Clause | None:
    """商务部提出了|十项举措: what a body, no paper, has put forward is news."""
    start, end = bounds
    if not g.PUT_FORWARD.search(text[start:end]) or g.PAPER.search(state.subject + "提出"):
        return None
    behind = text.index("了", start) + 1
    return Clause(start, end, start, behind, acts.known["introduce"], "done", state.subject, joined=True)

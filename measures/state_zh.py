"""What a Chinese sentence has said so far, and what a clause without an act leaves open."""

from collections.abc import Collection
from dataclasses import dataclass

from measures import grammar_zh as g
from measures.acts import Mood, Verb
from measures.agencies import Mention
from measures.tense_zh import marked
from measures.verbs_zh import is_aside

_DEEDS = frozenset({"issue", "sign", "adopt", "launch", "select", "allocate", "hold"})
"""Acts that a body has done when it is told of them without a word of time."""
_GIVING = frozenset({"issue", "recommend", "inspect"})
"""Acts that have an account of something for their object (报送进展情况); of others it is only told."""


@dataclass(slots=True)
class State:
    """What the sentence, or the paragraph before it, has said so far.

    `listed` tells of a numbered item, whose acts need no subject; `foreign` of a speaker who is no body; `held` of an
    object that 将 or 把 has put before a verb still to come; `topic` is where the field of a numbered item stands;
    `time` is the tense that the words of time before have set.
    """

    mood: Mood | None = None
    subject: str = ""
    open: bool = False
    source: str = ""
    bodies: tuple[Mention, ...] = ()
    people: Collection[str] = ()
    foreign: bool = False
    running: bool = False
    broken: bool = False
    listed: bool = False
    held: bool = False
    topic: int | None = None
    said: Mood = "bare"
    time: Mood | None = None


def tells_a_state(text: str, bounds: tuple[int, int], at: int, verb: Verb) -> bool:
    written = text[slice(*bounds)].rstrip("。.;；!！* ")
    account = verb.act.id not in _GIVING and g.ACCOUNT.search(written)
    return bool(
        account
        or g.COPULA.search(text, verb.end, bounds[1])
        or g.CREED.search(written)
        or (g.RESULT.search(written) and not g.PUT.match(text, at))
        or g.STANDING.search(text[at : verb.start])
    )


def pass_by(text: str, bounds: tuple[int, int], body: str, at: int, state: State) -> None:
    """Note what a clause without an act leaves open: a body speaks on, a phrase or a directive does not end."""
    start, end = bounds
    written = text[start:end].rstrip("。.;；!！* ")
    if body and _keeps(body):
        state.mood, state.open, state.subject = marked(text[start:end], "") or state.time or "present", True, body
        return
    demanded = not body and not state.foreign and g.INTENDED.search(text, start, at + 6)
    if demanded or (not body and (state.mood == "planned" or state.listed)):
        state.mood, state.open, state.broken = "planned" if demanded else state.mood, True, True
        return
    phrase = g.PHRASE.match(text, at) or g.BA.match(text[at:end]) or g.PUT.match(text, at) or is_aside(written)
    if body or not phrase:
        state.mood, state.open, state.broken = None, False, True


def _keeps(body: str) -> bool:
    """Is it we or a body that speaks on, though this clause has no act?"""
    return body.startswith(("我们", "我部")) or not (
        g.COUNTRY.fullmatch(body) or g.LOCAL.fullmatch(body) or body.startswith("《")
    )


def unmarked(state: State, verb: Verb, *, own: bool) -> Mood:
    """The tense of a clause that does not say: of the words of time before, else of the clause before."""
    if own and not state.time and verb.act.id in _DEEDS:
        return "present"
    if state.time and (own or state.mood in (None, "bare", "present")):
        return state.time
    if state.mood and not own:
        return state.mood
    return "planned" if state.mood == "planned" else "present"

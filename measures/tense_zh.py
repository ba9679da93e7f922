"""The tense of a Chinese clause: of its own words, or of the words of time before it."""

from measures import grammar_zh as g
from measures.acts import Mood


def marked(before: str, behind: str) -> Mood | None:
    if g.PLANNED.search(before):
        return "planned"
    if g.ONGOING.search(before):
        return "ongoing"
    return "done" if g.DONE.search(before) or behind[:1] == "了" or behind in ("起了", "完了") else None


def time_of(written: str) -> Mood | None:
    return "planned" if g.AHEAD.search(written) else "done" if g.PAST.search(written) else None

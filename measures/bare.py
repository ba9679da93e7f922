"""Things named by a plain noun (companies, 城市): what they have to do with makes them a subject of their own.

"More than 150 companies build humanoid robots" and 人形机器人整机企业超过150家 count `humanoid_robot_enterprise`.
"""

import re

from measures.lexicon import Hit, Lexicon, Term
from measures.scene import Scene

_GENERIC = "generic"
_JOINING = frozenset(
    [
        "enterprise",
        "city",
        "scenario",
        "project",
        "institution",
        "product",
        "platform",
        "park",
        "center",
        "factory",
        "standard",
        "station",
        "facility",
        "device",
        "technology",
        "event",
        "team",
        "store",
        "line",
        "user",
        "brand",
        "pilot",
        "laboratory",
    ]
)
_BETWEEN = re.compile(r"(?:行业|产业|领域|业)?(?:的|相关|整机|生产|制造|应用|示范|服务|及配套|及)*")


def joined(topic: Term, noun: Term, *, chinese: bool) -> tuple[str, str]:
    """The id and the label of a plain noun with its topic: humanoid_robot_enterprise, "humanoid robot enterprises"."""
    stem = topic.id.removesuffix("_industry")
    name = topic.id if topic.id.endswith(f"_{noun.id}") else f"{stem}_{noun.id}"
    if chinese:
        return name, topic.label("zh") + noun.label("zh")
    short, nouns = topic.en[0] if topic.en else topic.label("en"), plural(noun.label("en"))
    return name, f"{short} {nouns}" if len(short.split()) <= _SHORT else f"{nouns} ({topic.label('en')})"


def words_of(subject: str, language: str, lexicon: Lexicon) -> str:
    """What a subject that `joined` made is called in a language; empty if it is none."""
    parts = subject.split("_")
    for at in range(len(parts) - 1, 0, -1):
        stem, noun = "_".join(parts[:at]), lexicon.nouns.get("_".join(parts[at:]))
        topic = lexicon.subjects.get(stem) or lexicon.subjects.get(f"{stem}_industry")
        if noun and topic:
            return joined(topic, noun, chinese=language == "zh")[1]
    return ""


_SHORT = 4


def plural(word: str) -> str:
    """The plural of a plain noun."""
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def belongs(scene: Scene, hit: Hit, noun: Hit) -> bool:
    """Whether a plain noun stands right behind a name and makes one phrase with it: 无人机|相关|企业."""
    return bool(_BETWEEN.fullmatch(scene.text, hit.end, noun.start))


def topic_for(scene: Scene, noun: Term) -> Term | None:
    """What a plain noun has to do with: the first name in its sentence, else what was spoken of, else the page."""
    if noun.id not in _JOINING:
        return None
    named = [hit.entry for hit in scene.subjects if hit.entry["kind"] != _GENERIC]
    before = (scene.lexicon.subjects.get(name) for name in (scene.prior.subject, scene.prior.topic))
    fit = [term for term in (*named, *before) if term is not None and _fits(term, noun)]
    same = next((term for term in fit if term["unit"] == noun.id), None)
    return same or (fit[0] if fit else None)


def _fits(topic: Term, noun: Term) -> bool:
    """Whether a noun may take this topic: enterprises of other enterprises are none."""
    return topic["kind"] != _GENERIC and not (noun.id == topic["unit"] == "enterprise")

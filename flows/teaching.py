"""What a correction by hand teaches: names and labels, written to the user's file of subjects; what is in it stays."""

import os
import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from flows.settings import ConfigError, Settings, folder
from measures.lexicon import Lexicon, LexiconError, lexicon
from measures.model import Figure, Measure

FILE = "subjects.toml"
_HAN = re.compile("[㐀-鿿]")
_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an entry of subjects gains: names by language (en, zh), and fields."""

    entry: str
    names: Mapping[str, Sequence[str]]
    fields: Mapping[str, str]


def two_names(measures: Sequence[Measure], known: Lexicon) -> Lesson | str:
    """What is learned from two measures that are one; else why it is nothing."""
    figures = _figures(measures)
    if not figures:
        return "initiatives are known again by all their words, not by one name"
    subjects = sorted({figure.subject for figure in figures})
    there = [subject for subject in subjects if subject in known.subjects]
    if len(there) > 1:
        return f"the lexicon knows {' and '.join(there)} as two subjects; name the wider one as `parent` of the other"
    if len(subjects) == 1:
        return f"both count the same subject, {subjects[0]}"
    return _entry(there, [figure for figure in figures if figure.subject not in there], {})


def label(measure: Measure, known: Lexicon) -> Lesson | str:
    """What is learned from a name that was given to a measure; else why it is nothing."""
    figures = _figures([measure])
    if not figures:
        return "initiatives have no label in the lexicon"
    if any(figure.aspect != "total" or figure.scope for figure in figures):
        return "the name is of one side or part of the subject, and the lexicon labels the whole"
    subjects = {figure.subject for figure in figures}
    there = [subject for subject in sorted(subjects) if subject in known.subjects]
    if len(there or subjects) > 1:
        return f"several subjects are counted here: {', '.join(sorted(there or subjects))}"
    return _entry(there, [] if there else figures, {f"label_{_language(measure.title)}": measure.title})


def _figures(measures: Sequence[Measure]) -> list[Figure]:
    said = (point.statement for measure in measures for point in measure.points)
    return [statement for statement in said if isinstance(statement, Figure)]


def _entry(there: Sequence[str], unknown: Sequence[Figure], fields: Mapping[str, str]) -> Lesson | str:
    """The entry that gains the names of figures the lexicon does not know: the one there is, or a new one."""
    ids = [*there, *sorted({figure.subject for figure in unknown if _ID.match(figure.subject)})]
    if not ids:
        return "a new entry needs an id in English letters: write it yourself (docs/lexicon.md)"
    called = dict.fromkeys(figure.label.strip(" \"'“”‘’") or figure.subject.replace("_", " ") for figure in unknown)
    names = {language: [name for name in called if _language(name) == language] for language in ("en", "zh")}
    return Lesson(ids[0], names, fields)


def _language(name: str) -> str:
    return "zh" if _HAN.search(name) else "en"


# --- the file -----------------------------------------------------------------------------------------------------


def write(lesson: Lesson, settings: Settings) -> Iterator[str]:
    """Add a lesson to the user's file, if the vocabulary is whole with it; yield what was done, in lines."""
    named = settings.lexicon.get("subjects", ())
    file = named[-1] if named else folder() / FILE
    text, lines = _added(file, lesson)
    if not lines:
        yield f"Nothing was taught: {file} says so already"
        return
    trial = file.with_name(f".{file.name}.new")
    try:
        trial.write_text(text, encoding="utf-8")
        own: dict[str, tuple[Path, ...]] = dict(settings.lexicon.items())
        lexicon(own | {"subjects": (*named[:-1], trial)})
        os.replace(trial, file)
    except LexiconError as error:
        yield f"Nothing was taught: {str(error).replace(str(trial), str(file))}"
        return
    finally:
        trial.unlink(missing_ok=True)
    yield f"Added to {file}: [{lesson.entry}] {', '.join(lines)}; `gongbao reread --apply` reads stored pages with it"
    if not named:
        yield f'The file is new to the configuration: put subjects = ["{FILE}"] under [lexicon]'


def _added(file: Path, lesson: Lesson) -> tuple[str, list[str]]:
    """The file's text with the lesson in it, and what was added. Raises `ConfigError`."""
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{file}: cannot be read: {error}") from None
    entry = document.setdefault(lesson.entry, tomlkit.table())
    lines = list(_fill(entry, lesson))
    return tomlkit.dumps(document), lines


def _fill(entry: MutableMapping[str, Any], lesson: Lesson) -> Iterator[str]:
    """Add to an entry what it does not say yet; yield each piece."""
    for language, names in lesson.names.items():
        if fresh := [name for name in names if name not in entry.get(language, ())]:
            entry.setdefault(language, tomlkit.array()).extend(fresh)
            yield f"{language} {', '.join(fresh)}"
    for name, value in lesson.fields.items():
        if entry.get(name) != value:
            entry[name] = value
            yield f"{name} {value}"

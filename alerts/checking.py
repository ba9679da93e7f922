"""Whether a team's own templates can be used: each is compiled, and tells a sample in every language it may have to."""

from collections.abc import Iterator
from pathlib import Path

from alerts.forms import FAULTS, FORMS, FRAME, fault_of, rendered_by
from alerts.render import context
from alerts.sample import sample, series
from alerts.story import story
from alerts.telling import Form, Links, Listed, Telling
from measures.model import Language

_FORMS: tuple[Form, ...] = ("event", "digest")


def check_templates(folder: Path) -> list[str]:
    """Return what is wrong with a folder of templates, a line each with what to do; empty if nothing is."""
    if not folder.is_dir():
        return [f"templates: {folder} is no folder; make it, or leave `templates` out"]
    files = sorted(file.name for file in folder.iterdir() if file.is_file() and _is_meant(file))
    if not files:
        return [f"templates: {folder} holds no template; they are called {', '.join(f'{name}.j2' for name in FORMS)}"]
    problems = (problem for file in files for problem in (_misnamed(file) or _broken(folder, file)))
    return [f"{folder / file}: {said}" for file, said in dict.fromkeys(problems)]


def _is_meant(file: Path) -> bool:
    """Tell whether somebody meant a file as a template: by how its name ends, or begins."""
    return file.suffix in (".j2", ".jinja", ".jinja2") or file.name.split(".")[0] in (*FORMS, FRAME.removesuffix(".j2"))


def _misnamed(file: str) -> list[tuple[str, str]]:
    """A file that no message would ever be made with; those that begin with _ are parts of others."""
    name, *rest = file.split(".")
    if file == FRAME or file.startswith("_") or (name in FORMS and rest in (["j2"], ["en", "j2"], ["zh", "j2"])):
        return []
    called = ", ".join(f"{name}.j2" for name in FORMS)
    said = f"no template is called {file}; there are {called}, {FRAME}, for one language text.zh.j2; parts begin with _"
    return [(file, said)]


def _broken(folder: Path, file: str) -> Iterator[tuple[str, str]]:
    name = file.split(".", maxsplit=1)[0] if file != FRAME else "html"
    if name not in FORMS or not file.endswith(".j2"):
        return
    languages: tuple[Language, ...] = ("en", "zh")
    for language in languages:
        if f".{'zh' if language == 'en' else 'en'}.j2" not in file:
            yield from ((file, said) for form in _FORMS for said in _fault(folder, name, language, form))


def _fault(folder: Path, name: str, language: Language, form: Form) -> Iterator[str]:
    links = Links(measure="https://example.org/{measure}", run="https://example.org/{run}")
    telling = Telling(
        language=language, form=form, team="Sample", number=1, listed=Listed(5, 1), links=links, series=series()
    )
    try:
        rendered_by(name, context(story(sample(language), telling), telling), folder)
    except FAULTS as fault:
        yield fault_of(fault)

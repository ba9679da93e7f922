"""A team's own templates: whose is taken, what they may do, and that a broken one loses no message."""

import logging
from pathlib import Path

import pytest
from changes import a_change, a_figure, a_revision

from alerts.checking import check_templates
from alerts.forms import FORMS
from alerts.render import alert
from alerts.telling import Telling

HOSTILE = "@everyone <b>x</b> [l](https://evil.example) *y* {{ 7 * 7 }}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def told(folder: Path, language: str = "en", **facts: str) -> dict[str, str]:
    change = a_change(a_figure(**facts)) if facts else a_revision()
    message = alert([change], Telling(language="zh" if language == "zh" else "en", templates=folder))
    return {name: getattr(message, name) for name in FORMS}


def write(folder: Path, **templates: str) -> None:
    for name, text in templates.items():
        (folder / f"{name.replace('__', '.')}.j2").write_text(text, encoding="utf-8")


def test_a_template_of_the_language_comes_before_that_of_all_and_both_before_ours(folder: Path) -> None:
    ours = told(folder)
    write(folder, text="all: {{ title }}", text__zh="zh: {{ title }}")
    assert told(folder)["text"].startswith("all: Update: 14,600")
    assert told(folder, "zh")["text"].startswith("zh: 数据更新：")
    assert (told(folder)["html"], told(folder)["markdown"]) == (ours["html"], ours["markdown"])


def test_a_template_can_build_on_ours(folder: Path) -> None:
    write(
        folder,
        html='{% extends "ours/html.j2" %}{% block content %}<tr><td>Our desk</td></tr>{{ super() }}{% endblock %}',
    )
    assert "Our desk" in told(folder)["html"]
    assert "14,600 robot enterprises" in told(folder)["html"]
    write(folder, html='{% include "_part.j2" %}', _part="<p>{{ team }}part</p>")
    assert told(folder)["html"] == "<p>part</p>\n"


BROKEN = {
    "a fault of syntax": "{% if %}",
    "what is not there": "{{ events[0].nothing.at_all }}",
    "a fault while it runs": "{{ 1 / 0 }}",
    "too deep": '{% include "text.j2" %}{% include "markdown.j2" %}',
    "nothing": "{# nothing #}",
    "the inside of Python": "{{ ''.__class__.__mro__ }}",
    "a loop without end": "{% for n in range(10**9) %}{{ n }}{% endfor %}",
    "no text": "\udcff",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_template_is_said_once_and_the_message_is_told_by_ours(
    folder: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    ours = told(folder)
    for name in FORMS:
        (folder / f"{name}.j2").write_bytes(text.encode("utf-8", "surrogateescape"))
    with caplog.at_level(logging.WARNING):
        assert told(folder) == ours
        assert told(folder) == ours
    assert len([record for record in caplog.records if "text.j2" in record.message.split(":")[0]]) == 1
    assert check_templates(folder)


ESCAPING = {
    "plain": "{{ events[0].parts[0].passages[0].quote }}",
    "joined to ours": "{{ w.source ~ events[0].parts[0].passages[0].quote }}",
    "added to ours": "{{ w.source + events[0].parts[0].passages[0].quote }}",
    "formatted": "{{ '%s' | format(events[0].parts[0].passages[0].quote) }}",
    "replaced in ours": "{{ w.source | replace('S', events[0].parts[0].passages[0].quote) }}",
    "not escaped": "{% autoescape false %}{{ events[0].parts[0].passages[0].quote }}{% endautoescape %}",
    "in a macro": "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(events[0].parts[0].passages[0].quote) }}",
}


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
@pytest.mark.parametrize("text", ESCAPING.values(), ids=ESCAPING.keys())
def test_what_a_page_says_acts_in_no_template_of_a_team(folder: Path, text: str, form: str) -> None:
    write(folder, **{form: f"ours {text}"})
    said = told(folder, quote=HOSTILE)[form]
    assert said.startswith("ours ")
    assert "@everyone" not in said
    assert "://evil" not in said
    assert "49" not in said
    assert form != "html" or "<b>x" not in said
    assert form != "markdown" or "[l](" not in said


@pytest.mark.parametrize("filter", ["safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr"])
def test_filters_that_would_let_markup_through_are_none(folder: Path, filter: str) -> None:
    write(folder, text=f"{{{{ title | {filter} }}}}")
    assert "No filter named" in check_templates(folder)[0]


def test_what_is_wrong_with_templates_is_said_with_file_and_line(folder: Path) -> None:
    assert "is no folder" in check_templates(folder / "missing")[0]
    assert "holds no template" in check_templates(folder)[0]
    write(
        folder,
        text="{{ title }}\n{{ events[0].heading_of }}",
        mail="x",
        short="{{ brief }} {{ end }}",
        _part="{{ any }}",
    )
    said = check_templates(folder)
    assert len(said) == 2
    assert said[0].startswith(f"{folder / 'mail.j2'}: no template is called mail.j2; there are short.j2, text.j2")
    assert said[1].startswith(f"{folder / 'text.j2'}: line 2: ")
    write(folder, text="{{ title }}", frame="{% block content %}{% endblock %}{{ oh }}")
    (folder / "mail.j2").unlink()
    assert [line.split(":")[0] for line in check_templates(folder)] == [str(folder / "frame.j2")]


def test_templates_that_are_right_have_nothing_wrong(folder: Path) -> None:
    write(
        folder,
        text="{{ team }} {{ title }} {{ url }}{% for event in events %}{% for part in event.parts %}"
        "{% for item in part.items %}{{ item.headline }}{% endfor %}{% endfor %}{% endfor %}",
        html__en='{% extends "ours/html.j2" %}',
    )
    assert check_templates(folder) == []


def test_a_template_that_builds_on_itself_is_told_what_ours_is_called(folder: Path) -> None:
    write(folder, text='{% extends "text.j2" %}')
    assert check_templates(folder) == [
        f'{folder / "text.j2"}: it builds on itself without end; the built-in ones are called "ours/text.j2" and so on'
    ]
    write(folder, text='Mine. {% include "ours/text.j2" %}')
    assert check_templates(folder) == []
    assert told(folder)["text"].startswith("Mine. 14,600 robot enterprises")


@pytest.mark.parametrize("name", ["txt.j2", "text.jinja", "html", "text.de.j2", "short.txt"])
def test_files_that_are_no_templates_are_named_and_others_left_alone(folder: Path, name: str) -> None:
    write(folder, text="{{ title }}")
    (folder / "README.md").write_text("of ours", encoding="utf-8")
    assert check_templates(folder) == []
    (folder / name).write_text("{{ title }}", encoding="utf-8")
    assert [line.split(";")[0] for line in check_templates(folder)] == [
        f"{folder / name}: no template is called {name}"
    ]

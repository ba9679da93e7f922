"""What holds for any text: reading never fails, quotes are what they point at, and other paragraphs play no part."""

import re
import textwrap
from dataclasses import replace
from datetime import date

import annotated
import marked
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.model import Document, Statement
from measures.text import is_chinese

DAY = date(2026, 10, 20)
OWN = [text for folder in ("seen", "unseen") for _, text, _ in marked.texts(folder)]
OWN += [document.text for document, _ in annotated.texts("seen")]
NEUTRAL = ["The hall was full to the last seat.", "Thank you very much.", "会场座无虚席。", "谢谢大家的关注。"]
HEAD = re.compile(r"[A-Z]{4}|\W|新华社|[\w ]{2,30}[:：]|.*(?:conference|发布会)")
"""What tells of the whole document: its place and day, who speaks, the event."""
SPOKEN = [line for text in OWN for line in text.splitlines() if len(line) > 120 and not HEAD.match(line)]
CUTS = [
    "\n\n",
    "\n",
    "。",
    ". ",
    "，",
    " ",
    "（",
    "“",
    "**",
    "## ",
    "一是",
    "1. ",
    "\u3000",
    "\r\n",
    "％",
    "\u200b",
    "答：",
]


def read(text: str) -> tuple[Document, list[Statement]]:
    document = compose(text, identity="any", published=DAY)
    return document, [*figures(document), *initiatives(document)]


def told(text: str) -> list[object]:
    """What a text says, without where it stands."""
    return [(one, one.quote) for one in map(without_place, read(text)[1])]


def without_place(one: Statement) -> Statement:
    return replace(one, start=0, end=0, sentence_start=0, sentence_end=0)


def holds(text: str) -> None:
    document, said = read(text)
    assert document.text == text
    assert said == read(text)[1]
    for one in said:
        assert text[one.start : one.end] == one.quote != ""
        assert one.sentence_start <= one.start < one.end <= one.sentence_end


@settings(max_examples=150)
@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    holds(text)


@settings(max_examples=150)
@given(st.data())
def test_pieces_of_texts_in_any_order_and_language_are_read(data: st.DataObject) -> None:
    pieces = []
    for _ in range(data.draw(st.integers(1, 6))):
        text = data.draw(st.sampled_from(OWN))
        start = data.draw(st.integers(0, len(text)))
        pieces.append(text[start : start + data.draw(st.integers(1, 160))])
        pieces.append(data.draw(st.sampled_from(CUTS)))
    holds("".join(pieces))


@settings(max_examples=80)
@given(st.sampled_from(OWN), st.sampled_from(NEUTRAL))
def test_a_paragraph_that_says_nothing_changes_nothing_before_it(text: str, neutral: str) -> None:
    assert told(f"{text.rstrip()}\n\n{neutral}\n") == told(text)


@settings(max_examples=80)
@given(st.sampled_from(OWN), st.sampled_from(SPOKEN))
def test_what_a_text_goes_on_to_say_changes_no_figure_before_it(text: str, other: str) -> None:
    alone = [without_place(one) for one in figures(compose(text, identity="a", published=DAY))]
    more = figures(compose(f"{text.rstrip()}\n\n{other}", identity="a", published=DAY))
    assert [without_place(one) for one in more if one.start < len(text.rstrip())] == alone


@pytest.mark.parametrize(
    ("name", "width"), [("steel-transcript-en", 76), ("trade-briefing-zh", 38), ("sme-news-zh", 30)]
)
def test_lines_cut_to_a_width_are_read_as_the_paragraphs_they_were(name: str, width: int) -> None:
    text = next(text for folder in ("seen", "unseen") for slug, text, _ in marked.texts(folder) if slug == name)
    cut = "\n".join("\n".join(cut_to(line, width)) for line in text.split("\n"))
    holds(cut)
    said, whole = ({"".join(one.quote.split()) for one in read(each)[1]} for each in (cut, text))
    assert len(said & whole) >= 0.9 * len(said | whole), said ^ whole


def cut_to(line: str, width: int) -> list[str]:
    if not is_chinese(line):
        return textwrap.wrap(line, width)
    return [line[at : at + width] for at in range(0, len(line), width)]


def test_half_a_character_and_other_scripts_are_read_over() -> None:
    """A site cuts a title within a character; Korean is not Chinese."""
    read = compose(
        "The number of smart steel factories reached 1,200 \ud83d in 한국.", identity="a", title="News \ud83d"
    )
    assert [figure.value for figure in figures(read)] == [1200]
    assert not is_chinese("한국어")

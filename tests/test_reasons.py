"""Why a statement was read: every part leads to words of the text and to the entry that knows them."""

import json

import marked

from flows.explain import explained
from measures.documents import compose
from measures.figures import figures
from measures.initiatives import initiatives
from measures.lexicon import built_in
from measures.model import Document
from measures.reasons import RULES, Reason, reasons, rule_of

EN = """Ministry maps out support for smart factories

BEIJING, Nov. 3, 2026 -- The Ministry of Industry and Information Technology (MIIT) said on Tuesday.
By the end of October, China had built more than 36,000 smart factories, and revenue of the sector rose 8.4 percent.
The ministry will set up a fund for robot makers before the end of 2027 together with the Ministry of Finance.
"""
ZH = """工业和信息化部发布前三季度数据

2026年10月20日，工业和信息化部举行发布会。截至9月末，全国5G基站达490.5万个。
下一步，工业和信息化部将启动第二批算力普惠试点。
"""


def read(text: str) -> Document:
    return compose(identity="x", url="https://example.org/x", text=text)


def told(document: Document, part: str) -> list[Reason]:
    said = (*figures(document), *initiatives(document))
    return [reason for one in said for reason in reasons(one, document, built_in()) if reason.part == part]


def test_what_a_figure_counts_leads_to_its_words_and_its_entry() -> None:
    counted = told(read(EN), "counts")
    assert ("smart factories", "subjects [smart_factory]") in {(one.words, one.source) for one in counted}
    stations = told(read(ZH), "counts")
    assert [(one.words, one.source) for one in stations] == [("5G基站", "subjects [base_station_5g]")]


def test_a_time_leads_to_the_words_that_tell_it_and_a_day_of_the_page_says_so() -> None:
    assert "截至9月末" in {one.words for one in told(read(ZH), "as of")}
    undated = read("2026-11-02\n\nThe country has 1,200 green factories.\n")
    sources = [one.source for one in told(undated, "as of")]
    assert sources == ["the document's own day: the text names no time"]


def test_an_act_leads_to_its_verb_its_bodies_and_its_rule() -> None:
    document = read(ZH)
    (act,) = initiatives(document)
    by_part = {one.part: one for one in reasons(act, document, built_in())}
    assert by_part["act"].words == "启动"
    assert by_part["actor"].source.startswith("agencies [miit]")
    assert rule_of(act) == RULES["planned"]
    assert {"Ministry of Finance", "MIIT"} <= {one.value for one in told(read(EN), "actor")}


def test_every_statement_of_many_texts_has_a_rule_in_words_and_reasons() -> None:
    for _, text, _ in marked.texts("seen"):
        document = read(text)
        for one in (*figures(document), *initiatives(document)):
            assert rule_of(one) != "read by an earlier program"
            assert all(reason.words or reason.source for reason in reasons(one, document, built_in()))


def test_the_text_is_shown_with_marks_and_nothing_in_it_steers_the_screen() -> None:
    document = read(EN.replace("robot makers", "robot\x1b[2J makers"))
    said = (*figures(document), *initiatives(document))
    text = explained(document, said, built_in())
    assert "\x1b" not in text.plain
    assert "smart factories[f1]" in text.plain
    assert any(span.style for span in text.spans)


def test_reasons_are_plain_data(capsys, tmp_path, monkeypatch):
    from flows.cli import main

    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.txt"
    page.write_text(ZH, encoding="utf-8")
    assert main(["read", "--json", "--explain", str(page)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["figures"][0]["rule"] == RULES["count"]
    assert {"part", "value", "words", "source"} == set(row["figures"][0]["why"][0])

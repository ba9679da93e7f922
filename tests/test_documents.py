"""Documents: what is text and what is page, who speaks, which day it was said and which day it was printed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.documents import compose
from measures.figures import figures
from measures.text import normalise, unmarked

TRANSCRIPT = """Home > Press Room > Press Conferences

SCIO press conference on the growth of the software industry

China SCIO | Updated: August 30, 2031

Speakers:
Ms. Zhang Lan, vice minister of industry and information technology
Chairperson:
Chen Hua, deputy director general of the Press Bureau of the State Council Information Office
Date:
July 9, 2031

Chen Hua:

Good morning. We will now take your questions.

Bay Area Satellite TV:

Open source matters more and more. What will the ministry do about it? Thank you.

Zhang Lan:

Thank you. We will set up an open source fund next year.

The code belongs to everybody.

<  1  2  3  4  >

Related reading

The ministry will ban paper forms
"""

CHINESE = """首页 > 新闻发布 > 文字实录
国新办举行工业绿色发展新闻发布会
来源：某某网　发布时间：2031-07-12 18:02
时间：2031年7月9日（星期三）上午10时
国务院新闻办新闻局局长 陈华：
女士们、先生们，上午好。
工业和信息化部副部长 张岚：
谢谢主持人。下一步，我们将建设一批零碳园区。
某某日报记者：
请问零碳园区怎么建？谢谢。
张岚：
感谢提问。我们将发布建设指南。
责任编辑：李四
"""

NOTICE = """工业和信息化部 财政部关于组织开展海洋装备试点的通知
工信部联装〔2031〕17号

各省、自治区、直辖市工业和信息化主管部门：

为加快海洋装备发展，现就有关事项通知如下：

一、总体要求
坚持创新驱动。

二、重点任务
（一）建设试验场。支持建设深海试验场。
（二）完善标准。制定装备标准。

工业和信息化部
财政部
2031年3月4日
"""


def roles(document):
    return [(p.role, document.text[p.start : p.end]) for p in document.paragraphs]


def test_a_transcript_tells_questions_from_answers_and_drops_the_page_around_them():
    found = {text: role for role, text in roles(compose(TRANSCRIPT, identity="t"))}
    assert found["SCIO press conference on the growth of the software industry"] == "title"
    assert found["Open source matters more and more. What will the ministry do about it? Thank you."] == "question"
    assert found["The code belongs to everybody."] == "answer"
    for line in ("Home > Press Room > Press Conferences", "<  1  2  3  4  >", "Related reading"):
        assert found[line] == "furniture"
    assert found["The ministry will ban paper forms"] == "furniture", "everything behind a box of other pages"


def test_an_answer_keeps_its_speaker_over_several_paragraphs():
    document = compose(TRANSCRIPT, identity="t")
    assert {p.speaker for p in document.paragraphs if p.role == "answer"} == {"Chen Hua", "Zhang Lan"}
    titles = {person.name: person.title for person in document.speakers}
    assert titles["Zhang Lan"] == "vice minister of industry and information technology"


def test_the_day_of_the_event_and_of_the_page_are_both_kept():
    document = compose(TRANSCRIPT, identity="t")
    assert (document.published, document.event_date) == (date(2031, 8, 30), date(2031, 7, 9))
    assert document.reference == date(2031, 7, 9)


def test_a_chinese_transcript():
    document = compose(CHINESE, identity="t")
    assert document.language == "zh"
    assert document.title == "国新办举行工业绿色发展新闻发布会"
    assert (document.published, document.event_date) == (date(2031, 7, 12), date(2031, 7, 9))
    assert document.publisher == "某某网"
    found = {text: role for role, text in roles(document)}
    assert found["请问零碳园区怎么建？谢谢。"] == "question"
    assert found["感谢提问。我们将发布建设指南。"] == "answer"
    assert found["责任编辑：李四"] == "furniture"
    assert [p.name for p in document.speakers] == ["陈华", "张岚"]


def test_a_notice_has_a_number_signatories_and_a_path_of_headings():
    document = compose(NOTICE, identity="n")
    assert document.number == "工信部联装〔2031〕17号"
    assert document.agencies == ("MIIT", "Ministry of Finance")
    assert document.event_date == date(2031, 3, 4)
    item = next(p for p in document.paragraphs if document.text[p.start :].startswith("（一）"))
    assert item.section == ("重点任务",)


def test_numbers_of_one_style_on_two_levels_are_told_apart_by_their_count():
    text = (
        "1. Tasks\n(1) Chains\n1. Build depots. Text here.\n2. Buy ships. Text here.\n"
        "(2) Money\n1. Lend more. Text.\n2. Rules\nEnd of it all."
    )
    document = compose(text, identity="n", title="A notice")
    paths = {
        document.text[p.start : p.end].split(".")[1].strip()[:10]: p.section
        for p in document.paragraphs
        if "." in document.text[p.start : p.end][:3]
    }
    assert paths["Buy ships"] == ("Tasks", "Chains")
    assert paths["Rules"] == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "BEIJING, Jan. 3 (Xinhua) -- Output rose, the ministry said on Friday, and it will rise again this year.",
            date(2031, 1, 3),
        ),
        ("国务院新闻办公室1月3日举行新闻发布会，介绍有关情况，相关负责人回答了记者的提问。", date(2031, 1, 3)),
        (
            "The State Council Information Office held a press conference on December 30 about the year in industry.",
            date(2030, 12, 30),
        ),
    ],
)
def test_a_day_without_a_year_is_the_last_such_day_before_publication(text, day):
    assert compose(text, identity="d", title="T", published=date(2031, 1, 5)).event_date == day


def test_what_the_caller_states_stands():
    document = compose(TRANSCRIPT, identity="t", title="Mine", published=date(2000, 1, 1), publisher="Me", number="7")
    assert (document.title, document.published, document.publisher, document.number) == (
        "Mine",
        date(2000, 1, 1),
        "Me",
        "7",
    )


def test_words_before_a_colon_are_not_always_a_speaker():
    english = "The plan has one aim: cleaner air.\n\nNote: this is a draft."
    text = english + "\n\n王先生告诉记者：“等了三年。”\n\n方案：到明年完成。"
    assert all(p.speaker is None for p in compose(text, identity="x", title="T").paragraphs)


ODD = "一二、（）1.(2)A b:：\n。#*|->2031年5月date工信部张三Minister, "


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from(list(ODD)), max_size=300))
def test_any_text_is_composed_and_its_paragraphs_lie_in_it(text):
    document = compose(text, identity="any")
    assert document.text == text
    assert document == compose(text, identity="any")
    for before, after in zip(document.paragraphs, document.paragraphs[1:], strict=False):
        assert before.end <= after.start
    assert all(0 <= p.start < p.end <= len(text) for p in document.paragraphs)


@pytest.mark.parametrize(
    "text",
    [
        "MIIT has selected nine ports. There are 15,300 docks.",
        "工业和信息化部公布了九个港口。全国有泊位2.1万个。",
    ],
)
def test_sentences_are_a_body_even_where_there_is_nothing_else(text):
    assert roles(compose(text, identity="x")) == [("body", text)]


def test_a_bare_label_opens_a_question():
    text = "某某发布会实录\n\n副部长 张岚：\n\n大家好。\n\n记者：\n\n会不会建新港口？\n\n张岚：\n\n我们将建设三个。"
    found = {said: role for role, said in roles(compose(text, identity="x"))}
    assert found["会不会建新港口？"] == "question"
    assert found["我们将建设三个。"] == "answer"
    assert {said: r for r, said in roles(compose("标题\n\n记者：王五 李四\n\n正文在此。", identity="x"))}[
        "记者：王五 李四"
    ] == ("furniture")


@pytest.mark.parametrize(("ask", "answer"), [("问：", "答："), ("Q: ", "A: "), ("Q1: ", "A1: ")])
def test_questions_and_answers_without_names(ask, answer):
    text = f"A headline about ports\n\n{ask}Why are ports slow?\n\n{answer}We will hire pilots."
    document = compose(text, identity="x")
    assert [(p.role, p.speaker) for p in document.paragraphs if p.role in ("question", "answer")] == [
        ("question", None),
        ("answer", None),
    ]


def test_what_is_explained_stands_under_its_question():
    text = "《办法》解读\n\n一、为什么要制定《办法》？\n\n港口拥堵。\n\n二、《办法》有哪些内容？\n\n共三章。"
    document = compose(text, identity="x")
    assert [(role, said[:2]) for role, said in roles(document)] == [
        ("title", "《办"), ("heading", "一、"), ("body", "港口"), ("heading", "二、"), ("body", "共三"),
    ]  # fmt: skip
    assert document.paragraphs[-1].section == ("《办法》有哪些内容？",)


def test_attachments_are_no_headings_and_those_addressed_no_issuers():
    text = (
        "关于开展港口检查的通知\n\n各省、自治区、直辖市、新疆生产建设兵团交通运输主管部门，各有关单位、各港口集团，有关行业协会：\n\n"
        "现将有关事项通知如下。\n\n附件：1. 检查表\n2. 联系人名单\n\n交通运输部\n2031年3月4日"
    )
    document = compose(text, identity="x")
    assert document.agencies == ("Ministry of Transport",)
    assert {said: r for r, said in roles(document)}["2. 联系人名单"] == "furniture"
    assert "heading" not in [r for r, _ in roles(document)]


MARKED = (
    "<div>\n"
    '<p class="lead">　　<strong>国新办举行港口发展新闻发布会</strong></p><p>来源：某某网&nbsp;2031-07-12</p>'
    "<p><b>交通运输部副部长 张岚：</b>今年建成泊位<strong>1.2万</strong>个。<br/>下一步，将&ldquo;扩建&rdquo;码头。</p>"
    '<p><font class="x y-z Bold">某某日报记者：</font></p><p>港口为何拥堵？</p>'
    "<p><span>张岚：</span>我们将增加<em>引航员</em>。</p></div>"
)


def test_markup_that_was_copied_along_is_neither_read_nor_lost() -> None:
    document = compose(MARKED, identity="m")
    assert (document.title, document.publisher, document.language) == ("国新办举行港口发展新闻发布会", "某某网", "zh")
    assert [(role, said) for role, said in roles(document) if role in ("question", "answer")] == [
        ("answer", "</b>今年建成泊位<strong>1.2万</strong>个。"),
        ("answer", "下一步，将&ldquo;扩建&rdquo;码头。"),
        ("question", "港口为何拥堵？"),
        ("answer", "</span>我们将增加<em>引航员</em>。"),
    ]
    assert [(person.name, person.title) for person in document.speakers] == [("张岚", "交通运输部副部长")]
    (figure,) = figures(document)
    assert (figure.value, figure.quote) == (12000, "泊位<strong>1.2万</strong>个")


def test_what_only_looks_like_markup_is_text() -> None:
    text = "Ports\n\nWhere depth < 5 m and width > 3 m, 12 harbours & 4 canals were closed; R&D;spending rose 3%."
    assert normalise(text).text == text
    marked = "a &amp; b **c** <i>d</i><!-- e -->"
    assert normalise(marked).text == unmarked(marked) == "a & b c d"


def test_an_outlet_that_reports_asks_nothing():
    text = "Harbour News: On July 3, the ministry held a meeting on ferries.\n\nFirst, open the docks to small boats."
    assert [paragraph.role for paragraph in compose(text, identity="x").paragraphs] == ["body", "body"]


OFFICE = """索引号：000014349/2031-00045
发文机关：国务院办公厅
成文日期：2031年04月18日
标　　题：国务院办公厅关于加快发展深海装备产业的意见
发文字号：国办发〔2031〕15号
发布日期：2031年04月25日

国务院办公厅关于
加快发展深海装备产业的意见
国办发〔2031〕15号

各省、自治区、直辖市人民政府：
深海装备产业是海洋经济的重要支撑。现提出以下意见。
一、建设试验平台
国务院办公厅
2031年4月18日
（此件公开发布）
扫一扫在手机打开当前页
"""


def test_the_table_above_a_document_of_an_authority_states_what_it_is() -> None:
    document = compose(OFFICE, identity="o")
    assert document.title == "国务院办公厅关于加快发展深海装备产业的意见"
    assert (document.number, document.publisher) == ("国办发〔2031〕15号", "国务院办公厅")
    assert (document.published, document.event_date) == (date(2031, 4, 25), date(2031, 4, 18))
    assert [said for role, said in roles(document) if role == "title"] == [
        "国务院办公厅关于",
        "加快发展深海装备产业的意见",
    ]
    kept = [said for role, said in roles(document) if role in ("body", "heading")]
    assert kept[0].startswith("各省")
    assert kept[-1] == "一、建设试验平台"


def test_traditional_script_is_sorted_like_simplified_and_kept_as_it_is() -> None:
    text = (
        "工信部負責人就《港口規劃》答記者問\n\n2031年6月18日 來源：工業和信息化部\n\n問：規劃有何背景？\n\n"
        "答：產業規模達到3200億元。\n\n責任編輯：李四\n\n相關閱讀\n\n去年規模2500億元"
    )
    document = compose(text, identity="t")
    assert (document.title, document.publisher) == ("工信部負責人就《港口規劃》答記者問", "工业和信息化部")
    assert [(role, said) for role, said in roles(document) if role not in ("furniture", "title")] == [
        ("question", "規劃有何背景？"),
        ("answer", "產業規模達到3200億元。"),
    ]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("记者：会不会建新港口？", "负责人：我们将建设三个。"),
        ("问：会不会建新港口？", "交通运输部有关负责同志：我们将建设三个。"),
        ("Q: Will there be new ports?", "Head of the Department of Ports: We will build three."),
        ("Kyodo News: Will there be new ports?", "The official: We will build three."),
    ],
)
def test_officials_without_a_name_answer(asked: str, answered: str) -> None:
    document = compose(f"A headline about ports\n\n{asked}\n\n{answered}", identity="x")
    assert roles(document)[-1][0] == "answer"
    assert "?" not in roles(document)[-1][1]


@pytest.mark.parametrize(
    "text",
    [
        "CCTV News: The ministry said on Monday that it will build three ports.\n\nSecond, it will hire pilots.",
        "央视网消息：交通运输部今天表示，将建设三个港口。\n\n同时，将招聘引航员。",
    ],
)
def test_an_outlet_that_asks_nobody_is_the_source_of_a_report(text: str) -> None:
    assert {role for role, _ in roles(compose(text, identity="x", title="Ports"))} == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "原标题：港口建设提速",
        "新华社记者张三、李四",
        "（本报记者 王五）",
        "VIEWS: 1,234   Comments (12)",
        "阅读量：1.2万 点赞 35",
        "Previous: Trade rises 12 percent",
        "Contact: Zhang San, 010-68200000",
        "联系电话：010-68200000",
        "Contact the writers at ports@example.com",
        "（此件公开发布）",
        "扫一扫在手机打开当前页",
        "2031-06-18 09:00  来源：工业和信息化部  【字体：大 中 小】",
        "中国网 www.china.com.cn　2031年7月9日",
    ],
)
def test_more_of_the_page_around_a_text(line: str) -> None:
    document = compose(
        f"港口建设提速\n\n{line}\n\n交通运输部将建设三个港口，并招聘引航员。", identity="x", title="港口建设提速"
    )
    assert {said: role for role, said in roles(document)}[line] == "furniture"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("工业和信息化部公告\n2031年第12号\n\n现批准《电缆》等35项标准。", "2031年第12号"),
        (
            "Ministry of Ports\nAnnouncement No. 12 of 2031\n\nThe standards are approved.",
            "Announcement No. 12 of 2031",
        ),
        ("关于检查的通知\n发改产业〔2031〕1054号\n\n现将有关事项通知如下。", "发改产业〔2031〕1054号"),
    ],
)
def test_numbers_of_documents(text: str, number: str) -> None:
    document = compose(text, identity="x")
    assert document.number == number
    assert {said: role for role, said in roles(document)}[number] == "furniture"


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("**央视网消息**（新闻联播）：今天建成三个港口。", "央视网"),
        ("新华社北京6月18日电 今天建成三个港口。", "新华社"),
        ("本报北京6月18日电 今天建成三个港口。", ""),
        ("BEIJING, June 18 (Xinhua) -- Three ports opened.", "Xinhua"),
        ("---\ntitle: Ports\nsource: Port Daily\n---\n\nThree ports opened.", "Port Daily"),
    ],
)
def test_who_published_it(text: str, publisher: str) -> None:
    assert compose(text, identity="x").publisher == publisher


def test_people_are_introduced_with_their_titles_in_running_text() -> None:
    text = "出席发布会的有：交通运输部副部长王华先生，水运局局长赵敏女士。"
    assert [(one.name, one.title) for one in compose(text, identity="x").speakers] == [
        ("王华", "交通运输部副部长"),
        ("赵敏", "水运局局长"),
    ]


@pytest.mark.parametrize("never", [date.max, date.min])
def test_a_database_way_of_saying_never_is_no_day(never: date) -> None:
    document = compose("Half of the farms have joined.", identity="x", published=never, event_date=never)
    assert (document.published, document.event_date) == (None, None)

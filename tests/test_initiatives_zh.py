"""Classes of Chinese sentences that announce acts: provisions, places, lists; and those that announce none."""

import pytest

from measures.documents import compose
from measures.initiatives import initiatives
from measures.model import Initiative


def read(text: str) -> tuple[Initiative, ...]:
    return initiatives(compose("渔港新闻\n\n" + text, identity="x"))


PROVISIONS = """促进渔港经济发展的规定

一、关于财政

（一）沿海各级财政应通过现有渔业资金渠道，统筹用于避风锚地、渔港道路和冷库等公共设施的建设、改造与日常维护，改进资金分配方式。

（二）对渔民合作社销售自捕水产品取得的收入，免征增值税。

（三）健全渔船检验制度，在沿海各县设立检验站点。鼓励船厂研发节能渔船，完善老旧渔船报废补贴标准，把资金直接发放到渔民手中。

二、关于监管

（四）渔港经营者应当公开收费项目，不得收取目录以外的费用，具体目录由县级以上人民政府渔业主管部门会同价格主管部门制定并定期公布。
"""


def test_provisions_without_headlines_are_read_clause_by_clause():
    quotes = [i.quote for i in initiatives(compose(PROVISIONS, identity="p"))]
    for wanted in (
        "改进资金分配方式",
        "免征增值税",
        "健全渔船检验制度",
        "鼓励船厂研发节能渔船",
        "不得收取目录以外的费用",
    ):
        assert any(wanted in quote for quote in quotes), wanted
    assert {i.status for i in initiatives(compose(PROVISIONS, identity="p"))} == {"planned"}


@pytest.mark.parametrize("mark", ["● ", "• ", "①", "（3）", "▶ "])
def test_a_marked_paragraph_that_opens_with_a_verb_directs(mark):
    (first, second) = read(f"{mark}扩建深水泊位和避风锚地，培训远洋船队引航人员。")
    assert (first.quote.strip("● •①▶（3）"), second.quote) == (
        "扩建深水泊位和避风锚地",
        "培训远洋船队引航人员",
    )


def test_a_paragraph_whose_sentences_all_open_with_verbs_directs():
    found = read("优化渔港布局，扩大避风水域。完善渔船救助网络。探索设立渔民服务窗口。")
    assert [i.act for i in found][-2:] == ["improve", "establish"]
    assert {i.status for i in found} == {"planned"}


def test_whoever_is_responsible_for_a_provision_acts():
    (found,) = read("（二）扩建海上救援码头。（责任单位：交通运输部、应急管理部）")
    assert set(found.actors) == {"Ministry of Transport", "Ministry of Emergency Management"}


@pytest.mark.parametrize(
    "text",
    [
        "福建将新建三座渔港。",
        "我省印发《渔港条例》。",
        "浙江、福建两地将共建海上牧场。",
        "舟山市海洋渔业局出台休渔补贴办法。",
        "省财政厅近日下达渔港资金2亿元。",
        "山东省政府将启动渔港改造工程。",
    ],
)
def test_places_and_their_departments_are_local_governments(text):
    assert {name for i in read(text) for name in i.actors} == {"local governments"}


def test_a_place_that_only_names_a_thing_does_not_act():
    assert read("福建渔港集团将新建三座冷库。上海港口业务平稳增长。") == ()


def test_departments_that_act_together_or_are_brought_to_act_are_named_those_addressed_are_not():
    told = "农业农村部会同海关总署修订渔具目录。农业农村部支持各地改造渔港。农业农村部将规范海关总署移交的渔获处置。"
    together, brought, alone = read(told)
    assert set(together.actors) == {"Ministry of Agriculture and Rural Affairs", "General Administration of Customs"}
    assert set(brought.actors) == {"Ministry of Agriculture and Rural Affairs", "local governments"}
    assert alone.actors == ("Ministry of Agriculture and Rural Affairs",)


def test_a_list_of_programmes_is_an_act():
    text = (
        "国务院印发《渔业规划》。"
        "《渔业规划》部署四项任务，分别为：深海养殖示范工程、渔港安全提升行动、远洋船队更新工程。"
    )
    assert read(text)[-1].quote == "深海养殖示范工程、渔港安全提升行动、远洋船队更新工程"


def test_what_a_body_has_put_forward_is_told_as_done():
    (found,) = read("农业农村部在会上提出了十二项渔港管理措施。")
    assert (found.act, found.status) == ("introduce", "launched")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("农业农村部将支持沿海地区升级渔港设施，强化冷链服务，畅通出海通道。", 1),
        ("农业农村部将开展渔港清淤行动，要疏浚航道。", 1),
        ("农业农村部将完善渔船检验规程，重点加密对老旧渔船的抽查。", 1),
        ("农业农村部将修订远洋渔船标准，公布远洋渔船标准目录。", 1),
        ("农业农村部将新建一批深水渔港，培训船舶检验人员队伍。", 2),
    ],
)
def test_what_only_tells_an_act_closer_makes_no_line_of_its_own(text, count):
    assert len(read(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "农业农村部表示，发展深海养殖，就是为端牢海上饭碗。",
        "农业农村部表示，建设渔港有利于渔民增收。",
        "《规划》提出，渔港布局进一步健全，渔民出海更加便捷。",
        "福建渔港改造加快推进。",
        "农业农村部会议要求，把思想和认识统一到渔业强国的部署上来。",
        "农业农村部今天公布：渔获量增长3%。",
    ],
)
def test_topics_results_and_creeds_are_no_acts(text):
    assert read(text) == ()


def test_fields_named_in_turn_go_on_with_what_is_done():
    found = read("农业农村部表示，在捕捞方面，将控制渔船总量。据统计，渔获量稳定。在养殖方面，推广深水网箱。")
    assert [i.act for i in found] == ["regulate", "promote"]


def test_a_person_introduced_with_a_verb_behind_the_name_speaks_for_the_body():
    found = read("农业农村部部长陈海将渔业工作概括为三句话。\n\n陈海说，将启动增殖放流。")
    assert [i.act for i in found][-1] == "launch"


def test_subjects_that_are_no_bodies_are_bound_by_a_directive():
    found = read("舟山市要求，出海渔船须全程开启定位终端。离港人员需要提供健康证明。")
    assert [i.actors for i in found] == [("local governments",)] * 2


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("国家林草局将坚持质量第一，把湿地验收规程落到实处。", ["把湿地验收规程落到实处"]),
        ("今年我国将渔船报废补贴率从30%提高至45%。", ["今年我国将渔船报废补贴率从30%提高至45%"]),
        (
            "农业农村部表示，休渔补贴全部延长到明年底；渔民保费延缓到明年缴纳。",
            ["休渔补贴全部延长到明年底", "渔民保费延缓到明年缴纳"],
        ),
        ("聚焦渔民增收，今年，福建还将扩建深水渔港。", ["福建还将扩建深水渔港"]),
        ("福建将新建深水渔港，以渔港带动冷链物流产业发展。", ["福建将新建深水渔港，以渔港带动冷链物流产业发展"]),
    ],
)
def test_acts_behind_attitudes_terms_views_and_before_means(text, quotes):
    assert [i.quote for i in read(text)] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "福建渔港扩建后，年吞吐量将达到900万吨。",
        "农业农村部表示，公示内容包括但不限于船名、船号、船主。",
        "农业农村部表示，建设深水渔港，就是为了渔民安全。",
    ],
)
def test_expected_numbers_contents_and_reasons_are_no_acts(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("经国务院同意，交通运输部印发《渡轮细则》。", ["印发《渡轮细则》"]),
        ("经国务院批准交通运输部将设立渡轮基金。", ["设立渡轮基金"]),
        ("交通运输部发布6月港口数据。", []),
        ("国家统计局公布了上半年渔业运行情况。", []),
        ("公示时间为5月6日至5月12日。", []),
        (
            "交通运输部要求，修订20项渡轮标准，布局建设6个试航基地，培育30家船厂。",
            ["修订20项渡轮标准", "布局建设6个试航基地", "培育30家船厂"],
        ),
        ("交通运输部近日部署，在全国60个渡口推广电子船票。", ["推广电子船票"]),
    ],
)
def test_leave_numbers_terms_and_counted_objects(text, titles):
    assert [line.title for line in read(text)] == titles


def test_our_ministry_is_the_one_that_issues_the_document():
    text = "交通运输部介绍渡轮工作。\n\n科技部启动深海专项。我部下架违规渡轮应用120款。"
    assert [line.actors for line in read(text)] == [("MOST",), ("Ministry of Transport",)]


def test_bodies_that_speak_together_act_together():
    text = "财政部、税务总局表示，将延续渡轮免税政策。"
    assert [line.actors for line in read(text)] == [("Ministry of Finance", "State Taxation Administration")]


def test_years_ahead_are_kept_whole():
    assert read("力争三年内，交通运输部将建成20座渡口。")[0].timeframe == "三年内"


def test_a_notice_sent_by_an_office_is_an_act_and_so_are_its_prohibitions():
    text = """交通运输部办公厅关于开展2031年度渡轮安全行动的通知

各有关单位：

1. 开展渡轮普查。（财政部）

2. 布局建设5个渡轮平台。（科技部）

3. 各地不得向渡轮收费。
"""
    found = initiatives(compose(text, identity="x"))
    assert found[0].act == "issue"
    assert "各地不得向渡轮收费" in [line.title for line in found]


@pytest.mark.parametrize(
    "title",
    [
        "公开征求对《渡轮管理办法（征求意见稿）》的意见",
        "《渡轮管理办法》（征求意见稿）公开征求意见",
        "关于《渡轮管理办法（征求意见稿）》公开征求意见的通知",
    ],
)
def test_a_draft_open_to_comment_is_the_news(title):
    text = f"""{title}

各有关单位：

我部组织起草了《渡轮管理办法（征求意见稿）》，现公开征求意见。请于6月6日前反馈。

交通运输部

2031年5月6日
"""
    (line,) = initiatives(compose(text, identity="x"))
    assert (line.act, line.status, line.actors) == ("issue", "launched", ("Ministry of Transport",))


def test_whoever_answers_the_press_acts_however_often_others_are_named():
    text = """交通运输部水运局负责人就渡轮方案答记者问

近日，国家能源局、交通运输部印发《渡轮方案》。国家能源局配合。交通运输部水运局负责人回答了记者提问。

问：如何管理？

答：将组织渡轮普查。
"""
    assert [line.actors for line in initiatives(compose(text, identity="x"))][-1] == ("Ministry of Transport",)


def test_what_takes_effect_by_leave_of_another_body():
    assert [line.title for line in read("经国务院批准，渡轮条例自10月1日起施行。")] == ["渡轮条例自10月1日起施行"]

"""Initiatives: one line an act, with who, when and how far; nothing from questions, praise and history."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.documents import compose
from measures.initiatives import initiatives
from measures.lexicon import lexicon


def read(text, *, role="answer", **known):
    speaker = "Zhang Lan, vice minister of industry and information technology:\n" if role == "answer" else ""
    document = compose(speaker + text, identity="x", title="A page", published=date(2031, 5, 6), **known)
    return initiatives(document)


def acts(found):
    return [(i.act, i.status) for i in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Next year, we will select another batch of port cities.", [("select", "planned")]),
        ("The ministry has issued rules on drone batteries.", [("issue", "launched")]),
        ("We have been carrying out a campaign against scam calls.", [("implement", "ongoing")]),
        ("The MIIT has drafted a catalogue of rare metals.", [("formulate", "completed")]),
        ("We encourage shipyards to share their docks.", [("encourage", "ongoing")]),
        ("A list of trusted suppliers will be released in June.", [("issue", "planned")]),
        ("我们将遴选一批海洋装备试验场。", [("select", "planned")]),
        ("工业和信息化部近日印发《卫星通信管理办法》。", [("issue", "launched")]),
        ("我部正在研究制定低空通信标准。", [("formulate", "ongoing")]),
    ],
)
def test_the_act_and_how_far_it_has_come(text, expected):
    assert acts(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for your question.",
        "Shipyards have become the pride of the coast.",
        "The output of robots has increased by 20 percent.",
        "Supporting shipyards is a long-term strategy of our country.",
        "We have always attached importance to the sea.",
        "China has built 3.8 million charging stations.",
        "支持造船业发展是一项长期战略。",
        "随着国家加快推动数字化转型，工业用电量同比增长7%。",
        "造船完工量稳步提升，占全球的一半。",
        "我国已建成5G基站383万个。",
    ],
)
def test_praise_history_and_counts_are_no_acts(text):
    assert read(text) == ()


def test_a_reporter_announces_nothing():
    text = "Harbour Daily:\n\nWill the ministry launch a fund? We will select cities, people say. Thank you.\n\n"
    answer = "Zhang Lan:\n\nThank you. We will open three docks to the public."
    found = initiatives(compose(text + answer, identity="q", title="A page"))
    assert [i.act for i in found] == ["open"]


def test_clauses_with_objects_of_their_own_are_lines_of_their_own():
    text = "We will launch a third batch of pilot ports, sign a pact with the Shanghai Stock Exchange, and hold a fair."
    found = read(text)
    assert [i.act for i in found] == ["launch", "sign", "hold"]
    assert found[0].batch == 3
    assert found[1].actors == ("MIIT", "Shanghai Stock Exchange")


def test_purposes_belong_to_their_act():
    found = read("The ministry will establish a data exchange to help factories find buyers and promote vitality.")
    assert len(found) == 1
    assert found[0].quote.endswith("promote vitality")


def test_an_enumeration_is_taken_item_by_item():
    english = (
        "One is to build a tide gauge. The second is to expand subsidies for sails. The third is to train welders."
    )
    chinese = "一是建设潮汐观测站。二是扩大帆布补贴范围。三是培训焊工。"
    assert len(read(english)) == 3
    assert [i.act for i in read(chinese)] == ["build", "increase", "recruit"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "The MIIT, together with the Ministry of Commerce, will roll out rules on tyres.",
            {"MIIT", "Ministry of Commerce"},
        ),
        (
            "In conjunction with relevant departments, we will launch a campaign for tyres.",
            {"MIIT", "relevant departments"},
        ),
        ("We will urge local governments to inspect tyre plants.", {"MIIT", "local governments"}),
        ("市场监管总局将会同商务部出台轮胎召回办法。", {"SAMR", "Ministry of Commerce"}),
        (
            "财政部、税务总局等三部门日前发布轮胎政策。",
            {"Ministry of Finance", "State Taxation Administration", "other departments"},
        ),
        ("国家将启动第二批轮胎循环利用试点。", {"central government"}),
    ],
)
def test_who_acts(text, actors):
    assert set(read(text)[0].actors) == actors


def test_a_paper_speaks_for_its_issuers():
    text = "国家能源局近日印发《海上风电管理办法》。《办法》要求，建立海缆保护制度。"
    found = read(text, role="body")
    assert [i.actors for i in found] == [("National Energy Administration",)] * 2
    assert found[1].status == "planned"


def test_a_paper_that_lists_its_acts_by_field():
    text = (
        "某网上海9月1日电 交通运输部、商务部等五部门近日印发《港口绿色发展方案》（以下简称《方案》）。"
        "《方案》从两个方面提出措施。在岸电方面，建设一批岸电设施；在燃料方面，制定甲醇加注标准。"
    )
    found = read(text, role="body")
    assert [i.act for i in found] == ["issue", "build", "formulate"]
    assert found[1].quote == "建设一批岸电设施"
    assert set(found[2].actors) >= {"Ministry of Transport", "Ministry of Commerce"}


def test_a_firm_that_speaks_is_no_body():
    assert read("多家航运企业表示，将增加亚欧航线运力。", role="body") == ()


def test_a_meeting_is_no_act_but_what_it_decides_is():
    text = "国务院召开常务会议，审议通过《内河航道条例》。会议决定，延长船员个税减免政策。"
    assert [(i.act, i.actors) for i in read(text, role="body")] == [
        ("adopt", ("State Council",)),
        ("extend", ("State Council",)),
    ]


def test_a_company_is_not_the_state():
    assert read("BYD said it will build a plant in Hungary.", role="body") == ()


def test_times_are_kept_as_written_and_deadlines_as_periods():
    (found,) = read("By the end of 2032, we will set up ten ice laboratories.")
    assert found.timeframe == "By the end of 2032"
    assert found.by is not None
    assert found.by.end == date(2032, 12, 31)


NOTICE = """工业和信息化部 财政部关于印发《冰雪装备发展行动计划》的通知
工信部联消费〔2031〕9号
现将《冰雪装备发展行动计划》印发给你们，请认真执行。
一、总体要求
到2033年，打造一批冰雪装备品牌。
二、重点任务
（一）提升供给能力。支持企业开发轻量化雪板，建设共享工厂。（工业和信息化部、体育总局按职责分工负责）
（二）完善标准体系。加快制定雪场安全标准。（市场监管总局牵头，工业和信息化部参与）
（三）拓展应用场景。鼓励城市建设室内雪场。（文化和旅游部、商务部）
三、保障措施
（一）加大财政支持。用好现有资金渠道。
工业和信息化部
财政部
2031年2月3日
"""


def test_in_a_numbered_notice_the_items_are_the_initiatives_with_the_bodies_behind_them():
    found = initiatives(compose(NOTICE, identity="n"))
    assert [i.quote for i in found[1:]] == ["提升供给能力。", "完善标准体系。", "拓展应用场景。", "加大财政支持。"]
    assert found[0].act == "issue"
    assert found[0].actors == ("MIIT", "Ministry of Finance")
    assert set(found[1].actors) == {"MIIT", "General Administration of Sport"}
    assert set(found[2].actors) == {"SAMR", "MIIT"}
    assert set(found[3].actors) == {"Ministry of Culture and Tourism", "Ministry of Commerce"}
    assert {i.status for i in found[1:]} == {"planned"}


def test_both_languages_give_the_same_concepts_where_the_lexicon_knows_them():
    (english,) = read("We will select the fourth batch of pilot cities for the digital transformation of SMEs.")
    (chinese,) = read("我们将遴选第四批中小企业数字化转型试点城市。")
    shared = {"pilot_city", "digital_transformation", "small_enterprise"}
    assert shared <= english.concepts
    assert shared <= chinese.concepts
    assert english.batch == chinese.batch == 4


PIECES = (
    "We will launch the plan, and 工信部 将 印发 《办法》 ， 支持 企业 。 一是 has been to support which "
    '" ( ) ; SMEs 第三批 by 2030 : '
)
WORDS = PIECES.split(" ")


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from([" ", ""]))
def test_any_text_is_read_and_every_quote_is_its_span(words, glue):
    text = glue.join(words)
    document = compose("Zhang Lan:\n" + text, identity="any")
    found = initiatives(document)
    assert found == initiatives(document)
    for line in found:
        assert document.text[line.start : line.end] == line.quote
        assert line.sentence_start <= line.start < line.end


def test_a_sentence_elsewhere_changes_nothing():
    alone = "The Ministry of Commerce will hold a fair for kayaks."
    beside = alone + "\n\nThe weather in Harbin was fine on Sunday, and many people went out to see the ice."
    first, second = read(alone, role="body"), read(beside, role="body")
    assert [(i.quote, i.actors, i.status) for i in first] == [(i.quote, i.actors, i.status) for i in second]


@pytest.mark.parametrize(
    "text",
    [
        "Journalists are asked to register by noon.",
        "Raw materials are well supplied.",
        "Over the past year, the industry has kept a steady pace.",
        "To bring ships and ports together, we have three considerations.",
        "More than 150 yards across the country build trawlers.",
        "会不会建设新的港口？",
        "促进港口发展，我们重点抓四件事。",
        "前三季度全国新增船位2.1万个，同比增长18%。",
        "港口业务平稳推进。",
    ],
)
def test_calls_to_the_press_states_and_questions_are_no_acts(text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rules on pilot boats took effect on May 1.", [("take_effect", "launched")]),
        ("The ministry on Friday shut down nine yards.", [("regulate", "launched")]),
        ("Sailors are encouraged to report leaks.", [("encourage", "ongoing")]),
        (
            "The MIIT will test ferries and yards that fail will be fined.",
            [("pilot", "planned"), ("regulate", "planned")],
        ),
        ("《船员条例》5月1日起施行。", [("take_effect", "launched")]),
        ("第一批港口将于6月公布。", [("issue", "planned")]),
        ("交通运输部将把小型船只纳入登记管理。", [("include", "planned")]),
        ("我们将开通绿色通道，组织沿海船厂赴境外参加展览。", [("launch", "planned"), ("hold", "planned")]),
        ("三部门将建立船舶档案。", [("establish", "planned")]),
        ("中国人民银行增设500亿元航运再贷款。", [("increase", "ongoing")]),
    ],
)
def test_acts_in_many_forms(text, expected):
    assert acts(read(text)) == expected


def test_a_list_of_acts_runs_over_paragraphs():
    text = "会议部署了三项工作。\n\n一是建设观测站。\n\n二是扩大补贴范围。\n\n三是培训焊工。"
    assert [i.act for i in read(text, role="body")] == ["build", "increase", "recruit"]


def test_the_ordinal_of_a_batch_stays_in_the_title():
    assert read("第一批港口将于6月公布。")[0].title.startswith("第一批")


def test_a_users_own_bodies_and_topics_are_read(tmp_path):
    bodies, fields = tmp_path / "agencies.toml", tmp_path / "topics.toml"
    bodies.write_text('[tide_board]\nname = "Tide Board"\nen = ["Tide Board"]\n', encoding="utf-8")
    fields.write_text('[seaweed]\nen = ["seaweed"]\ntopic = "sea"\n', encoding="utf-8")
    known = lexicon({"agencies": [bodies], "topics": [fields]})
    (found,) = initiatives(compose("A page\n\nThe Tide Board will subsidize seaweed.", identity="x"), known)
    assert (found.actors, found.topic) == (("Tide Board",), "sea")
    assert "seaweed" in found.concepts


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "会议强调，要大力培优做强渔港产业，从严惩处电鱼毒鱼行为，有序退出老旧渔船。",
            ["要大力培优做强渔港产业", "从严惩处电鱼毒鱼行为", "有序退出老旧渔船"],
        ),
        ("农业农村部将深耕远洋渔业合作。", ["农业农村部将深耕远洋渔业合作"]),
        (
            "方案提出三项任务：一是渔港提质，加固防波堤；二是织密海上救援网络。",
            ["渔港提质，加固防波堤", "织密海上救援网络"],
        ),
        ("渔业、海事、气象等部门将共建预警平台。", ["渔业、海事、气象等部门将共建预警平台"]),
        ("我们将把近海养殖面积压减至五万亩。", ["我们将把近海养殖面积压减至五万亩"]),
        ("《条例》明确，渔船必须安装定位终端，不得擅自拆卸。", ["渔船必须安装定位终端", "不得擅自拆卸"]),
        ("会议决定，将渔船保险补贴延续至2035年底。", ["将渔船保险补贴延续至2035年底"]),
    ],
)
def test_a_clause_of_a_directive_is_an_act_whatever_its_verb(text, quotes):
    read_ = [i.quote for i in read("农业农村部召开座谈会。" + text, role="body")]
    assert [quote for quote in read_ if "座谈会" not in quote] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "农业农村部高度重视渔民生计。",
        "农业农村部有关负责人对热点问题进行回应。",
        "渔业发展前景十分广阔。",
        "大桥通车后，将有效缓解两岸交通压力。",
        "随着休渔期结束，海产品供应充足，价格稳中有降。",
        "农业农村部表示，各地渔获量不统一，加工能力也变大。",
        "一家水产企业负责人说，明年将扩建冷库，开拓海外市场。",
        "养殖水面面积达到3.1万公顷，产量增至40万吨。",
        "农业农村部将以渔港建设为契机。",
        "会议要求，要增强紧迫感，共同营造良好氛围。",
        "确保海产品供应是头等大事。",
    ],
)
def test_what_is_said_seen_or_comes_about_is_no_act(text):
    assert read(text, role="body") == ()


def test_an_official_introduced_before_speaks_for_the_same_body():
    text = "农业农村部渔业局局长孙海介绍，今年渔情平稳。\n\n商务部数据显示，出口增长。\n\n孙海说，将启动增殖放流行动。"
    assert [(i.act, i.actors) for i in read(text, role="body")] == [
        ("launch", ("Ministry of Agriculture and Rural Affairs",))
    ]


def test_a_meeting_speaks_for_the_body_that_meets():
    text = "国务院总理3月2日主持召开国务院常务会议，听取汇报。\n\n会议指出，渔业连着民生。要加快修订渔船检验规则。"
    assert [(i.act, i.actors, i.status) for i in read(text, role="body")] == [("revise", ("State Council",), "planned")]


def test_announced_measures_go_on_without_a_subject():
    text = "农业农村部介绍休渔补助新举措。\n\n新增两类渔船参与报废更新；最多可得五万元；降低贷款贴息门槛。"
    assert [i.act for i in read(text, role="body")] == ["increase", "cut"]


def test_who_is_brought_to_act_goes_on_in_the_same_line():
    (found,) = read("引导沿海银行按市场化方式，加大对渔业合作社的信贷支持力度。")
    assert found.act == "encourage"


def test_words_of_time_set_the_tense_of_the_sentence():
    text = "下一步，农业农村部从三个方面发力，不断提高服务水平。一是规范渔港收费。"
    assert {i.status for i in read(text, role="body")} == {"planned"}


@pytest.mark.parametrize("between", ["**：", "** — ", "**——"])
def test_the_headline_of_an_item_ends_with_its_bold_type(between: str) -> None:
    heads = ("推进深水泊位建设", "完善引航服务体系", "加强港口安全监管")
    rest = "支持**沿海各地**结合实际细化**措施安排**，做好资金、人才和技术等各方面要素保障，推动各项任务尽快落地见效。"
    numbers = ("一", "二", "三")
    text = "\n\n".join(f"- **（{n}）{head}{between}{rest}" for n, head in zip(numbers, heads, strict=True))
    found = initiatives(compose(text, identity="x", title="关于推进港口高质量发展的通知"))
    assert [one.title for one in found] == list(heads)


def test_a_department_of_a_city_is_not_the_national_one():
    text = "舟山市农业农村局、舟山市商务局近日印发渔港办法。"
    text += "宁波市发展改革委将清理渔港收费。"
    assert not {"Ministry of Commerce", "NDRC"} & {name for i in read(text, role="body") for name in i.actors}


def test_sectors_named_together_are_the_relevant_departments():
    (found,) = read("渔业、海事、气象等部门将加密海上巡查。", role="body")
    assert found.actors == ("relevant departments",)


BULLETS = """# 渔港意见要点

- **（一）建设避风锚地** —— 「新建一批防波堤…」（农业农村部、交通运输部负责）
- **（二）完善海上救援** —— 「组建专业船队…」（应急管理部牵头）
- **（三）培育休闲渔业**：支持渔村办民宿。（文化和旅游部）
"""


def test_items_titled_in_bold_are_read_with_the_bodies_behind_them():
    found = initiatives(compose(BULLETS, identity="b"))
    assert [i.act for i in found][-3:] == ["build", "improve", "cultivate"]
    assert [i.actors for i in found][-3:] == [
        ("Ministry of Agriculture and Rural Affairs", "Ministry of Transport"),
        ("Ministry of Emergency Management",),
        ("Ministry of Culture and Tourism",),
    ]


def test_what_a_body_has_issued_is_done_though_plans_were_spoken_of_before():
    text = "农业农村部将扩大休渔范围。农业农村部会同有关部门印发通知。"
    assert [i.status for i in read(text, role="body")] == ["planned", "launched"]

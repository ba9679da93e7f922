"""English acts: any verb in an act's place, verbs that are no act, demands, fragments, and who acts."""

from datetime import date

import pytest

from measures.documents import compose
from measures.initiatives import initiatives

SPOKEN = "Zhang Lan, vice minister of industry and information technology:\n"


def read(text, *, answer=True):
    return initiatives(
        compose((SPOKEN if answer else "") + text, identity="x", title="A page", published=date(2031, 5, 6))
    )


def quotes(text, *, answer=True):
    return [line.quote for line in read(text, answer=answer)]


def actors(text, *, answer=True):
    return [line.actors for line in read(text, answer=answer)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("We will overhaul the docks.", "planned"),
        ("We will unclog the harbour mouth.", "planned"),
        ("We are demagnetizing the old hulls.", "ongoing"),
        ("We have unblocked two canals.", "completed"),
        ("The old cranes will be mothballed next year.", "planned"),
        ("Disused quays should be turned into parks.", "planned"),
        ("Efforts will be directed at dredging rivers.", "planned"),
        ("More efforts will be put into ferry safety.", "planned"),
        ("We are working with the Ministry of Transport on tide tables.", "ongoing"),
        ("The Ministry of Transport vowed tougher fines for smugglers.", "planned"),
    ],
)
def test_what_a_body_does_is_an_act_by_whatever_verb(text, status):
    assert [line.status for line in read(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "We believe the port will prosper.",
        "China remains the largest market for tugboats.",
        "China will become a country of sailors.",
        "China will see more ships at sea.",
        "We hope to hear from you.",
        "We have witnessed a golden decade of sailing.",
        "The country handled 40 million tonnes of salt.",
        "The policy is expected to be well received by sailors.",
        "We are confident in the future of the sea.",
        "Seafood sales rose, and the harbour has been affected by storms.",
        "A shipyard said it will build a canteen.",
        "China's harbours will prosper for years.",
    ],
)
def test_saying_seeing_and_becoming_are_no_acts(text):
    assert read(text) == ()


def test_a_plan_to_is_not_what_somebody_plans_to():
    found = read("The Ministry of Transport on Monday rolled out a five-year plan to clear wrecks.", answer=False)
    assert [line.status for line in found] == ["launched"]


def test_an_unknown_verb_goes_on_before_its_object():
    text = "We will scour the seabed, tow the wrecks ashore and repaint all buoys."
    assert quotes(text) == ["We will scour the seabed", "tow the wrecks ashore", "repaint all buoys"]


def test_names_with_and_are_not_cut():
    text = "China will subsidize tugboats, a notice by the National Development and Reform Commission said on Monday."
    assert quotes(text, answer=False) == ["China will subsidize tugboats"]


def test_a_passive_begins_with_the_first_thing_listed():
    text = "Lighthouses on the coast, buoys in the bay, and pilot boats will be repainted."
    assert quotes(text) == [text[:-1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The meeting called for dredging great rivers, repairing old locks, and training lock keepers.",
            ["The meeting called for dredging great rivers", "repairing old locks", "training lock keepers"],
        ),
        (
            "The meeting stressed the need to speed up the harbour works.",
            ["The meeting stressed the need to speed up the harbour works"],
        ),
        ("Brokers called for dredging the rivers.", []),
    ],
)
def test_what_somebody_in_office_demands(text, expected):
    head = "A State Council executive meeting was held on Friday. "
    assert quotes(head + text, answer=False) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To set up tide stations, to ensure that the fleet has fuel.", 1),
        ("Repairing the oldest locks, widening the inland canals and training the lock keepers.", 3),
        ("In-depth implementation of the rules on mooring, this year marks their tenth year.", 1),
        ("Three is to do a good job in mooring fees.", 1),
        ("Supporting shipyards is a long-term strategy.", 0),
    ],
)
def test_fragments_of_machine_translation(text, expected):
    assert len(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All coastal provinces should draft plans for typhoons.", [("local governments",)]),
        ("The survey of reefs will be led by the Ministry of Natural Resources.", [("Ministry of Natural Resources",)]),
        ("The survey of reefs is the responsibility of the Ministry of Transport.", [("Ministry of Transport",)]),
        (
            "To calm the market, our ministry, in conjunction with the NDRC, issued rules on freight.",
            [("MIIT", "NDRC")],
        ),
        (
            "We will work with the Ministry of Finance on the following tasks:\n\nFirst, we will cut port fees.\n\n"
            "Second, we will insure small boats.",
            [("MIIT", "Ministry of Finance")] * 2,
        ),
    ],
)
def test_who_acts(text, expected):
    assert actors(text) == expected


def test_a_meeting_acts_for_the_body_that_holds_it():
    text = "A State Council executive meeting was held on Friday. The meeting adopted a regulation on ferries."
    assert actors(text, answer=False) == [("State Council",)]


def test_those_who_issue_a_plan_together_stand_behind_all_of_it():
    text = "The Ministry of Commerce and five other departments released a plan on salt. Build new pans by the sea."
    assert actors(text, answer=False) == [("Ministry of Commerce", "other departments")] * 2


def test_a_report_rests_on_a_paper_once():
    text = "The country will clear all wrecks, according to a guideline issued by the Ministry of Transport."
    assert quotes(text, answer=False) == [
        "The country will clear all wrecks",
        "a guideline issued by the Ministry of Transport",
    ]


def test_would_in_reported_speech_is_will():
    text = "Ferries are safe, said an official with the Ministry of Transport, adding that fares would be lowered."
    assert [line.status for line in read(text, answer=False)] == ["planned"]


def test_speech_in_quotes_is_read_and_names_in_quotes_are_not():
    text = '"We will publish the tide tables," said Li Hai of the Ministry of Transport.'
    assert len(read(text, answer=False)) == 1
    assert quotes('We will carry out the "Open Harbours" campaign.') == [
        'We will carry out the "Open Harbours" campaign'
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The meeting also decided to dredge the lower estuary, and to insure small boats.", 2),
        ("It was decided at the meeting that the country will dredge the estuary.", 1),
        ("A meeting chaired by the premier on Wednesday decided to dredge the estuary.", 1),
        ("We will dredge the estuary, to better serve the fishing fleet.", 1),
        ("He also underlined efforts to dredge the estuary.", 1),
        ("Measures rolled out by the Ministry of Finance have cut port fees by 3 billion yuan.", 0),
        ("Xi Jinping has stressed that estuaries must be dredged.", 0),
        ("Fishing is safe, according to a plan unveiled on Friday.", 0),
        ("We will focus our work on the following three fields.", 1),
        ("We will focus our work on the following three areas.", 0),
        ("More efforts will be made to upgrade information services on ferries.", 1),
    ],
)
def test_what_counts_as_one_act(text, expected):
    head = "A State Council executive meeting was held on Friday.\n\n"
    assert len(read(head + text, answer=False)) == expected


def test_a_clause_ends_with_its_last_word():
    assert quotes("We will build homes for the elderly and reopen the piers in July.") == [
        "We will build homes for the elderly",
        "reopen the piers in July",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'The "Measures on Salt" also stressed the importance of rebuilding the pans.',
        "It involves rebuilding the salt pans.",
        "First of all, rebuild the salt pans.",
        "It bans dirty salt.",
    ],
)
def test_what_a_paper_holds_is_still_to_be_done(text):
    found = read(
        "Seven departments, including the Ministry of Commerce, jointly issued a notice on salt. The notice "
        "regulates prices. " + text,
        answer=False,
    )
    assert [line.status for line in found] == ["launched", "planned", "planned"]
    assert {frozenset(line.actors) for line in found} == {frozenset({"Ministry of Commerce", "other departments"})}


def test_dates_and_nouns_are_no_orders():
    assert read("The office met the press.  March 3, 2021", answer=False) == ()
    assert quotes("We will carry out joint trials of ferries, as well as pilot runs of tugboats.") == [
        "We will carry out joint trials of ferries, as well as pilot runs of tugboats"
    ]


def test_what_every_speech_is_guided_by_is_no_act():
    text = "The MARA has earnestly implemented the decisions and plans of the CPC Central Committee."
    chair = "Today, we have invited Mr. Gao to brief you on salt. "
    assert read(chair + text) == ()
    assert actors("The MARA is considering a digital label for nets.") == [
        ("Ministry of Agriculture and Rural Affairs",)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Half of the harbour bonds had been sold by the end of June.",
        "A total of 910,000 harbour jobs were created last year.",
        "Nearly 300 ferries were inspected in April.",
        "Safety standards must be put in place.",
        "The Ministry of Transport released figures on ferry traffic on Friday.",
        "Ferry traffic data will be released in June.",
        "Parcels were up in May, the State Post Bureau said, and will grow.",
    ],
)
def test_results_numbers_and_slogans_are_no_acts(text):
    assert read(text, answer=False) == ()


def test_a_title_does_not_open_with_the_dateline():
    found = read("HAIKOU, May 6 (Xinhua) -- New ferry rules were issued by the Ministry of Transport.", answer=False)
    assert [line.title for line in found] == ["New ferry rules were issued by the Ministry of Transport"]


def test_our_ministry_is_the_one_that_speaks():
    assert actors("The Ministry of Finance has allocated 30 million yuan. Our ministry will inspect 200 ferries.") == [
        ("Ministry of Finance",),
        ("MIIT",),
    ]


def test_deadlines_without_a_date_are_kept_as_written():
    told = [
        "We will set up two ferry schools before the end of the year.",
        "We will open 20 piers by end-2032.",
    ]
    assert [read(text)[0].timeframe for text in told] == ["before the end of the year", "by end-2032"]


ITEMS = """Notice of the Ministry of Transport on Improving Night Ferries

To all ports:

1. Dredge the channels of night ferries by the end of 2031. (Ministry of Transport, Ministry of Finance)

2. Set up four rescue centres before June 2032. (MIIT, Ministry of Science and Technology)

3. Train 3,000 pilots. (Ministry of Education)
"""


def test_bodies_in_brackets_behind_a_year_act_and_are_no_part_of_the_title():
    _, *items = read(ITEMS, answer=False)
    assert [line.title for line in items][1] == "Set up four rescue centres before June 2032"
    assert [line.actors for line in items] == [
        ("Ministry of Transport", "Ministry of Finance"),
        ("MIIT", "MOST"),
        ("Ministry of Education",),
    ]


def test_items_numbered_in_roman_brackets_open_with_their_text():
    text = "(I) Ferry yards shall be licensed.\n\n(II) Old ferries will be withdrawn.\n\n(III) A register will be kept."
    titles = [line.title for line in read("The Ministry of Transport set rules.\n\n" + text, answer=False)]
    assert titles[-2:] == ["Old ferries will be withdrawn", "A register will be kept"]


def test_a_count_of_tasks_is_no_act_and_counted_objects_are_lines_of_their_own():
    assert read("The plan lists 18 key tasks for the next three years.", answer=False) == ()
    assert quotes("We will dredge six rivers and repair 40 locks.") == ["We will dredge six rivers", "repair 40 locks"]


def test_a_draft_open_to_comment_is_the_news():
    text = "Draft Rules on Night Ferries Open for Public Comment\n\nComments may be sent to the Ministry of Transport."
    assert [(line.title, line.act, line.status) for line in initiatives(compose(text, identity="x"))] == [
        ("Draft Rules on Night Ferries Open for Public Comment", "issue", "launched")
    ]


def test_a_minister_who_speaks_in_passing_names_who_acts():
    text = (
        "The Ministry of Finance has allocated 30 million yuan for locks.\n\n"
        "Zhang Lan, vice minister of transport, said the ministry will build 30 piers. More cranes will be installed."
    )
    assert actors(text, answer=False)[1:] == [("Ministry of Transport",), ("Ministry of Transport",)]

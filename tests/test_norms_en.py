"""English norms: what rules make others do, what is granted and forbidden, who is told to act, and lists of tasks."""

from datetime import date

import pytest

from measures.documents import compose
from measures.initiatives import initiatives

RULES = "BEIJING, May 6 (Xinhua) -- The Ministry of Transport has issued new rules on ferries.\n\n"
BRIEFING = "BEIJING, May 6 (Xinhua) -- The Ministry of Transport told of its work on ferries.\n\n"


def read(text, before=RULES):
    found = initiatives(compose(before + text, identity="x", title="A page", published=date(2031, 5, 6)))
    return [line for line in found if line.start >= len(before)]


@pytest.mark.parametrize(
    "text",
    [
        "Ferry operators must verify the identity of every passenger.",
        "Hotels on the coast should no longer offer plastic cups by 2032.",
        "Suppliers should make sure that life jackets are checked.",
        "Operators would not be allowed to raise fares at night.",
        "Drivers may not work more than eight hours a day.",
        "Yards cannot weld hulls without a permit.",
        "Crew members are entitled to 20 days of paid leave a year.",
        "Each deckhand will receive an allowance of 600 yuan per month.",
        "Anyone who sells fake tickets will face fines of up to 50,000 yuan.",
        "It is forbidden to sell tickets above the list price.",
        "There will be a focus on repairing piers and training crews.",
        "Do not use fireworks on deck.",
        "The rules require improvements in the quality of piers.",
        "The rules stipulate that, in principle, decks must be scrubbed.",
    ],
)
def test_what_a_rule_makes_others_do_is_the_act_of_who_issued_it(text):
    (line,) = read(text)
    assert (line.status, line.actors) == ("planned", ("Ministry of Transport",))


@pytest.mark.parametrize(
    "text",
    ["Ferry operators must verify the identity of every passenger.", "Each deckhand will receive an allowance."],
)
def test_without_a_rule_it_is_only_what_somebody_thinks(text):
    assert read(text, BRIEFING) == []


@pytest.mark.parametrize(
    "text",
    [
        "Analysts said operators should invest in electric ferries.",
        "The rules are expected to improve safety.",
        "Fares may rise, the ministry announced Friday.",
        "The ministry told reporters to wait at the pier.",
        "Shanghai has a large number of ferries.",
    ],
)
def test_guesses_hopes_and_announcing_are_no_rules(text):
    assert read(text) == []


def test_duties_are_listed_one_by_one():
    text = "Under the rules, yards shall weld the hulls twice, label every anchor and repaint all the buoys."
    assert [line.quote for line in read(text)] == [
        "yards shall weld the hulls twice",
        "label every anchor",
        "repaint all the buoys",
    ]


@pytest.mark.parametrize(
    ("text", "status", "actors"),
    [
        ("The market regulator is expected to punish overcharging.", "planned", ("SAMR",)),
        ("The Ministry of Finance is tasked with insuring all boats.", "planned", ("Ministry of Finance",)),
        ("The ministry told 12 ferry companies to refund passengers.", "launched", ("Ministry of Transport",)),
        ("The NDRC called on shipyards to lower their prices.", "launched", ("NDRC",)),
        ("The ministry in 2030 launched several campaigns on overloading.", "launched", ("Ministry of Transport",)),
        ("Hainan Province issued a plan on piers.", "launched", ("local governments",)),
        ("Many places have successively issued coupons for ferries.", "launched", ("local governments",)),
        ("Shanghai has rolled out a subsidy for electric ferries.", "launched", ("local governments",)),
    ],
)
def test_who_is_told_to_act_and_who_acts(text, status, actors):
    (line,) = read(text)
    assert (line.status, line.actors) == (status, actors)


def test_a_paper_lists_its_tasks():
    text = "The plan sets out 12 tasks, including rebuilding the piers, waxing the decks, and taming the tides."
    assert [(line.quote, line.status) for line in read(text)] == [
        ("rebuilding the piers", "planned"),
        ("waxing the decks", "planned"),
        ("taming the tides", "planned"),
    ]
    assert [line.status for line in read("Rebuilding old piers is among the tasks listed in the plan.")] == ["planned"]


def test_what_is_aimed_at_is_part_of_the_act():
    text = "In order to protect the reefs, keep the bay clean, and help fishers, the ministry recently issued a notice."
    assert [line.quote for line in read(text, "")] == ["the ministry recently issued a notice"]


def test_a_paper_behind_a_finished_act_is_not_told_twice():
    text = "China has launched a cleanup of piers, according to a plan released by the Ministry of Transport."
    assert len(read(text, "")) == 1


def test_numbers_from_elsewhere_leave_who_acts():
    text = (
        "Data from the China Disabled Persons' Federation show that few ferries have ramps.\n\n"
        "Ramps will be installed on all ferries."
    )
    assert [line.actors for line in read(text)] == [("Ministry of Transport",)]


def test_demands_go_on_without_naming_who_demands():
    text = "The plan, published on Monday, highlighted the importance of mending piers, and stressed training crews."
    assert [line.quote for line in read(text)] == [
        "highlighted the importance of mending piers",
        "stressed training crews",
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The Measures on Ferries were issued by the SAMR and the NDRC. Platforms must list fares.", {"SAMR", "NDRC"}),
        ("The NDRC, together with two other government bodies, drafted a law.", {"NDRC", "other departments"}),
        ("Nine departments, including the NDRC, issued a notice.", {"NDRC", "other departments"}),
        ("Minister of Education Hai Yun said: We will open a school for sailors.", {"Ministry of Education"}),
        ("Jinan City, Shandong Province issued a plan. Each child will get an allowance.", {"local governments"}),
    ],
)
def test_those_who_issue_a_paper_stand_behind_it(text, actors):
    assert {frozenset(line.actors) for line in read(text, "")} == {frozenset(actors)}


def test_what_happens_meanwhile_is_no_act_of_its_own():
    text = "The ministry has opened ten piers, as regulators seek to shorten the queues."
    assert [line.quote for line in read(text)] == ["The ministry has opened ten piers"]


def test_two_nouns_before_a_third_are_no_verb():
    text = "We will improve fire prevention and control capacity on ferries."
    assert len(read(text)) == 1


def test_a_list_of_tasks_is_read_rather_than_that_there_is_one():
    text = (
        "The plan included 20 tasks on ferries, such as rebuilding the piers, waxing the decks, and taming the tides."
    )
    assert [(line.quote, line.status) for line in read(text)] == [
        ("rebuilding the piers", "planned"),
        ("waxing the decks", "planned"),
        ("taming the tides", "planned"),
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The plan asked shipyards to lower their prices.", "planned"),
        ("Twelve yards were ordered to lower their prices.", "launched"),
        ("Nine leaking ferries were shut down.", "launched"),
        ("Coastal regulators at various levels shut down nine piers.", "launched"),
        ("China will take forward its ferry reform.", "planned"),
        ("Quiet engines are encouraged.", "ongoing"),
    ],
)
def test_what_is_asked_for_is_still_to_be_done(text, status):
    assert [line.status for line in read(text)] == [status]

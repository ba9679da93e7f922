"""The vocabulary: names found in texts, files checked, a user's own entries over the built-in ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.units import unit_name
from measures.agencies import mentions
from measures.concepts import topic_of
from measures.lexicon import KINDS, LexiconError, built_in, lexicon, load, use
from measures.text import clauses, normalise, sentences


def ids(text: str) -> list[str]:
    return [hit.id for hit in built_in().subjects.find(normalise(text).text)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("“Little Giant” Enterprises", "little_giant_enterprise"),
        ("專精特新“小巨人”企業", "little_giant_enterprise"),
        ("specialised, refined, unique and new SMEs", "srdi_sme"),
        ("专精特新中小企业", "srdi_sme"),
        ("创新型中小企业", "innovative_sme"),
        ("5G base stations", "base_station_5g"),
        ("national smart-manufacturing demonstration factories", "smart_demo_factory"),
        ("新能源汽车", "nev"),
        ("industries above designated size", "industry"),
    ],
)
def test_one_subject_under_many_names(text: str, subject: str) -> None:
    assert ids(text)[:1] == [subject]


def test_official_categories_stay_apart() -> None:
    found = ids("unicorns, little giants, innovative SMEs, single-product champions and gazelle companies")
    assert len(set(found)) == 5


def test_no_name_inside_a_word() -> None:
    assert ids("The shipment was carefully carpeted.") == []


def test_every_built_in_kind_loads_and_every_unit_of_a_subject_is_one_word() -> None:
    for kind in KINDS:
        assert len(load(kind)) > 20
    assert all(" " not in term["unit"] for term in built_in().subjects.values())


def test_parts_of_a_metric_or_a_place_exist() -> None:
    for vocabulary in (built_in().metrics, built_in().scopes):
        assert all(part in vocabulary for term in vocabulary.values() for part in term["parts"].split())


def test_a_users_file_adds_names_and_entries(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(
        '[unicorn]\nen = ["horned company"]\n[flying_taxi]\nzh = ["飞行汽车"]\nunit = "vehicle"\n', encoding="utf-8"
    )
    subjects = lexicon({"subjects": [own]}).subjects
    assert [hit.id for hit in subjects.find("10 horned companies, 飞行汽车, unicorns")] == [
        "unicorn",
        "flying_taxi",
        "unicorn",
    ]
    assert subjects["unicorn"]["unit"] == "enterprise"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[flying_taxi]\nen = "taxi"\n', "en: must be a list"),
        ('[flying_taxi]\nen = ["taxi"]\nunits = "vehicle"\n', "units: no such field"),
        ('[flying_taxi]\nunit = "vehicle"\n', "has no name"),
        ('[Flying]\nen = ["taxi"]\n', "lower-case"),
        ('[flying_taxi]\nen = ["unicorn"]\n', "already belongs to [unicorn]"),
        ("[flying_taxi\n", "is not TOML"),
        ('[flying_taxi]\nen = ["taxi", "Taxi"]\n', "en: 'taxi' is listed twice; drop one"),
        ('[flying_taxi]\nen = ["taxi", " "]\n', "en: '' is no name; it needs a letter or a digit"),
        ('[flying_taxi]\nzh = ["——"]\n', "zh: '——' is no name"),
        ('[flying_taxi]\nen = ["flying 出租车"]\n', "has Chinese characters; put it under zh"),
        ('[flying_taxi]\nen = ["{one|other taxi"]\n', "has an open brace"),
        (
            '[flying_taxi]\nen = ["taxi"]\nkind = "genric"\n',
            "kind: 'genric' is no kind of subjects; near it are generic",
        ),
        ('[flying_taxi]\nen = ["unicorn"]\n', "of subjects.toml; use that entry, or a longer name"),
    ],
)
def test_a_bad_entry_is_told_with_its_file_and_name(tmp_path: Path, content: str, told: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        load("subjects", [own])
    assert "mine.toml" in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("subjects", '[taxi]\nen = ["taxi"]\nunit = "vehicl"\n', "unit: 'vehicl' is no unit"),
        ("subjects", '[taxi]\nen = ["taxi"]\ntopic = "vehicle"\n', "topic: 'vehicle' is no topic of topics.toml; near"),
        ("subjects", '[taxi]\nen = ["taxi"]\nparent = "car"\n', "parent: 'car' is no subject"),
        ("subjects", '[taxi]\nen = ["taxi"]\nmeasure = "fun"\n', "measure: 'fun' is no metric"),
        ("metrics", '[fun]\nen = ["fun"]\nof = "joy"\n', "of: 'joy' is no subject"),
        ("scopes", '[halves]\nen = ["halves"]\nparts = "north"\n', "parts: 'north' is no scope"),
    ],
)
def test_an_entry_that_names_what_is_not_there(tmp_path: Path, kind: str, content: str, told: str) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        lexicon({kind: [own]})
    assert f"{own}: [" in str(error.value)
    assert told in str(error.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    with pytest.raises(LexiconError, match="cannot be opened: no such file"):
        load("subjects", [own])
    own.write_bytes("[风筝]".encode("gbk"))
    with pytest.raises(LexiconError, match="is not UTF-8 text"):
        load("subjects", [own])


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ('factor = "4.8"', "kind: is missing"),
        ('kind = "physical"\nfactor = "4,8"', "factor: '4,8' is no number above 0"),
        ('kind = "physical"\nfactor = "-1"', "factor: '-1' is no number above 0"),
        ('kind = "physical"\nfactor = 4.8', "factor: must be text in quotes"),
    ],
)
def test_a_unit_that_cannot_be_counted_with_is_told(tmp_path: Path, fields: str, told: str) -> None:
    own = tmp_path / "units.toml"
    own.write_text(f'[league]\nen = ["league"]\n{fields}\n', encoding="utf-8")
    with pytest.raises(LexiconError) as error:
        lexicon({"units": [own]})
    assert told in str(error.value)


def test_a_users_own_topic_may_be_that_of_a_subject(tmp_path: Path) -> None:
    subjects, topics = tmp_path / "subjects.toml", tmp_path / "topics.toml"
    subjects.write_text('[kelp]\nen = ["kelp"]\ntopic = "sea"\n', encoding="utf-8")
    topics.write_text('[seaweed]\nen = ["seaweed"]\ntopic = "sea"\n', encoding="utf-8")
    assert lexicon({"subjects": [subjects], "topics": [topics]}).subjects["kelp"]["topic"] == "sea"


def test_choices_in_a_name_are_written_out(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('[kite]\nen = ["{big |}{kite|glider}{ toy|}"]\n', encoding="utf-8")
    assert len(load("subjects", [own])["kite"].en) == 8


def test_every_entry_has_names_in_both_languages_and_a_field() -> None:
    known = built_in()
    for entry in (*known.subjects.values(), *known.topics.values()):
        assert all((entry.en, entry.zh, entry["topic"])), entry.id


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("We will foster new quality productive forces in the robot industry.", "future_industries"),
        ("推动钢铁行业高质量发展。", "raw_materials"),
        ("国家开展重大项目调度。", "investment"),
        ("Accelerate the restoration of credit of business entities", "business_environment"),
    ],
)
def test_topics_are_not_named_by_a_bare_word(text: str, topic: str) -> None:
    assert topic_of(normalise(text).text) == topic


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(LexiconError, match="no such kind"):
        lexicon({"subject": []})


@given(st.text(alphabet="ab“”\"'１２（），。専專業业工(gōng)\u200b\u00a0㎡ \n", max_size=60))
def test_every_span_of_a_normalised_text_maps_back(text: str) -> None:
    form = normalise(text)
    ends = [form.original(at, at + 1) for at in range(len(form.text))]
    assert all(0 <= start < end <= len(text) for start, end in ends)
    assert ends == sorted(ends)


def test_pinyin_is_dropped_and_offsets_still_point_into_the_original() -> None:
    original = "工(gōng)业(yè)和信息化"
    form = normalise(original)
    start, end = form.original(0, 2)
    assert (form.text, original[start:end]) == ("工业和信息化", "工(gōng)业")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("On Oct. 14, U.S. firms under No. 54 rose 2.5 percent. Costs fell.", 2),
        ("“好。”他说。工业增长。", 3),
        ('He said. "It rose." Then it fell.', 3),
        ("One line\nanother line", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(normalise(text).text)) == count


def test_clauses_are_not_cut_inside_a_number() -> None:
    text = "of 1,780 bodies, 20 closed; 3 opened"
    assert [text[start:end] for start, end in clauses(text)] == ["of 1,780 bodies,", "20 closed;", "3 opened"]


def test_a_users_words_are_known_to_matching_and_wording_too(tmp_path: Path) -> None:
    own = tmp_path / "units.toml"
    own.write_text('[flight_hour]\nen = ["flight hour"]\nzh = ["架时"]\nkind = "physical"\n', encoding="utf-8")
    bodies = tmp_path / "agencies.toml"
    bodies.write_text('[drone_office]\nen = ["Drone Office"]\nzh = ["无人机办公室"]\n', encoding="utf-8")
    assert not mentions("the Drone Office said")
    use(lexicon({"units": [own], "agencies": [bodies]}))
    try:
        assert [body.name for body in mentions("the Drone Office said")] == ["Drone Office"]
        assert unit_name("flight_hour", "zh") == "架时"
    finally:
        use(built_in())
    assert not mentions("the Drone Office said")

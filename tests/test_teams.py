"""Teams as they are written: what the names in their rules stand for, and what is said of one that nothing has."""

from decimal import Decimal
from pathlib import Path

import pytest

from alerts.team import Threshold
from flows.config_errors import ConfigError
from flows.settings import load


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGBAO_CONFIG", raising=False)
    return tmp_path


def written(rule: str, more: str = "") -> Path:
    file = Path.cwd() / "gongbao.toml"
    file.write_text(f"{more}\n[[teams.desk.rules]]\n{rule}\n", "utf-8")
    return file


def fault(rule: str) -> str:
    written(rule)
    with pytest.raises(ConfigError) as raised:
        load().alert_teams()
    return str(raised.value)


@pytest.mark.parametrize(
    ("field", "names", "ids"),
    [
        ("subjects", ["little giants"], {"little_giant_enterprise", "industrial_little_giant"}),
        ("subjects", ["小巨人"], {"little_giant_enterprise", "industrial_little_giant"}),
        ("subjects", ["Little_Giant_Enterprise"], {"little_giant_enterprise", "industrial_little_giant"}),
        ("subjects", ["NEVs"], {"nev", "ne_passenger_vehicle", "ne_commercial_vehicle"}),
        ("subjects", ["industry.value_added"], {"industry.value_added"}),
        (
            "subjects",
            ["SRDI SMEs.total", "software_industry.revenue_growth"],
            {"srdi_sme.total", "software_industry.revenue_growth"},
        ),
        ("subjects", ["unicorns", "瞪羚企业"], {"unicorn", "new_unicorn", "gazelle"}),
        ("topics", ["energy"], {"energy"}),
        ("topics", ["Raw materials", "充电桩"], {"raw_materials", "charging_pile"}),
        ("agencies", ["MIIT"], {"miit"}),
        ("agencies", ["工信部", "Ministry of Industry and Information Technology"], {"miit"}),
        ("agencies", ["Guangdong", "local governments"], {"guangdong", "local_governments"}),
        ("units", ["元", "RMB", "yuan"], {"yuan"}),
        ("units", ["%", "％", "percent"], {"percent"}),
        ("units", ["家", "firms", "企业"], {"enterprise"}),
        ("units", ["$", "US$", "€", "亿元", "家企业"], {"usd", "eur", "yuan", "enterprise"}),
        ("units", ["人", "people", "flights"], {"person", "flight"}),
        ("units", ["hectares"], {"hectare"}),
        ("units", ["facility"], {"facility"}),
    ],
)
def test_names_in_both_languages_and_ids_stand_for_entries(field: str, names: list[str], ids: set[str]) -> None:
    written(f"{field} = {names!r}")
    (team,) = load().alert_teams()
    assert getattr(team.rules[0], field) == ids


def test_a_users_own_words_have_names_too(here: Path) -> None:
    (here / "mine.toml").write_text('[quantum_toaster]\nen = ["quantum toaster"]\nzh = ["量子烤面包机"]\n', "utf-8")
    written("subjects = ['量子烤面包机', 'Quantum Toasters']", "lexicon.subjects = ['mine.toml']")
    (team,) = load().alert_teams()
    assert team.rules[0].subjects == {"quantum_toaster"}


def test_thresholds_are_read_with_the_words_of_the_house() -> None:
    written("moved = ['5%', '1000家']\nat_least = ['1 billion yuan']")
    (team,) = load().alert_teams()
    assert team.rules[0].moved == (Threshold(Decimal(5), "percent"), Threshold(Decimal(1000), "enterprise"))
    assert team.rules[0].at_least == (Threshold(Decimal(10**9), "yuan"),)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("subjects = ['litle giants']", "subjects: nothing is called 'litle giants'; did you mean 'little giant'?"),
        ("subjects = ['quantum toasters']", "can be asked for by words = ['quantum toasters']"),
        ("subjects = ['quantum toasters.total']", "nothing is called 'quantum toasters.total'"),
        ("subjects = ['industry.value_aded']", "nothing is called 'industry.value_aded'; did you mean"),
        ("subjects = ['MIIT']", "subjects: 'MIIT' is none of these: write it under agencies"),
        ("topics = ['enrgy']", "topics: nothing is called 'enrgy'; did you mean 'energy'?"),
        ("agencies = ['工业信息化部']", "did you mean '工业和信息化部'?"),
        ("agencies = ['MITI']", "nothing is called 'MITI'; did you mean 'MIIT'?"),
        ("agencies = ['little giants']", "write it under subjects"),
        ("units = ['yuann']", "did you mean 'yuan'?"),
        ("units = ['个']", "units: nothing is called '个'"),
        ("units = ['5%']", "units: nothing is called '5%'"),
        ("units = ['widgets']", "units: nothing is called 'widgets' in the lexicon."),
        ("sources = ['miit-notice']", "sources: no source is called 'miit-notice'; did you mean miit-notices?"),
        ("sources = ['x']", "no source is called 'x'; `gongbao sources` lists them all"),
        ("moved = ['5']", "moved: '5' does not say of what; write a number with its unit, like"),
        ("at_least = ['a lot']", "at_least: 'a lot' is no quantity; write a number with its unit, like"),
    ],
)
def test_a_name_that_nothing_has_is_one_line_with_what_to_write_instead(rule: str, said: str) -> None:
    told = fault(rule)
    assert "gongbao.toml: teams.desk.rules.1." in told
    assert said in told
    assert "\n" not in told


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    told = fault("sources = ['x']\nunits = ['widgets']\n[[teams.desk.without]]\nmoved = ['x']").splitlines()
    places = [line.split(": ")[1] for line in told]
    assert places == ["teams.desk.rules.1.sources", "teams.desk.rules.1.units", "teams.desk.without.1.moved"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("kinds = ['initiative']\nunits = ['yuan']", "units is asked of figures, and kinds ="),
        ("kinds = ['initiative']\nat_least = ['1 yuan']", "at_least is asked of figures"),
        ("changes = ['new']\nmoved = ['5%']", "moved is asked of what was known before"),
        ("words = ['']", "rules.1.words.1: String should have at least 1 character"),
        ("words = [' ']", "rules.1.words.1: String should have at least 1 character"),
        ("kinds = ['figure']\n[[teams.desk.without]]\nname = 'x'", 'without: 1 ("x") asks for nothing; say for what'),
    ],
)
def test_a_rule_that_nothing_can_meet_is_refused(rule: str, said: str) -> None:
    written(rule)
    with pytest.raises(ConfigError) as raised:
        load()
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)

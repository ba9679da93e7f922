"""The configuration: what is read from where, what is said when it is wrong, and what is never said."""

import logging
import os
import re
import subprocess
import sys
import tomllib
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from alerts.channel import Channel
from alerts.team import Hours, Rhythm, Rule
from flows import redact
from flows.config_errors import ConfigError
from flows.sections import RuleSettings, SourceSettings, TeamSettings
from flows.settings import Settings, load
from measures import lexicon
from scrapers.catalogue import SOURCES

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "gongbao.example.toml"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Work in an empty folder, with nothing of ours in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("GONGBAO_")]:
        monkeypatch.delenv(name)


def written(text: str, name: str = "gongbao.toml") -> Path:
    path = Path.cwd() / name
    path.write_text(text, encoding="utf-8")
    return path


def addresses(settings: Settings) -> dict[str, str]:
    return {channel.name: channel.url for team in settings.alert_teams() for channel in team.channels}


def complaint(text: str) -> str:
    written(text)
    with pytest.raises(ConfigError) as raised:
        load()
    return str(raised.value)


def test_without_any_file_everything_has_a_value(tmp_path: Path) -> None:
    settings = load()
    assert settings.data == tmp_path / "data"
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'gongbao.db'}"
    (readers,) = settings.alert_teams()
    assert readers.channels == (Channel("readers.terminal", "terminal://"),)
    assert (readers.name, readers.language, readers.rules) == ("readers", "en", ())
    assert settings.manners().wait == 2.0
    assert settings.engine().url == "http://127.0.0.1:4200"


def test_the_file_named_goes_before_the_one_in_the_environment_and_that_before_the_one_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "x").mkdir()
    written("check.days = 1")
    named, other = written("check.days = 3", "x/named.toml"), written("check.days = 2", "other.toml")
    assert load().check.days == 1
    monkeypatch.setenv("GONGBAO_CONFIG", str(other))
    assert load().check.days == 2
    assert load(named).check.days == 3
    assert load(named).data == tmp_path / "x" / "data"


def test_the_environment_wins_over_the_file_and_leaves_its_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    written("[web]\nwait = 5\njitter = 4\n[teams.desk]\nchannels.mail = 'json://a.example/'\n")
    monkeypatch.setenv("GONGBAO_WEB__WAIT", "0.5")
    monkeypatch.setenv("GONGBAO_REPLAY", "http://127.0.0.1:9")
    monkeypatch.setenv("GONGBAO_TEAMS__DESK__LANGUAGE", "zh")
    monkeypatch.setenv("GONGBAO_TEAMS__DESK__CHANNELS__CHAT", "json://b.example/")
    settings = load()
    assert (settings.web.wait, settings.web.jitter) == (0.5, 4.0)
    assert settings.manners().replay == "http://127.0.0.1:9"
    (desk,) = settings.alert_teams()
    assert desk.language == "zh"
    assert addresses(settings) == {"desk.mail": "json://a.example/", "desk.chat": "json://b.example/"}


def test_secrets_come_from_environment_dotenv_and_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = tmp_path / "hook"
    secret.write_text("json://from-file.example/\n")
    monkeypatch.setenv("DESK_URL", "json://desk.example/a?b=c")
    monkeypatch.setenv("PASSWORD", "a@b/c:d")
    written(
        f"""
        [teams.desk.channels]
        whole = "${{DESK_URL}}"
        part = "mailtos://me:${{PASSWORD}}@smtp.example.org"
        file = "file:{secret}"
        """
    )
    assert addresses(load()) == {
        "desk.whole": "json://desk.example/a?b=c",
        "desk.part": "mailtos://me:a%40b%2Fc%3Ad@smtp.example.org",
        "desk.file": "json://from-file.example/",
    }


def test_a_dotenv_beside_the_file_adds_to_the_environment_and_does_not_win(tmp_path: Path) -> None:
    written("DESK=json://dotenv.example/\nROOM=json://dotenv.example/\n", ".env")
    written('[teams]\na.channels.x = "${DESK}"\nb.channels.x = "${ROOM}"\n')
    program = "from flows.settings import load; print(*[t.channels[0].url for t in load().alert_teams()])"
    environment = os.environ | {"ROOM": "json://real.example/", "PYTHONPATH": str(ROOT)}
    shown = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["json://dotenv.example/", "json://real.example/"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[web]\nwiat = 3", "web.wiat is not a setting; did you mean web.wait?"),
        ("[web]\nwait = 'two'", "web.wait: should be a valid number"),
        ("[web]\nwait = -1", "web.wait: should be greater than or equal to 0 (it is -1)"),
        ("team.desk.language = 'en'", "team is not a setting; did you mean teams?"),
        ("[teams.desk]\nlangauge = 'en'", "did you mean teams.desk.language?"),
        ("[teams.desk]\nlanguage = 'fr'", "should be 'en', 'zh' or 'source' (it is 'fr')"),
        ("[teams.desk]\nchannels.mail = '${NO_SUCH}'", "mail: the environment variable NO_SUCH is not set"),
        ("[teams.desk]\nchannels.mail = 'file:/no/such'", "channels.mail: the file /no/such cannot be read"),
        ("[teams.desk]\nchannels.mail = 'desk'", "teams.desk.channels: mail should be an address"),
        ("[teams.desk]\nchannels.'My Mail' = 'json://x'", "channels.My Mail: names are of small letters"),
        ("[teams.'My Desk']", "teams.My Desk: names are of small letters"),
        ("[teams.desk]\nrhythm = 'hourly'", "should be 'at once', 'daily' or 'weekly' (it is 'hourly')"),
        (
            "[teams.desk]\nrhythm = 'daily'\nat = '25:00'",
            "at: should be an hour from 00:00 to 23:59, like 08:30 (it is",
        ),
        ("[teams.desk]\nat = '08:30'", 'teams.desk: at is the hour of a digest: set rhythm = "daily"'),
        ("[teams.desk]\nrhythm = 'daily'\nweekday = 'mon'", "weekday is the day of a weekly digest: set rhythm ="),
        ("[teams.desk]\nrhythm = 'weekly'\nweekday = 'm'", "weekday: should be a day like monday or mon (it is 'm')"),
        ("[teams.desk]\nzone = 'Asia/Shangai'", "zone: no time zone is called so; did you mean Asia/Shanghai?"),
        ("[teams.desk]\nzone = 'Asia/Beijing'", "did you mean Asia/Shanghai?"),
        ("[teams.desk]\nzone = 'berlin'", "did you mean Europe/Berlin?"),
        ("[teams.desk]\nzone = '../x'", "write one like Asia/Shanghai or Europe/Berlin (it is '../x')"),
        ("[teams.desk]\nzone = ''", "zone: no time zone is called so"),
        ("[teams.desk]\nquiet = 'sat'", "quiet: should be a list, in square brackets"),
        ("[teams.desk]\nquiet = ['22-7']", "'22-7' should be hours like 22:00-07:00, or a day like sat"),
        ("[teams.desk]\nquiet = ['22:00-25:00']", "'22:00-25:00' should be hours like 22:00-07:00"),
        ("[teams.desk]\nquiet = ['08:00-08:00']", "'08:00-08:00' ends at the hour it starts"),
        ("[teams.desk]\nquiet = [6]", "6 should be hours like 22:00-07:00, or a day like sat"),
        ("[teams.desk]\nquiet = ['mon','tue','wed','thu','fri','sat','sun']", "leaves no hour of the week"),
        ("[teams.desk]\nquiet = ['00:00-12:00', '11:00-24:00']", "leaves no hour of the week"),
        ("[teams.desk]\nquiet = ['22:00-12:00', '12:00-22:00']", "leaves no hour of the week"),
        ("[teams.desk]\ncap = -1", "cap: should be greater than or equal to 0"),
        ("[teams.desk]\ncap = 'many'", "cap: should be a valid integer"),
        ("[[teams.desk.rules]]\nkind = ['figure']", "did you mean teams.desk.rules.1.kinds?"),
        ("[[teams.desk.rules]]\nkinds = ['figures']", "should be 'figure' or 'initiative' (it is 'figures')"),
        ("[[teams.desk.rules]]\nkinds = 'figure'", "rules.1.kinds: should be a list, in square brackets"),
        (
            "[[teams.desk.rules]]\nname = 'money'\nkind = 1",
            'teams.desk.rules.1 ("money").kind is not a setting; did you',
        ),
        ("[[teams.desk.rules]]\nname = 'money'", 'teams.desk.rules: 1 ("money") asks for nothing'),
        ("[[teams.desk.rules]]", "teams.desk.rules: 1 asks for nothing; say for what, or leave it out"),
        ("[teams.desk.rules]\nkinds = ['figure']", "write each of them as a table [[teams.desk.rules]], in double"),
        ("[teams]\ndesk = 5", "teams.desk: should be a table of settings"),
        ("[teams.desk]\ntemplates = 5", "templates: should be the name of a file or folder"),
        ("[[teams.desk.rules]]\nwords = 'chips'", "rules.1.words: should be a list, in square brackets"),
        ("[prefect]\nport = 99999", "prefect.port: should be less than 65536"),
        ("[lexicon]\nsubject = ['x.toml']", "lexicon.subject"),
        ("data = ", "this is not TOML"),
    ],
)
def test_each_mistake_is_named_with_file_key_and_remedy(text: str, said: str) -> None:
    told = complaint(text)
    assert said in told
    assert str(Path.cwd() / "gongbao.toml") in told


def test_several_mistakes_are_told_a_line_each() -> None:
    lines = complaint("[web]\nwait = 'x'\nproxi = ''\n[check]\ndays = -1").splitlines()
    assert [re.split(": | is not", line)[1] for line in lines] == ["web.wait", "web.proxi", "check.days"]


def test_a_mistake_in_the_environment_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_CHECK__DAYS", "many")
    assert complaint("").startswith("environment (GONGBAO_CHECK__DAYS): check.days")
    monkeypatch.delenv("GONGBAO_CHECK__DAYS")
    monkeypatch.setenv("GONGBAO_LANGUGE", "zh")
    assert "did you mean GONGBAO_LANGUAGE?" in complaint("")


def test_lists_in_the_environment_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_TEAMS__DESK__QUIET", '["sat", "sun"]')
    monkeypatch.setenv("GONGBAO_TEAMS__DESK__RULES", '[{"kinds": ["figure"]}]')
    (team,) = load().alert_teams()
    assert (team.rules, len(team.rhythm.quiet)) == ((Rule(kinds=frozenset({"figure"})),), 1)
    monkeypatch.setenv("GONGBAO_TEAMS__DESK__QUIET", "sat")
    assert complaint("").startswith("environment (GONGBAO_TEAMS__DESK__QUIET): lists and tables are written as JSON")
    monkeypatch.delenv("GONGBAO_TEAMS__DESK__QUIET")
    monkeypatch.setenv("GONGBAO_TEAMS", f"json://me:{SECRET}@x")
    assert SECRET not in complaint("")


def test_a_configuration_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such configuration file"):
        load(tmp_path / "none.toml")


SECRET = "s3cr3t-Passw0rd"


@pytest.mark.parametrize(
    "text",
    [
        f"[teams.desk]\nchannels.mail = 'json://me:{SECRET}@x'\nlanguage = 'fr'",
        f"[teams.desk]\nchannels.mail = '{SECRET}'",
        f"[teams.desk]\nchannels.mail = ['{SECRET}']",
        f"[teams.desk]\nchannels = 'json://me:{SECRET}@x'",
        f"[teams]\ndesk = 'json://me:{SECRET}@x'",
        f"teams = 'json://me:{SECRET}@x'",
        f"database = ['{SECRET}']",
        f"[prefect]\nauth = {{x = '{SECRET}'}}",
    ],
)
def test_no_complaint_tells_a_secret(text: str) -> None:
    assert SECRET not in complaint(text)


def test_settings_and_channels_show_no_secret() -> None:
    written(f"database = 'postgresql://u:{SECRET}@h/d'\n[teams.desk]\nchannels.mail = 'json://me:{SECRET}@x'\n")
    settings = load()
    shown = repr(settings) + str(settings) + settings.model_dump_json() + repr(settings.alert_teams())
    assert SECRET not in shown
    assert SECRET in settings.database_url


def test_a_team_has_the_rules_that_are_written() -> None:
    written(
        "[teams.every]\ntitle = 'All of us'\n[[teams.few.rules]]\nname = 'chips'\nkinds = ['figure']\n"
        "[[teams.few.rules]]\nwords = ['chips']\n[[teams.few.without]]\nsources = ['miit-news']\n"
    )
    every, few = load().alert_teams()
    assert (every.title, every.rules, every.without) == ("All of us", (), ())
    assert few.rules == (Rule(name="chips", kinds=frozenset({"figure"})), Rule(words=("chips",)))
    assert few.without == (Rule(sources=frozenset({"miit-news"})),)


def rhythm(text: str) -> Rhythm:
    written(f"[teams.desk]\n{text}")
    (team,) = load().alert_teams()
    return team.rhythm


def test_a_team_is_told_at_once_where_nothing_is_said_of_its_rhythm() -> None:
    assert rhythm("") == Rhythm() == Rhythm(pace="at_once", cap=12, zone=ZoneInfo("Asia/Shanghai"))


def test_a_rhythm_is_read_as_people_write_it() -> None:
    weekly = rhythm("rhythm = 'weekly'\nat = '8:30'\nzone = 'Europe/Berlin'\ncap = 0")
    assert weekly == Rhythm(pace="weekly", at=time(8, 30), zone=ZoneInfo("Europe/Berlin"), cap=0)
    assert rhythm("rhythm = 'weekly'\nweekday = 'Friday'\nat = 17:00:00").weekday == 4
    assert rhythm("rhythm = 'daily'\nat = 17:00:00").at == time(17)


def test_quiet_hours_are_stretches_of_each_day_and_whole_days() -> None:
    found = rhythm("quiet = ['22:00-07:00', 'Sat', 'sunday', '12:00 – 13:30']").quiet
    assert found == (Hours(time(22), time(7)), Hours(time(12), time(13, 30)), Hours(days=frozenset({5, 6})))
    assert rhythm("quiet = ['18:00-24:00']").quiet == (Hours(time(18), time(0)),)
    assert rhythm("quiet = ['00:00-12:00', '13:00-24:00']").quiet


def test_templates_stand_beside_the_configuration_and_must_be_there(tmp_path: Path) -> None:
    text = "[teams.desk]\ntemplates = 'templates/desk'"
    assert f"teams.desk.templates: there is no folder {tmp_path / 'templates' / 'desk'}" in complaint(text)
    (tmp_path / "templates" / "desk").mkdir(parents=True)
    (team,) = load().alert_teams()
    assert team.templates == tmp_path / "templates" / "desk"


def test_sources_are_switched_and_added() -> None:
    name = next(name for name, source in SOURCES.items() if source.enabled)
    written(
        f"[sources.{name}]\nenabled = false\n[sources.mine]\nplatform = 'feed'\nurl = 'https://news.example.org/f.xml'\n"
        "silence_days = 3\n"
    )
    chosen = {source.name: source for source in load().chosen(SOURCES.values())}
    assert set(chosen) == {*SOURCES, "mine"}
    assert not chosen[name].enabled
    assert (chosen["mine"].hosts, chosen["mine"].silence) == (("news.example.org",), timedelta(days=3))
    assert chosen["mine"].enabled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sources.{near}]\nenabled = false", "did you mean {name}?"),
        ("[sources.mine]\nplatform = 'feed'", "url"),
        ("[sources.{name}]\ntitle = 'x'", "only `enabled` can be set"),
    ],
)
def test_a_source_that_cannot_be_is_named(text: str, said: str) -> None:
    name = next(iter(SOURCES))
    written(text.format(name=name, near=f"{name}s"))
    with pytest.raises(ConfigError, match=re.escape(said.format(name=name))):
        load().chosen(SOURCES.values())


def uncommented(text: str) -> str:
    """The example with its commented settings switched on."""
    return re.sub(r"(?m)^#[ ]?(?=[\w.]+ = |\[)", "", text)


def keys(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


def test_the_example_is_valid_as_it_stands_and_its_values_are_the_defaults() -> None:
    settings, plain = load(EXAMPLE), Settings()
    for name in keys(Settings) - {"sources", "teams", "data"}:
        assert getattr(settings, name) == getattr(plain, name), name
    settings.chosen(SOURCES.values())


def test_the_example_names_every_setting_and_no_other() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    shown = tomllib.loads(uncommented(text))
    for name, field in Settings.model_fields.items():
        assert name in shown, name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            assert set(shown[name]) == keys(field.annotation), name
    assert set(shown["lexicon"]) == set(lexicon.KINDS)
    teams = shown["teams"].values()
    assert set().union(*teams) == keys(TeamSettings)
    rules = [rule for team in teams for part in ("rules", "without") for rule in team.get(part, ())]
    assert set().union(*rules) == keys(RuleSettings)
    assert set().union(*shown["sources"].values()) == keys(SourceSettings)
    assert {source for rule in rules for source in rule.get("sources", ())} <= set(SOURCES)


def test_the_example_with_everything_switched_on_loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = uncommented(EXAMPLE.read_text(encoding="utf-8")).replace("/run/secrets/beijing_webhook", str(tmp_path / "w"))
    (tmp_path / "w").write_text("jsons://hooks.example.org/gongbao")
    (tmp_path / "templates" / "beijing").mkdir(parents=True)
    for file in re.findall(r'"(\w+\.toml)"', text):
        (tmp_path / file).touch()
    for variable in re.findall(r"\$\{(\w+)\}", text):
        monkeypatch.setenv(variable, "x")
    settings = load(written(text, "all.toml"))
    assert settings.alert_teams()
    assert {"readers", "sme", "beijing"} == set(settings.teams)


def test_the_secrets_example_names_the_variables_of_the_example() -> None:
    asking = EXAMPLE.read_text(encoding="utf-8") + (ROOT / "compose.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{([A-Z_]{3,})[:}]", asking)) - {"NAME"}
    offered = re.findall(r"(?m)^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"))
    assert named == set(offered)


def test_reading_the_configuration_does_not_load_the_heavy_libraries() -> None:
    program = (
        "import sys; from flows.settings import load; load().manners;"
        "print({'prefect', 'apprise', 'sqlalchemy', 'bs4'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "set()"


# Redaction


def test_a_known_secret_that_is_a_word_of_an_address_leaves_no_other_to_be_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(redact, "_known", {"token", "s3cr3t"})
    assert (
        redact.redact(f"GET https://host/x?access_token={SECRET}&page=2") == "GET https://host/x?access_***=***&page=2"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"cannot reach https://me:{SECRET}@host/path",
        f"GET https://host/x?page=2&access_token={SECRET}",
        f"header Authorization: Bearer {SECRET}",
        f"password={SECRET} for the desk",
        f"{{'token': '{SECRET}'}}",
        f"https://hooks.slack.com/services/{SECRET}",
        f"https://api.telegram.org/bot{SECRET}/sendMessage",
        f"postgresql+pg8000://gongbao:{SECRET}@db/gongbao is down",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    assert SECRET not in redact.redact(text)
    assert "***" in redact.redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://english.scio.gov.cn/pressroom/node_7245413.htm?page=2&size=20",
        "key=m17 channel desk: 3 sent",
        "the token economy grew by 5 %; passwords were changed",
        "国新办：截至6月底，密码产业规模达到1000亿元",
    ],
)
def test_ordinary_text_stays(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redact, "_known", set())  # other tests of this process have secrets that are ordinary words
    assert redact.redact(text) == text


def test_a_known_address_is_hidden_in_whole_and_in_parts() -> None:
    redact.conceal(["json://hooks.example.org/Zx81Qq-hidden77?to=desk"])
    assert redact.redact("to json://hooks.example.org/Zx81Qq-hidden77?to=desk") == "to ***"
    assert redact.redact("path /Zx81Qq-hidden77 on hooks.example.org") == "path /*** on hooks.example.org"


def test_log_records_and_tracebacks_are_redacted_whoever_handles_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = logging.getLogRecordFactory()
    log, handler = logging.getLogger("somebody.else"), logging.StreamHandler(sys.stderr)
    log.addHandler(handler)
    try:
        redact.install()
        redact.install()
        try:
            raise RuntimeError(f"https://me:{SECRET}@host failed")
        except RuntimeError:
            log.exception("sending to %s", f"https://me:{SECRET}@host")
        log.warning("%d of %s", "not a number", f"password={SECRET}")
    finally:
        log.removeHandler(handler)
        logging.setLogRecordFactory(made)
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert SECRET not in told

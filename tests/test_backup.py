"""A backup is made while the watch works, and put back on a new machine: what was known and told is known again."""

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from house import House
from postgres import binaries
from sqlalchemy import create_engine
from stores import document, figure, page

from flows.settings import load
from flows.up import sole
from store.store import Store

pytestmark = pytest.mark.xdist_group("backup")


def test_a_backup_while_others_write_is_of_one_moment(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.run("measures")
        with closing(Store(f"sqlite:///{tmp_path / 'data' / 'gongbao.db'}")) as store, ThreadPoolExecutor(1) as other:
            more = [(page(f"{n}"), document(f"{n}"), [figure(n + 1, f"s{n}")]) for n in range(60)]
            writing = other.submit(lambda: [store.record("miit", [raw], said, what) for raw, said, what in more])
            told = house.run("backup", tmp_path / "a.zip")
            writing.result()
        assert told.status == 0
        again = house.run("backup", tmp_path / "a.zip")
        assert (again.status, "there already" in again.err) == (2, True)
        assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
        with ZipFile(tmp_path / "a.zip") as backup:
            backup.extract("store.db", tmp_path)
        with closing(sqlite3.connect(tmp_path / "store.db")) as copy:
            halves = "SELECT count(*) FROM document WHERE id NOT IN (SELECT document FROM statement)"
            assert copy.execute(halves).fetchone() == (0,), "each page is in it whole or not at all"
        assert not list(tmp_path.glob(".gongbao-*"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Path]]:
    """A house that has seen two days, and its backup."""
    folder = tmp_path_factory.mktemp("saved")
    with House(folder) as house:
        house.day(1)
        house.run("check", "scio-english")
        house.day(2)
        house.run("check", "scio-english")
        told = house.run("backup", folder / "saved.zip")
        assert told.status == 0, told.err
        assert re.search(r"saved\.zip: \d+ kB, \d+ pages, \d+ documents, \d+ statements, \d+ changes, as of", told.out)
        yield house, folder / "saved.zip"


@pytest.fixture
def elsewhere(saved: tuple[House, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A new machine: an empty folder, and the same web."""
    house, _ = saved
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GONGBAO_CONFIG", raising=False)
    return House(tmp_path, house.site)


def test_a_backup_is_put_back_on_a_new_machine_and_the_watch_goes_on(
    saved: tuple[House, Path], elsewhere: House
) -> None:
    house, backup = saved
    before = {words: house_of(house, *words) for words in (("measures", "--json"), ("deliveries", "--all"))}
    done = elsewhere.run("restore", backup)
    assert (done.status, done.err) == (0, "")
    assert f"Written: {elsewhere.folder / 'gongbao.toml'}" in done.out
    assert f"Restored: {elsewhere.folder / 'data' / 'gongbao.db'}" in done.out
    assert {words: elsewhere.run(*words).out for words in before} == before
    assert "nothing to read" in elsewhere.run("check", "scio-english").out, "what was read is not read again, nor told"
    assert [file.name for file in (elsewhere.folder / "data").iterdir() if "replaced" in file.name] == []


def house_of(house: House, *words: str) -> str:
    """What the first house says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGBAO_CONFIG", str(house.folder / "gongbao.toml"))
        return house.run(*words).out


def test_a_store_that_is_there_is_replaced_only_if_asked_and_kept_beside(
    saved: tuple[House, Path], elsewhere: House
) -> None:
    elsewhere.run("restore", saved[1])
    file = elsewhere.folder / "data" / "gongbao.db"
    with closing(Store(f"sqlite:///{file}")) as store:
        store.record("miit", [], document("later"), [figure(7)])
    refused = elsewhere.run("restore", saved[1])
    assert (refused.status, "with --replace the backup takes its place" in refused.err) == (2, True)
    (elsewhere.folder / "gongbao.toml").write_text('language = "zh"\n')
    done = elsewhere.run("restore", saved[1], "--replace")
    assert "Left as it is, though the backup has another" in done.out
    [aside] = file.parent.glob("gongbao-replaced-*.db")
    with closing(Store(f"sqlite:///{file}")) as store, closing(Store(f"sqlite:///{aside}")) as former:
        assert (store.document("later"), former.document("later") is None) == (None, False)


def test_nothing_is_restored_under_a_running_watch(saved: tuple[House, Path], elsewhere: House) -> None:
    elsewhere.run("restore", saved[1])
    with sole(load().engine()):
        refused = elsewhere.run("restore", saved[1], "--replace")
    assert (refused.status, "the watch is already running" in refused.err) == (1, True)
    assert not list((elsewhere.folder / "data").glob("*replaced*"))


def test_a_damaged_store_can_be_replaced(saved: tuple[House, Path], elsewhere: House) -> None:
    file = elsewhere.folder / "data" / "gongbao.db"
    file.parent.mkdir()
    file.write_bytes(b"no database at all")
    assert elsewhere.run("restore", saved[1], "--replace").status == 0
    assert elsewhere.run("doctor").out.count("store:") == 1


def test_what_is_no_whole_backup_is_refused_and_nothing_is_written(saved: tuple[House, Path], elsewhere: House) -> None:
    whole = saved[1].read_bytes()
    place = whole.index(b"SQLite format 3") if b"SQLite format 3" in whole else len(whole) // 2
    bad = {
        "cut.zip": whole[: len(whole) // 2],
        "hurt.zip": whole[:place] + bytes(40) + whole[place + 40 :],
        "text.zip": b"not a zip",
    }
    for name, content in bad.items():
        (elsewhere.folder / name).write_bytes(content)
        refused = elsewhere.run("restore", elsewhere.folder / name)
        assert (refused.status, len(refused.err.splitlines())) == (2, 1), refused.err
    with ZipFile(elsewhere.folder / "other.zip", "w") as other:
        other.writestr("store.db", "")
    assert "no backup of gongbao" in elsewhere.run("restore", elsewhere.folder / "other.zip").err
    assert "no file" in elsewhere.run("restore", elsewhere.folder / "none.zip").err
    assert {file.suffix for file in elsewhere.folder.iterdir()} == {".zip"}


def test_a_backup_reaches_for_no_other_folder(saved: tuple[House, Path], elsewhere: House) -> None:
    with ZipFile(saved[1]) as good, ZipFile("evil.zip", "w") as evil:
        for name in good.namelist():
            evil.writestr(name, good.read(name))
        evil.writestr("configuration/../../outside.txt", "here I am")
    assert "none of ours" in elsewhere.run("restore", "evil.zip").err
    assert not (elsewhere.folder.parent / "outside.txt").exists()


def test_a_configuration_that_lacks_its_secrets_is_restored_and_says_so(
    saved: tuple[House, Path], elsewhere: House
) -> None:
    with ZipFile(saved[1]) as good, ZipFile("secret.zip", "w") as other:
        for name in good.namelist():
            content = good.read(name)
            asks = b'\n[teams.mail]\nchannels.mail = "${NOT_SET_YET}"\n'
            other.writestr(name, content + asks if name.endswith(".toml") else content)
    done = elsewhere.run("restore", "secret.zip")
    assert done.status == 2
    assert re.search(r"NOT_SET_YET is not set(.|\n)*put in what it lacks and restore again", done.err)
    os.environ["NOT_SET_YET"] = "json://127.0.0.1:1/"
    try:
        assert elsewhere.run("restore", "secret.zip").status == 0
    finally:
        del os.environ["NOT_SET_YET"]


@pytest.mark.stack
def test_a_store_in_postgresql_is_saved_and_restored_with_the_commands_of_the_documents(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    maintenance = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE kept")
    address = f"postgresql://{postgres.partition('://')[2].rpartition('/')[0]}/kept"
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("GONGBAO_DATABASE", address)
    monkeypatch.setenv("PATH", f"{binaries()}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    with closing(Store(address)) as store:
        store.migrate()
        store.record("miit", [page("a")], document("a"), [figure(400)], owe=lambda _: ["desk.hook"])
    refused = House(tmp_path).run("backup", "a.zip")
    assert (refused.status, "pg_dump" in refused.err) == (2, True)
    dump, put_back = (documented(command) for command in ("pg_dump", "pg_restore"))
    shell(dump)
    with closing(Store(address)) as store:
        store.record("miit", [], document("later"), [figure(7, "other")])
    shell(put_back)
    with closing(Store(address)) as store:
        assert (store.document("later"), store.untold()) == (None, {"desk.hook": 1})
        assert [kept.body for kept in store.pages("a")] == [page("a").body]
        assert store.record("miit", [], document("b"), [figure(421)]).changes, "it goes on"


def documented(program: str) -> str:
    """The command of docs/operations.md that begins with a program."""
    text = (Path(__file__).parents[1] / "docs" / "operations.md").read_text("utf-8")
    [command] = set(re.findall(rf"^{program} .*$", text, re.MULTILINE))
    return str(command)


def shell(command: str) -> None:
    subprocess.run(command, shell=True, check=True, timeout=60)

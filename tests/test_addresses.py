"""Addresses of channels that cannot be used: refused in one line by what sends; what only reads does not look."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import House

ROOT = Path(__file__).parents[1]
SECRET = "s3cr3t-Passw0rd"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"slakc://{SECRET}/b/c", "no service is called slakc://; did you mean slack://?"),
        (f"nothing-like-it://{SECRET}", "no service is called nothing-like-it://; those there are stand on https://"),
        (
            f"slack://{SECRET}",
            "this is no whole slack:// address: write it as on https://appriseit.com/services/slack/",
        ),
        ("mailto://", "this is no whole mailto:// address: write it as on https://appriseit.com/services/email/"),
        (f"https://hooks.example.org/{SECRET}", "this is the address of a page: a webhook is written jsons://"),
        (f"tgram://123456789:{'A' * 35}/1234/5678", "the address names 2 receivers: give each a channel of its own"),
        (f"mailtos://u:{SECRET}@smtp.example.org?to=a@b.example&pgp=yes", "take pgp out of the address"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_line_with_what_to_do(house: House, address: str, said: str) -> None:
    house.configure({"mail": address})
    for command in (["deliver"], ["channels", "test"], ["teams"]):
        told = house.run(*command)
        assert told.status == 2
        (line,) = [line for line in told.err.splitlines() if "teams." in line]
        assert ".channels." in line
        assert said in line
        assert SECRET not in told.err + told.out


SENDING = (["check"], ["deliver"], ["backfill", "miit-notices", "--since", "7d", "--alert"], ["digest", "desk"])


def test_what_sends_refuses_before_it_does_anything(house: House) -> None:
    house.configure({"desk": house.desk.apprise(), "night": f"slakc://{SECRET}/b/c"})
    answers = [house.run(*command) for command in SENDING]
    assert [said.status for said in answers] == [2] * len(SENDING)
    assert not (house.folder / "data").exists()
    assert house.desk.received == []


def test_what_only_reads_does_not_look_at_addresses(house: House) -> None:
    house.configure({"night": f"slakc://{SECRET}/b/c"})
    program = "import sys; from flows.cli import main; print(main(['measures']), 'apprise' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split()[-2:] == ["0", "False"]


def test_doctor_tells_the_cause_of_each_channel_on_a_line_of_its_own(house: House) -> None:
    house.configure({"desk": house.desk.apprise(), "night": house.desk.apprise("/night")})
    house.day(1)
    house.run("check")
    house.day(2)
    house.desk.answers += [404, 500]
    house.run("check")
    lines = [line for line in house.run("doctor").out.splitlines() if ".hook: " in line]
    assert len(lines) == 2
    assert {line.split()[1] for line in lines} == {"desk.hook:", "night.hook:"}
    assert sum("answered 404" in line for line in lines) == sum("answered 500" in line for line in lines) == 1

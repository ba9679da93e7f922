"""Messages longer than their channel takes, from the store to the service: divided, told in turn."""

from pathlib import Path

from receivers import mailbox, webhook
from stores import document, figure

from alerts.fitting import MOST_PARTS
from bench.reliability.office import Office
from flows.sending import send_owed

MANY = 100


def test_a_page_full_of_news_comes_in_parts_that_each_service_takes(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with webhook() as ntfy, webhook() as hook, mailbox() as post:
        addresses = {"phone": f"ntfy://127.0.0.1:{ntfy.port}/desk", "hook": hook.apprise(), "mail": post.apprise()}
        office.configure({"sme": {f"channels.{name}": address for name, address in addresses.items()}})
        with office.desk() as desk:
            said = [figure(n + 100, f"thing{n}x", label=f"thing{n}x makers") for n in range(MANY)]
            desk.store.record("trial", [], document("d1"), said, owe=desk.owed)
            result = send_owed(desk)
            rows = desk.store.deliveries()
    assert (result.failed, result.dead, {row.state for row in rows}) == (0, 0, {"sent"})

    phone = [got.json["message"] for got in ntfy.received]
    assert 1 < len(phone) <= MOST_PARTS
    assert max(len(text.encode()) for text in phone) <= 3800
    assert all(sum(f"**Thing{n}x makers" in text for text in phone) == 1 for n in range(20)), "told in full, and once"
    keys = [got.headers["x-gongbao-key"] for got in ntfy.received]
    assert keys == [f"{keys[0].removesuffix('.1')}.{part}" for part in range(1, len(phone) + 1)]

    told = [change["id"] for got in hook.received for change in got.json["changes"]]
    assert (len(told), len(set(told))) == (MANY, MANY)

    (mail,) = post.mails
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert all(f"Thing{n}x makers" in plain.get_content() for n in range(MANY))

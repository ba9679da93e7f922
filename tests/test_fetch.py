"""Fetching, against real servers on the loopback address."""

import gzip
import json
import pickle
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from measures.model import Page
from scrapers.errors import Blocked, Gone, Refused, ScrapeError, Unreachable
from scrapers.fetch import Manners, Web
from scrapers.replica import Replica
from scrapers.saved import Saved
from scrapers.transport import NotPublic, check_public

SITE = "https://www.example.cn"
Answers = Callable[[BaseHTTPRequestHandler, int], None]
"""Answers one request; the number counts the requests for the same path from 0."""


def save(folder: Path, url: str, body: str = "<p>公报的一页</p>", **facts: object) -> Path:
    """Write one sample as a new folder under `folder`."""
    place = folder / f"sample{len(list(folder.iterdir())) if folder.exists() else 0}"
    place.mkdir(parents=True)
    (place / "page.html").write_text(body, "utf-8")
    (place / "meta.json").write_text(json.dumps({"url": url, **facts}), "utf-8")
    return folder


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica() as running:
        yield running


@pytest.fixture
def serve() -> Iterator[Callable[[Answers], str]]:
    """Start a server of one function; robots.txt allows all unless the function is for it."""
    servers = []

    def start(answers: Answers) -> str:
        server = Quiet(("127.0.0.1", 0), handler(answers))
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


class Quiet(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that give up are what these tests are about."""


def handler(answers: Answers) -> type[BaseHTTPRequestHandler]:
    seen: dict[str, int] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path.endswith("/robots.txt"):
                return reply(self, b"", status=404)
            seen[self.path] = seen.get(self.path, -1) + 1
            return answers(self, seen[self.path])

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def reply(
    request: BaseHTTPRequestHandler, body: bytes = b"<p>page</p>", *, status: int = 200, headers: Mapping[str, str] = {}
) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)


def quick(replay: str, **changes: object) -> Web:
    settings = {"replay": replay, "read_timeout": 10, "retries": 2, **changes}
    return Web(Manners(**settings))  # type: ignore[arg-type]


def test_page_keeps_the_address_that_was_asked_for(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html?x=1&y=通知"))
    page = quick(replica.url).get(f"{SITE}/a.html", params={"y": "通知", "x": "1"}, referer=f"{SITE}/")
    assert "公报的一页" in page.body.decode()
    assert page.identity == page.url == f"{SITE}/a.html?y=%E9%80%9A%E7%9F%A5&x=1"
    assert replica.asked[-1].headers["referer"] == f"{SITE}/"


def test_known_page_is_asked_for_with_its_validators_and_comes_back_whole(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    stored: dict[str, Page] = {}
    web = Web(Manners(replay=replica.url), stored.get)
    first = stored[f"{SITE}/a.html"] = web.get(f"{SITE}/a.html")
    assert web.get(f"{SITE}/a.html") == first
    assert [one.status for one in replica.asked] == [200, 200, 304]


def test_changed_page_is_not_mistaken_for_the_known_one(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path / "old", f"{SITE}/a.html"))
    stored: dict[str, Page] = {}
    web = Web(Manners(replay=replica.url), stored.get)
    stored[f"{SITE}/a.html"] = web.get(f"{SITE}/a.html")
    replica.add(save(tmp_path / "new", f"{SITE}/a.html", "<p>另外的一页</p>"))
    assert "另外的一页" in web.get(f"{SITE}/a.html").body.decode()


@pytest.mark.parametrize("status", [403, 412, 521, 451])
def test_refusal_is_blocked_and_asked_only_once(replica: Replica, tmp_path: Path, status: int) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html", status=status))
    with pytest.raises(Blocked, match=str(status)):
        quick(replica.url).get(f"{SITE}/a.html")
    assert len(replica.asked) == 2, "robots.txt and one try"


@pytest.mark.parametrize(
    "body",
    [
        "<script>document.cookie='__jsl_clearance_s=x';location.href='/'</script>" + "<script>" + "go();" * 9000,
        "<html><body>您的访问过于频繁，请稍后再试</body></html>",
    ],
)
def test_challenge_with_status_200_is_blocked(replica: Replica, tmp_path: Path, body: str) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html", body))
    with pytest.raises(Blocked):
        quick(replica.url).get(f"{SITE}/a.html")


def test_page_with_the_scripts_of_a_challenge_and_text_is_a_page(replica: Replica, tmp_path: Path) -> None:
    text = "<script>document.cookie='a=b';if(x)location.href='/m/'</script>" + "<p>工信部发布统计数据。</p>" * 30
    replica.add(save(tmp_path, f"{SITE}/a.html", text))
    assert quick(replica.url).get(f"{SITE}/a.html").status == 200


@pytest.mark.parametrize(("status", "error"), [(404, Gone), (410, Gone), (500, Unreachable), (503, Unreachable)])
def test_status_says_what_is_wrong(replica: Replica, tmp_path: Path, status: int, error: type[ScrapeError]) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html", status=status))
    with pytest.raises(error) as caught:
        quick(replica.url).get(f"{SITE}/a.html")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{SITE}/a.html: ")


def test_empty_answer_is_an_error(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html", " \n"))
    with pytest.raises(Unreachable, match="empty"):
        quick(replica.url).get(f"{SITE}/a.html")


def test_failing_host_is_tried_again_and_may_recover(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    web = quick(replica.url)
    web.get(f"{SITE}/a.html")
    replica.fail("www.example.cn", "broken", times=2)
    assert web.get(f"{SITE}/a.html").status == 200
    assert [one.status for one in replica.asked[2:]] == [500, 500, 200]


@pytest.mark.parametrize("fault", ["hang", "cut"])
def test_host_that_stops_talking_is_unreachable(replica: Replica, tmp_path: Path, fault: str) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    web = quick(replica.url, retries=1, read_timeout=0.5)
    web.get(f"{SITE}/a.html")
    replica.fail("www.example.cn", fault)  # type: ignore[arg-type]
    with pytest.raises(Unreachable):
        web.get(f"{SITE}/a.html")


def test_answer_that_breaks_off_once_is_asked_again(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    web = quick(replica.url)
    web.get(f"{SITE}/a.html")
    replica.fail("www.example.cn", "cut", times=1)
    assert "公报" in web.get(f"{SITE}/a.html").body.decode()


def test_dead_host_is_unreachable_and_the_message_is_short(replica: Replica) -> None:
    url = replica.url
    replica.close()
    with pytest.raises(Unreachable, match="refused") as caught:
        quick(url, retries=0).get(f"{SITE}/a.html")
    assert "HTTPConnection" not in str(caught.value)
    assert len(str(caught.value)) < 250


def test_retry_after_is_waited_for(serve: Callable[[Answers], str]) -> None:
    def busy_once(request: BaseHTTPRequestHandler, count: int) -> None:
        reply(request, status=429, headers={"Retry-After": "1"}) if count == 0 else reply(request)

    started = time.monotonic()
    assert quick(serve(busy_once)).get(f"{SITE}/a.html").status == 200
    assert time.monotonic() - started >= 1


def test_host_that_asks_for_a_long_pause_is_left_alone(serve: Callable[[Answers], str]) -> None:
    def always_busy(request: BaseHTTPRequestHandler, count: int) -> None:
        reply(request, status=503, headers={"Retry-After": "30"})

    web = quick(serve(always_busy), deadline=2)
    started = time.monotonic()
    with pytest.raises(Unreachable, match="503"):
        web.get(f"{SITE}/a.html")
    with pytest.raises(Unreachable, match=r"left alone for (30|29) more seconds"):
        web.get(f"{SITE}/b.html")
    assert time.monotonic() - started < 2


def test_dripping_answer_ends_at_the_deadline(serve: Callable[[Answers], str]) -> None:
    def drip(request: BaseHTTPRequestHandler, count: int) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"x")
            time.sleep(0.05)

    started = time.monotonic()
    with pytest.raises(Unreachable, match="in time"):
        quick(serve(drip), deadline=0.5).get(f"{SITE}/a.html")
    assert time.monotonic() - started < 2


def test_unpacked_bytes_count_for_the_size_cap(serve: Callable[[Answers], str]) -> None:
    packed = gzip.compress(b"0" * 50_000_000)

    def bomb(request: BaseHTTPRequestHandler, count: int) -> None:
        reply(request, packed, headers={"Content-Encoding": "gzip"})

    with pytest.raises(Refused, match="larger than 1000000"):
        quick(serve(bomb), size_cap=1_000_000).get(f"{SITE}/a.html")


def test_packed_and_chunked_answers_come_whole(serve: Callable[[Answers], str]) -> None:
    text = "<p>规模以上工业增加值</p>".encode() * 20_000

    def chunked(request: BaseHTTPRequestHandler, count: int) -> None:
        request.send_response(200)
        request.send_header("Content-Encoding", "gzip")
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        packed = gzip.compress(text)
        for start in range(0, len(packed), 100):
            piece = packed[start : start + 100]
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        request.wfile.write(b"0\r\n\r\n")

    assert quick(serve(chunked)).get(f"{SITE}/a.html").body == text


def test_cookies_are_sent_back_and_not_kept_in_the_page(serve: Callable[[Answers], str]) -> None:
    cookies = []

    def biscuit(request: BaseHTTPRequestHandler, count: int) -> None:
        cookies.append(request.headers.get("Cookie"))
        reply(request, headers={"Set-Cookie": "session=1; Path=/"})

    web = quick(serve(biscuit))
    pages = [web.get(f"{SITE}/a.html") for _ in range(2)]
    assert cookies == [None, "session=1"]
    assert "set-cookie" not in pages[0].headers


def test_redirect_stays_within_the_hosts_of_the_source(replica: Replica, tmp_path: Path) -> None:
    save(tmp_path, f"{SITE}/here", status=302, headers={"Location": "http://www.example.cn/there"})
    save(tmp_path, f"{SITE}/there", status=301, headers={"Location": "https://wap.example.cn/end"})
    replica.add(save(tmp_path, "https://wap.example.cn/end"))
    page = quick(replica.url).get(f"{SITE}/here", hosts=["wap.example.cn"])
    assert (page.identity, page.url) == (f"{SITE}/here", "https://wap.example.cn/end")
    with pytest.raises(Refused, match="redirects to https://wap"):
        quick(replica.url).get(f"{SITE}/here")


def test_redirect_to_what_is_no_address_is_refused(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/here", status=302, headers={"Location": "http://[x/"}))
    with pytest.raises(Refused, match="no address"):
        quick(replica.url).get(f"{SITE}/here")


def test_redirect_into_the_replay_means_the_original_address(replica: Replica, tmp_path: Path) -> None:
    save(tmp_path, f"{SITE}/here", status=302, headers={"Location": f"{replica.url}/www.example.cn/there"})
    replica.add(save(tmp_path, f"{SITE}/there"))
    assert quick(replica.url).get(f"{SITE}/here").url == f"{SITE}/there"


def test_redirect_in_raw_utf8_is_followed(replica: Replica, tmp_path: Path) -> None:
    there = "/通知.html".encode().decode("latin-1")
    save(tmp_path, f"{SITE}/here", status=302, headers={"Location": there})
    replica.add(save(tmp_path, f"{SITE}/通知.html"))
    assert "公报" in quick(replica.url).get(f"{SITE}/here").body.decode()


def test_redirects_without_end_end(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, f"{SITE}/loop", status=302, headers={"Location": "/loop"}))
    with pytest.raises(Refused, match="redirects"):
        quick(replica.url).get(f"{SITE}/loop")


def robots(folder: Path, text: str, **facts: object) -> Path:
    return save(folder, f"{SITE}/robots.txt", text, **facts)


def test_robots_txt_is_obeyed_and_asked_for_once(replica: Replica, tmp_path: Path) -> None:
    robots(tmp_path, "User-agent: *\nDisallow: /private/")
    save(tmp_path, f"{SITE}/a.html")
    replica.add(save(tmp_path, f"{SITE}/private/b.html"))
    web = quick(replica.url)
    assert web.get(f"{SITE}/a.html").status == 200
    with pytest.raises(Refused, match=r"robots\.txt"):
        web.get(f"{SITE}/private/b.html")
    assert [one.url.rpartition("/")[2] for one in replica.asked] == ["robots.txt", "a.html"]


@pytest.mark.parametrize("path", ["", "/a.html"])
def test_robots_txt_that_forbids_everything_is_the_refusal_of_the_site(
    replica: Replica, tmp_path: Path, path: str
) -> None:
    replica.add(robots(tmp_path, "User-agent: Baiduspider\nAllow: /\n\nUser-agent: *\nDisallow: /"))
    with pytest.raises(Blocked, match="allows nothing"):
        quick(replica.url).get(f"{SITE}{path}")


def test_what_we_refuse_is_never_taken_for_the_refusal_of_a_site() -> None:
    assert not issubclass(Refused, Blocked)
    assert not issubclass(Blocked, Refused)


@pytest.mark.parametrize(
    ("status", "error"), [(200, None), (404, None), (403, Blocked), (401, Blocked), (500, Unreachable)]
)
def test_robots_txt_that_is_missing_allows_and_one_that_is_refused_does_not(
    replica: Replica, tmp_path: Path, status: int, error: type[ScrapeError] | None
) -> None:
    robots(tmp_path, "", status=status)
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    web = quick(replica.url, retries=0)
    if error is None:
        assert web.get(f"{SITE}/a.html").status == 200
    else:
        with pytest.raises(error, match=r"robots\.txt"):
            web.get(f"{SITE}/a.html")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.cn/a", "//example.cn/a", "http://", "http://[x/", "a"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        Web().get(url)


def test_private_addresses_are_refused_by_digits_and_by_name(serve: Callable[[Answers], str]) -> None:
    asked: list[str] = []
    port = serve(lambda request, count: asked.append(request.path)).rpartition(":")[2]
    web = Web(Manners(wait=0, jitter=0, retries=0))
    for name in ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"):
        with pytest.raises(Refused, match=rf"^http://.*:{port}/\S*: leads to .* not on the public"):
            web.get(f"http://{name}:{port}/")
    assert not asked


PRIVATE = "10.0.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 fe80::1%eth0 fd00::1"
DISGUISED = "::ffff:10.0.0.1 64:ff9b::a9fe:a9fe 2002:7f00:1::"


@pytest.mark.parametrize("ip", f"{PRIVATE} {DISGUISED}".split())
def test_every_kind_of_private_address_is_known(ip: str) -> None:
    with pytest.raises(NotPublic):
        check_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_pass(ip: str) -> None:
    check_public(ip)


def test_requests_to_a_host_never_overlap_and_keep_their_distance(
    serve: Callable[[Answers], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = []

    def slow(request: BaseHTTPRequestHandler, count: int) -> None:
        started = time.monotonic()
        time.sleep(0.02)
        reply(request)
        spans.append((started, time.monotonic()))

    base = serve(slow)
    # The rule against private addresses is off, as for a replay, but the waits are on.
    monkeypatch.setattr("scrapers.transport.check_public", lambda address: None)
    monkeypatch.setattr("scrapers.fetch.check_public", lambda address: None)
    web = Web(Manners(wait=0.1, jitter=0, retries=0))
    threads = [threading.Thread(target=web.get, args=(f"{base}/{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spans.sort()
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(spans)]
    assert len(spans) == 4
    assert min(gaps) > 0.09


def test_slow_host_does_not_hold_up_another(replica: Replica, tmp_path: Path) -> None:
    replica.add(save(tmp_path, "https://quick.example.cn/"))
    replica.fail("slow.example.cn", "hang")
    web = quick(replica.url, read_timeout=2, retries=0)
    waiting = threading.Thread(target=pytest.raises, args=(Unreachable, web.get, "https://slow.example.cn/"))
    waiting.start()
    started = time.monotonic()
    web.get("https://quick.example.cn/")
    assert time.monotonic() - started < 1
    waiting.join()


def test_settings_of_the_machine_are_not_used(
    replica: Replica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica.add(save(tmp_path, f"{SITE}/a.html"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert quick(replica.url).get(f"{SITE}/a.html").status == 200


def test_stated_proxy_is_used(serve: Callable[[Answers], str]) -> None:
    asked: list[str] = []

    def proxy(request: BaseHTTPRequestHandler, count: int) -> None:
        asked.append(request.path)
        reply(request)

    web = Web(Manners(proxy=serve(proxy), wait=0, jitter=0, retries=0))
    assert web.get("http://www.example.cn/a.html").status == 200
    assert asked == ["http://www.example.cn/a.html"]
    with pytest.raises(Refused):
        web.get("http://169.254.169.254/latest/meta-data/")


def test_saved_answers_are_had_as_from_the_web(tmp_path: Path) -> None:
    save(tmp_path, f"{SITE}/a?x=1&y=2")
    save(tmp_path, f"{SITE}/old", status=301, headers={"Location": "/a?y=2&x=1"})
    saved = Saved(save(tmp_path, f"{SITE}/refused", status=403))
    page = saved.get("http://www.example.cn/a", params={"y": "2", "x": "1"})
    assert (page.identity, page.headers["content-type"]) == ("http://www.example.cn/a?y=2&x=1", "text/html")
    assert saved.get(f"{SITE}/old").body == page.body
    with pytest.raises(Blocked):
        saved.get(f"{SITE}/refused")
    with pytest.raises(Gone, match="no saved sample"):
        saved.get(f"{SITE}/a")


@pytest.mark.parametrize("meta", ["{", "{}", '{"url": "https://a.cn/", "status": "x"}', "[]"])
def test_broken_sample_is_named(tmp_path: Path, meta: str) -> None:
    (tmp_path / "page.html").write_text("x")
    (tmp_path / "meta.json").write_text(meta)
    with pytest.raises(ValueError, match=tmp_path.name):
        Saved(tmp_path)


def test_errors_survive_pickling() -> None:
    error = pickle.loads(pickle.dumps(Blocked(SITE, "seen\nthere", "do this")))
    assert isinstance(error, Blocked)
    assert (str(error), error.url, error.seen) == (f"{SITE}: seen there; do this", SITE, "seen\nthere")

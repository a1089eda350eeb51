"""The local site: only its own page gets through, files stay within the site, events arrive."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from devices.answers import Wrong
from devices.events import KEPT, LISTENERS, Events, Full
from devices.files import part
from devices.web import Site


def shout(body: dict[str, Any]) -> tuple[int, Any]:
    if "word" not in body:
        raise Wrong("word is missing")
    return 200, {"said": body["word"].upper()}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    pages = tmp_path / "dist"
    (pages / "kiosk").mkdir(parents=True)
    (pages / "kiosk" / "index.html").write_text("<h1>Kios</h1>")
    (pages / "video.webm").write_bytes(bytes(range(100)))
    (tmp_path / "secret.txt").write_text("rahasia")
    first = [("state", {"live": True})]
    made = Site(
        0, pages, "/kiosk/index.html", lambda: {"live": True}, {"shout": shout}, Events(), lambda: first
    )
    with made as running, running.serving():
        yield running


def asked(site: Site, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes, Any]:
    port = int(site.server_address[1])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = {name.replace("_", "-"): value.format(port=port) for name, value in headers.items()}
    if body is not None:
        sent = {"Content-Type": "application/json"} | sent
    line.request(method, path, body if isinstance(body, (bytes, type(None))) else json.dumps(body), sent)
    answer = line.getresponse()
    read = answer.status, answer.read(), answer.headers
    line.close()
    return read


def test_the_page_is_at_the_root_and_in_its_folder(site: Site) -> None:
    for path in ("/", "/kiosk/", "/kiosk/index.html", "/?language=en"):
        assert asked(site, "GET", path)[:2] == (200, b"<h1>Kios</h1>")


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "//etc/passwd", "/kiosk/../../secret.txt"]
)
def test_no_file_outside_the_site_is_given(site: Site, path: str) -> None:
    status, body, _ = asked(site, "GET", path)

    assert status == 404
    assert b"rahasia" not in body


def test_a_video_is_given_in_parts(site: Site) -> None:
    status, body, headers = asked(site, "GET", "/video.webm", Range="bytes=10-19")

    assert (status, body) == (206, bytes(range(10, 20)))
    assert headers["Content-Range"] == "bytes 10-19/100"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, None),
        ("bytes=0-", (0, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=90-200", (90, 99)),
        ("bytes=200-", None),
    ],
)
def test_a_range_is_read_as_the_standard_says(wanted: str | None, expected: tuple[int, int] | None) -> None:
    assert part(wanted, 100) == expected


def test_its_own_page_may_ask(site: Site) -> None:
    own = {"Origin": "http://127.0.0.1:{port}", "Sec_Fetch_Site": "same-origin"}

    assert asked(site, "POST", "/agent/shout", {"word": "a"}, **own)[:2] == (200, b'{"said": "A"}')


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Content_Type": "text/plain"},
    ],
)
def test_a_foreign_page_may_not(site: Site, headers: dict[str, str]) -> None:
    status, body, _ = asked(site, "POST", "/agent/shout", {"word": "a"}, **headers)

    assert status == 403
    assert json.loads(body)["type"] == "foreign-page"


def test_a_name_that_points_here_may_not_even_read(site: Site) -> None:
    assert asked(site, "GET", "/agent/state", Host="evil.example:{port}")[0] == 403


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"word', b"x" * 20_000])
def test_a_wrong_body_is_answered_and_the_agent_goes_on(site: Site, body: bytes) -> None:
    assert asked(site, "POST", "/agent/shout", body)[0] == 422
    assert asked(site, "GET", "/agent/state")[0] == 200


def test_a_wrong_field_and_an_unknown_action_are_named(site: Site) -> None:
    assert json.loads(asked(site, "POST", "/agent/shout", {})[1])["title"] == "word is missing"
    assert asked(site, "POST", "/agent/whisper", {})[0] == 404


def test_no_other_page_may_frame_it(site: Site) -> None:
    assert asked(site, "GET", "/")[2]["Content-Security-Policy"] == "frame-ancestors 'none'"


def test_a_listening_page_gets_the_state_first_and_then_each_event(site: Site) -> None:
    line = http.client.HTTPConnection("127.0.0.1", int(site.server_address[1]), timeout=30)
    line.request("GET", "/agent/events")
    stream = line.getresponse()

    assert [stream.readline() for _ in range(3)] == [b"event: state\n", b'data: {"live": true}\n', b"\n"]
    site.events.tell("slip", {"number": "A001"})
    assert [stream.readline() for _ in range(2)] == [b"event: slip\n", b'data: {"number": "A001"}\n']
    stream.close()
    line.close()


def test_a_page_that_does_not_read_is_cut_off_and_others_go_on() -> None:
    events = Events()
    with events.listen() as slow, events.listen() as quick:
        for number in range(KEPT + 1):
            events.tell("board", number)
            quick.get_nowait()

        assert [slow.get_nowait() for _ in range(KEPT)][-1] is None


def test_only_so_many_pages_listen() -> None:
    events = Events()
    events._listeners = [object()] * LISTENERS  # type: ignore[list-item]  # only their number counts here

    with pytest.raises(Full), events.listen():
        pass

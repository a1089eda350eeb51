"""The staff page on the office's network: by its counter's PIN, once for each tap, in the reader's language."""

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect, sync_playwright

from devices.hub.agent import Hub
from devices.hub.settings import HubSettings
from devices.hub.web import StaffSite
from tests.devices.machine import Machine
from tests.factories import NINE
from tests.journeys.pages.conftest import ARGUMENTS, AXE, CHROMIUM, PATIENCE

from .test_leading import following, rows, takes

PIN = "2468"


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    """A hub that leads, with four who wait for counter 1, whose PIN is known."""
    made = following(tmp_path, Machine(float(NINE)))
    made.config = replace(made.config, hub=HubSettings(host="127.0.0.1", pins={"1": PIN, "2": "1357"}))
    made.lead()
    takes(made, *(f"K1-00{n}" for n in (1, 2, 3, 4)))
    return made


@pytest.fixture
def site(hub: Hub) -> Iterator[StaffSite]:
    with StaffSite(hub, "127.0.0.1", 0) as page:
        threading.Thread(target=page.serve_forever, args=(0.05,), daemon=True).start()
        yield page
        page.shutdown()


def ask(
    site: StaffSite, path: str = "/counter", language: str = "id", method: str = "POST", **body: Any
) -> tuple[int, dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", site.server_address[1], timeout=10)
    head = {"Content-Type": "application/json", "Accept-Language": language}
    connection.request(method, path, json.dumps(body) if method == "POST" else None, head)
    with closing(connection), connection.getresponse() as answer:
        return answer.status, json.loads(answer.read())


def next_(site: StaffSite, id: str, **more: Any) -> tuple[int, dict[str, Any]]:
    return ask(site, **{"id": id, "verb": "next", "counter": "1", "pin": PIN} | more)


def test_a_tap_that_comes_again_calls_nobody_else(site: StaffSite, hub: Hub) -> None:
    first, again = next_(site, "a"), next_(site, "a")

    assert first == again
    assert (first[0], first[1]["number"], first[1]["waiting"]) == (200, "K1-001", 3)
    assert first[1]["next"] == ["K1-002", "K1-003", "K1-004"]
    assert [row[1] for row in rows(hub)].count("call") == 1


def test_who_looks_sees_the_line_and_changes_nothing(site: StaffSite, hub: Hub) -> None:
    before = rows(hub)

    status, seen = ask(site, "/counter/state", counter="1", pin=PIN)

    assert status == 200
    assert (seen["leading"], seen["state"], seen["number"], seen["waiting"]) == (True, "closed", None, 4)
    assert rows(hub) == before


@pytest.mark.parametrize("path", ["/counter", "/counter/state"])
@pytest.mark.parametrize("pin", ["", "1357", "24680", "２４６８"])
def test_a_wrong_pin_opens_nothing_and_after_five_none_is_tried(
    site: StaffSite, hub: Hub, path: str, pin: str
) -> None:
    asked, before = {"id": "a", "verb": "next", "counter": "1"}, rows(hub)
    answers = [ask(site, path, pin=pin, **asked) for _ in range(5)]

    assert {(status, what["type"]) for status, what in answers} == {(403, "wrong-pin")}
    assert ask(site, path, pin=PIN, **asked)[0] == 429
    assert rows(hub) == before
    assert ask(site, "/counter/state", counter="2", pin="1357")[0] == 200


def test_a_refusal_is_said_in_the_reader_s_language(site: StaffSite) -> None:
    recall = {"id": "a", "verb": "recall", "counter": "1", "pin": PIN}

    assert ask(site, language="id", **recall)[1]["title"] != ask(site, language="en-GB", **recall)[1]["title"]
    assert ask(site, pin="0", counter="1", language="en")[1]["title"] == "Wrong PIN"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": "a", "verb": "open", "counter": "1", "pin": PIN}, 422),
        ({"id": "", "verb": "next", "counter": "1", "pin": PIN}, 422),
        ({"id": 7, "verb": "next", "counter": "1", "pin": PIN}, 422),
        ({"id": "a", "verb": ["next"], "counter": "1", "pin": PIN}, 422),
        ({"id": "a", "verb": "next", "counter": 1, "pin": PIN}, 422),
        ({"id": "a", "verb": "next", "counter": "1"}, 422),
        ({"id": "a", "verb": "next", "counter": "9", "pin": PIN}, 403),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(
    site: StaffSite, hub: Hub, body: dict[str, Any], status: int
) -> None:
    before = rows(hub)

    assert ask(site, **body)[0] == status
    assert rows(hub) == before


def test_there_is_no_other_page(site: StaffSite) -> None:
    assert ask(site, "/page.html", method="GET")[0] == 404
    assert ask(site, "/counter/../agent.py")[0] == 404
    assert ask(site, "/counters", method="GET") == (200, {"counters": ["1", "2"]})


def test_a_hub_that_does_not_lead_says_where_to_call(site: StaffSite, hub: Hub) -> None:
    hub.lease = replace(hub.lease, state="follower")

    assert next_(site, "a", language="en")[1]["type"] == "not-leading"
    assert ask(site, "/counter/state", counter="1", pin=PIN)[1]["leading"] is False


@pytest.fixture
def page(site: StaffSite) -> Iterator[Page]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        shown = browser.new_page(viewport={"width": 360, "height": 740})
        shown.goto(f"http://127.0.0.1:{site.server_address[1]}/")
        yield shown
        browser.close()


@pytest.mark.slow
@pytest.mark.engine
def test_somebody_at_a_phone_calls_by_the_page_and_a_lost_answer_calls_nobody_twice(
    page: Page, hub: Hub
) -> None:
    page.get_by_label("PIN loket").fill(PIN)
    page.get_by_label("PIN loket").press("Enter")
    expect(
        page.get_by_text("4 orang menunggu loket ini – berikutnya K1\u2011001, K1\u2011002, K1\u2011003")
    ).to_be_visible()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/counter", lose, times=1)
    page.keyboard.press("F2")
    expect(page.get_by_role("alert")).to_contain_text("Hub tidak menjawab")
    page.get_by_role("button", name="Panggil berikutnya").click()

    expect(page.locator("#number")).to_have_text("K1-001")
    expect(page.get_by_role("alert")).to_have_text("K1-001 dipanggil.")
    assert [row[1] for row in rows(hub)].count("call") == 1
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("3 waiting for this counter")).to_be_visible()


@pytest.mark.slow
@pytest.mark.engine
@pytest.mark.parametrize("width", [320, 1366])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_shuts_nobody_out(page: Page, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.emulate_media(color_scheme=scheme)
    page.get_by_label("PIN loket").fill(PIN)
    page.get_by_label("PIN loket").press("Enter")
    expect(page.get_by_text("4 orang menunggu")).to_be_visible()

    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run().then(said => said.violations.map(one => one.id))")

    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('button, input, select')].filter(one => one.offsetHeight < 48).length"
    )
    assert small == 0

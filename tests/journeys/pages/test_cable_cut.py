"""An office's cable is cut for a minute: it goes on, brings home what it did, and its screens say so calmly."""

import pytest
from playwright.sync_api import expect

from infra.demo.doors import Api
from infra.demo.proof import export
from infra.local.settings import port
from infra.offline.agents import Agents
from infra.offline.proof import verdicts
from infra.offline.story import play
from tests.journeys.days import today
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser, pytest.mark.cable]

CALM = "luring – antrean tetap berjalan"


def test_an_office_goes_on_without_its_cable_and_everybody_is_accounted_for(
    told, public, staff, office, connect, show, signed_in, look
):
    connect.stop()  # The spare devices' names are the agents' now, one connection each.
    agents = Agents(told, port("ANTREAN_PRINTER_PORT"))
    screens = {}
    managed = signed_in(told["manager"], "manager")
    managed.get_by_label("Perangkat kantor").select_option(office)

    def seen(moment):
        if moment == "offline":
            screens["display"] = show(agents.page("display"), (1920, 1080))
            screens["kiosk"] = show(agents.page("kiosk"), (1080, 1920))
            expect(screens["display"].get_by_text(CALM)).to_be_visible()
            expect(screens["kiosk"].get_by_text("Luring – antrean tetap berjalan").first).to_be_visible()
            managed.get_by_role("button", name="Ambil kembali antrean").click(timeout=30_000)
            expect(managed.locator("dialog")).to_contain_text("Matikan hub lebih dulu")
            look(managed, "cable-offline-manager")
            managed.get_by_role("button", name="Batal").click()
        else:
            expect(managed.get_by_text("Hub kantor memegang antrean")).not_to_be_visible(timeout=30_000)
            expect(screens["display"].get_by_text(CALM)).not_to_be_visible(timeout=20_000)
        for name, page in screens.items():
            look(page, f"cable-{moment}-{name}")

    try:
        story = play(agents, Api(told["api"]), Api(told["api"], staff.token), print, seen)
    finally:
        agents.plug()
        agents.stop()

    day = today(public, office)
    claims = eventually(lambda: whole(Api(told["api"]), office, day, story), 30, "the ledger")
    assert [one for one in claims if not one.holds] == []
    assert story.gone in story.called
    assert story.without == [number for number in story.called if number.startswith("K2-")]


def whole(public, office, day, story):
    """The claims, once the ledger has followed the line to the last of what was called."""
    ledger = export(public, office, day)
    told = {(one["kind"], one.get("number")) for one in ledger["entries"]}
    taken = {("take", one) for one in [*story.before, *story.without]}
    called = {("conflict" if one == story.gone else "call", one) for one in story.called}
    return verdicts(ledger, story) if taken | called <= told else None

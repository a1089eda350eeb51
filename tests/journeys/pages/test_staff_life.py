"""A ticket's life at the counter, from the staff page: by keys, by clicks, with the button, without a link."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.pages.screen import NOT_SENT, Screen
from tests.journeys.waiting import eventually

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

SERVICE = "rawat-inap"
"""The spare counter alone takes it."""


@pytest.fixture
def sit(told, public, signed_in, desk, office) -> Callable[[], Screen]:
    """Signs in at the spare counter, which is open for one service and free."""
    desk.set("open", SERVICE)
    name = public.get(f"/offices/{office}").expect(200)["name"]
    return lambda: Screen(signed_in(told["staff"], "staff"), desk).sits(name)


@pytest.fixture
def screen(sit) -> Screen:
    """One page at the spare counter."""
    return sit()


def test_next_serve_finish_by_keys(screen, people):
    ticket = people.at_office(SERVICE)

    screen.calls(ticket["number"])
    screen.press("F6")
    screen.has(ticket["number"], "serving")
    screen.press("F7")

    screen.is_free()
    eventually(lambda: people.ticket(ticket["code"])["state"] == "served")


def test_a_key_that_is_held_down_calls_once(screen, people):
    screen.waits(people.at_office(SERVICE)["number"])

    for _ in range(3):
        screen.page.keyboard.down("F2")
    screen.page.keyboard.up("F2")

    expect(screen.page.locator(".ticket.called")).to_be_visible(timeout=60_000)
    assert len(screen.sent("calls")) == 1


def test_a_lost_answer_is_asked_for_again_under_the_same_key_and_calls_nobody_else(screen, people):
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    screen.calls(first["number"])
    screen.press("F7")
    screen.is_free()
    screen.posts.clear()
    lost: list[Route] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route)
        route.fetch(timeout=60_000)
        return route.abort()

    screen.page.route("**/calls", lose_the_first)
    screen.press("F2")

    screen.has(second["number"])
    keys = {one.headers["idempotency-key"] for one in screen.sent("calls")}
    assert lost
    assert len(keys) == 1


def test_one_who_is_not_next_is_called_for_a_reason_that_the_ledger_keeps(screen, people, public, office):
    first, second = people.at_office(SERVICE), people.at_office(SERVICE)
    screen.waits(first["number"])

    screen.row(second["number"]).click()
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text(second["number"])
    dialog.get_by_text("Satu keluarga").click()
    dialog.get_by_role("button", name="Panggil").click()

    screen.has(second["number"])
    screen.waits(first["number"])
    day = screen.desk.staff.get(f"/offices/{office}/line").expect(200)["day"]
    eventually(lambda: "together" in reasons(public, office, day, second["number"]))


def reasons(public, office, day, number):
    """The reasons with which the ledger says that a number was called."""
    found, after = [], 0
    while after is not None:
        page = public.get(f"/offices/{office}/ledger?date={day}&after={after}").expect(200)
        found += [one.get("reason") for one in page["entries"] if one.get("number") == number]
        after = page.get("next")
    return found


def test_by_keys_alone_a_row_is_picked_a_reason_given_and_the_counter_paused(screen, people):
    second = [people.at_office(SERVICE) for _ in range(2)][1]
    screen.waits(second["number"])
    dialog = screen.page.get_by_role("dialog")

    def asked():
        """Rows may be drawn anew under the arrows; then they are walked again."""
        screen.press("Shift+F4")
        rows = screen.page.locator(".line [data-number]")
        for _ in range(rows.count()):
            if screen.row(second["number"]).evaluate("row => row === document.activeElement"):
                screen.page.keyboard.press("Enter")
                screen.page.wait_for_timeout(1000)
                return dialog.is_visible()
            screen.page.keyboard.press("ArrowDown")
        return False

    eventually(asked, 60, "the question for a reason")
    screen.page.keyboard.press("F2")
    screen.page.keyboard.press("4")
    screen.page.keyboard.press("Enter")

    screen.has(second["number"])
    assert [json.loads(one.post_data or "{}") for one in screen.sent("calls")] == [
        {"ticket": second["number"], "reason": "mistake"}
    ]
    screen.press("Shift+F9")
    expect(screen.page.get_by_role("button", name="Jeda")).to_have_attribute(
        "aria-pressed", "true", timeout=60_000
    )


def test_hold_and_resume(screen, people):
    ticket = people.at_office(SERVICE)
    screen.calls(ticket["number"])

    screen.press("F10")
    screen.is_free()
    screen.aside("held", ticket["number"]).get_by_role("button", name="Kembalikan").click()

    screen.waits(ticket["number"])
    expect(screen.aside("held", ticket["number"])).to_have_count(0)


def test_a_no_show_returns_within_the_grace(screen, people):
    ticket = people.at_office(SERVICE)
    screen.calls(ticket["number"])

    screen.press("F8")
    screen.is_free()
    expect(screen.aside("missed", ticket["number"])).to_contain_text("bisa kembali")
    screen.aside("missed", ticket["number"]).get_by_role("button", name="Kembalikan").click()

    screen.waits(ticket["number"])
    eventually(lambda: people.ticket(ticket["code"])["state"] == "waiting")


def test_transfer_to_another_service(screen, people):
    ticket = people.at_office(SERVICE)
    screen.calls(ticket["number"])

    screen.press("F3")
    dialog = screen.page.get_by_role("dialog")
    dialog.get_by_label("Ke mana").select_option("service:kebidanan")
    dialog.get_by_role("button", name="Pindahkan").click()

    screen.is_free()
    eventually(lambda: people.ticket(ticket["code"])["service"] == "kebidanan")


def test_undo_puts_the_called_one_back_where_it_was(screen, people):
    ticket = people.at_office(SERVICE)

    def undone() -> bool:
        screen.calls(ticket["number"])
        screen.press("F9")
        # On a machine so slow that the ten seconds are over the step stands, and is made anew.
        eventually(lambda: not screen.desk.number() or not screen.page.locator(".undo").count(), 60)
        if not screen.desk.number():
            return True
        screen.press("F10")
        screen.aside("held", ticket["number"]).get_by_role("button", name="Kembalikan").click()
        screen.waits(ticket["number"])
        return False

    eventually(undone, 180, "an undo within ten seconds")
    screen.is_free()
    screen.waits(ticket["number"])
    eventually(lambda: people.ticket(ticket["code"])["state"] == "waiting")


def test_a_counter_that_closes_hands_its_ticket_over(screen, people):
    ticket = people.at_office(SERVICE)
    screen.calls(ticket["number"])

    screen.page.get_by_role("group", name="Keadaan loket").get_by_role("button", name="Tutup").click()
    dialog = screen.page.get_by_role("dialog")
    expect(dialog).to_contain_text(ticket["number"])
    dialog.get_by_role("button", name="Tutup loket").click()

    screen.is_free()
    screen.waits(ticket["number"])


def test_two_pages_and_the_button_work_the_same_counter(sit, people, button):
    here, there = sit(), sit()
    ticket, other = people.at_office(SERVICE), people.at_office(SERVICE)

    here.calls(ticket["number"])
    there.has(ticket["number"])
    there.press("F6")
    here.has(ticket["number"], "serving")
    button.works("single", lambda: here.desk.number() == other["number"])

    for screen in (here, there):
        screen.has(other["number"])


def test_without_a_link_a_command_is_refused_in_words_and_not_kept_for_later(screen, people):
    ticket = people.at_office(SERVICE)
    screen.waits(ticket["number"])
    screen.posts.clear()

    screen.page.context.set_offline(True)
    expect(screen.page.locator("main.stale")).to_be_visible(timeout=60_000)
    screen.page.keyboard.press("F2")
    screen.said(NOT_SENT)
    screen.page.context.set_offline(False)

    expect(screen.page.locator("main:not(.stale)")).to_be_visible(timeout=60_000)
    screen.waits(ticket["number"])
    assert screen.posts == []
    assert not screen.desk.number()


def test_what_makes_no_sense_is_refused_in_words(screen):
    screen.is_free()

    screen.press("F8")

    screen.said("Belum bisa sekarang")
    assert screen.posts == []

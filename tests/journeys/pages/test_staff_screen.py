"""The staff page with a full hall: on one screen, in light and dark, for everybody's eyes and hands."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.pages.screen import Screen

pytestmark = [pytest.mark.cloud, pytest.mark.browser]

CLASSES = ("walk-in", "booked", "priority")
SCREENS = {"desktop": (1366, 768), "large": (1920, 1080)}
PHONE = {"width": 390, "height": 844}
HIGHER = "() => document.documentElement.scrollHeight - innerHeight"
KEYS = {"F1": "help", "Shift+F2": "call", "F3": "transfer"}


@pytest.fixture
def screen(told, public, signed_in, desk, office) -> Screen:
    """A page at the spare counter which is told of thirty who wait, of one at the counter and of two aside."""
    line = desk.staff.get(f"/offices/{office}/line").expect(200)
    name = public.get(f"/offices/{office}").expect(200)["name"]
    page = signed_in(told["staff"], "staff")
    page.route("**/offices/*/line", lambda route: route.fulfill(json=full(line, desk.id)))
    page.route("**/counters/*/ticket", lambda route: route.fulfill(json=TICKET))
    return Screen(page, desk).sits(name)


def moment(minutes):
    """So many minutes from now."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat(timespec="milliseconds")


def full(line, counter):
    """The line with thirty who wait, while this counter serves one."""
    ticket = {"service": "rawat-inap", "class": "walk-in"}
    cell = {
        "counter": counter,
        "state": "open",
        "number": "R012",
        "service": "rawat-inap",
        "phase": "serving",
    }
    return line | {
        "waiting": [waits(n) for n in range(30)],
        "held": [{"number": "R007", "since": moment(-12), **ticket}],
        "missed": [{"number": "R009", "until": moment(8), **ticket}],
        "counters": [
            cell | {"since": moment(-4), "call": 12, "undo": {"kind": "serve", "until": moment(1)}}
            if one["counter"] == counter
            else one
            for one in line["counters"]
        ],
    }


def waits(n):
    """The nth who waits; the last three have not come yet."""
    return {
        "number": f"R{n + 13:03d}",
        "service": "rawat-inap",
        "class": CLASSES[n % 3],
        "turn": 1_795_000_000 + n,
        "minutes": 40 - n,
        "present": n < 27,
    }


TICKET = {
    "number": "R012",
    "service": "rawat-inap",
    "class": "priority",
    "group": "elderly",
    "phase": "serving",
    "since": moment(-4),
    "taken": moment(-50),
    "came": moment(-40),
    "slot": moment(-10),
    "party": 3,
    "name": "Siti Rahmawati",
    "language": "en",
    "requires": [
        {"id": "Surat perintah rawat inap", "en": "Doctor's order for admission"},
        {"id": "KTP atau kartu keluarga pasien", "en": "The patient's identity or family card"},
        {"id": "Kartu BPJS bila ada", "en": "BPJS card if there is one"},
    ],
    "why": "Giliran 09.12: datang 09.27, didahulukan 15 menit.",
    "stations": [{"service": "igd", "at": moment(-30)}],
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_thirty_wait_and_all_is_on_one_screen(screen, look, scheme):
    page = screen.page
    page.emulate_media(color_scheme=scheme)
    screen.has("R012", "serving")
    expect(page.locator(".line [data-number]")).to_have_count(30)
    expect(page.locator(".facts")).to_contain_text("Siti Rahmawati")

    for name, (width, height) in SCREENS.items():
        page.set_viewport_size({"width": width, "height": height})
        look(page, f"staff-{name}-{scheme}")
        assert page.evaluate(HIGHER) <= 0, f"{name} scrolls"
    page.set_viewport_size(PHONE)
    look(page, f"staff-phone-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_its_questions_shut_nobody_out(screen, look, scheme):
    page = screen.page
    page.emulate_media(color_scheme=scheme)
    screen.has("R012", "serving")

    for key, name in KEYS.items():
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        look(page, f"staff-{name}-{scheme}")
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_are_a_fields_own_while_one_types(screen):
    page = screen.page
    screen.has("R012", "serving")

    page.keyboard.press("Shift+F2")
    field = page.get_by_label("Nomor, atau kode dari slip")
    expect(field).to_be_focused()
    field.press_sequentially("R014?")
    page.keyboard.press("F7")

    expect(field).to_have_value("R014?")
    expect(page.get_by_role("dialog")).to_have_count(1)
    assert screen.posts == []

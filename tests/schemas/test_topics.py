"""Topics: the wire of the design to the letter, and each thing only its own."""

import pytest

from schemas import topics


@pytest.mark.parametrize(
    ("topic", "spelt"),
    [
        (topics.press("rsud-igd", "1"), "antrean/rsud-igd/counters/1/press"),
        (topics.counter_state("rsud-igd", "1"), "antrean/rsud-igd/counters/1/state"),
        (topics.take("rsud-igd", "2"), "antrean/rsud-igd/kiosks/2/take"),
        (topics.slip("rsud-igd", "2"), "antrean/rsud-igd/kiosks/2/slip"),
        (topics.printed("rsud-igd", "2"), "antrean/rsud-igd/kiosks/2/printed"),
        (topics.board("rsud-igd"), "antrean/rsud-igd/board"),
        (topics.service_board("rsud-igd", "igd"), "antrean/rsud-igd/services/igd/board"),
        (topics.service_calls("rsud-igd", "igd"), "antrean/rsud-igd/services/igd/calls"),
        (topics.lobby_code("rsud-igd", "1"), "antrean/rsud-igd/displays/1/code"),
        (topics.spoken("rsud-igd", "1"), "antrean/rsud-igd/displays/1/spoken"),
        (topics.line("rsud-igd"), "antrean/rsud-igd/line"),
        (topics.catalogue("rsud-igd"), "antrean/rsud-igd/catalogue"),
        (topics.health("kiosk-rsud-igd-2"), "devices/kiosk-rsud-igd-2/health"),
        (topics.PRESSES, "antrean/+/counters/+/press"),
        (topics.TAKES, "antrean/+/kiosks/+/take"),
        (topics.PRINTS, "antrean/+/kiosks/+/printed"),
        (topics.SPEECHES, "antrean/+/displays/+/spoken"),
        (topics.HEALTHS, "devices/+/health"),
    ],
)
def test_each_topic_is_spelt_as_outside_programs_rely_on_it(topic, spelt):
    assert topic == spelt


def test_a_button_presses_at_its_own_counter_only():
    assert topics.may_publish("button", "button-rsud-igd-1", "rsud-igd", "1") == (
        "antrean/rsud-igd/counters/1/press",
        "devices/button-rsud-igd-1/health",
    )
    assert topics.may_receive("button", "rsud-igd", "1") == (
        "antrean/rsud-igd/counters/1/state",
        "antrean/rsud-igd/hub/there",
    )


def test_a_kiosk_takes_and_gets_its_own_slips():
    assert topics.may_publish("kiosk", "kiosk-rsud-igd-2", "rsud-igd", "2") == (
        "antrean/rsud-igd/kiosks/2/take",
        "antrean/rsud-igd/kiosks/2/printed",
        "antrean/rsud-igd/kiosks/2/issued",
        "devices/kiosk-rsud-igd-2/health",
    )
    assert topics.may_receive("kiosk", "rsud-igd", "2") == (
        "antrean/rsud-igd/kiosks/2/slip",
        "antrean/rsud-igd/catalogue",
        "antrean/rsud-igd/board",
        "antrean/rsud-igd/hub/there",
    )


def test_a_display_gets_the_board_and_its_own_lobby_code():
    assert topics.may_publish("display", "display-rsud-igd-1", "rsud-igd", "1") == (
        "antrean/rsud-igd/displays/1/spoken",
        "devices/display-rsud-igd-1/health",
    )
    assert topics.may_receive("display", "rsud-igd", "1") == (
        "antrean/rsud-igd/board",
        "antrean/rsud-igd/displays/1/code",
        "antrean/rsud-igd/catalogue",
        "antrean/rsud-igd/hub/there",
    )


def test_a_hub_says_what_happened_and_hears_of_its_own_office_only():
    assert topics.may_publish("hub", "hub-rsud-igd-1", "rsud-igd", "1") == (
        "antrean/rsud-igd/hub/renew",
        "antrean/rsud-igd/hub/steps",
        "antrean/rsud-igd/hub/there",
        "devices/hub-rsud-igd-1/health",
    )
    assert topics.may_receive("hub", "rsud-igd", "1") == (
        "antrean/rsud-igd/hub/lease",
        "antrean/rsud-igd/hub/played",
        "antrean/rsud-igd/line",
        "antrean/rsud-igd/hub/office",
        "antrean/rsud-igd/hub/guests",
        "antrean/rsud-igd/catalogue",
    )


def test_a_browser_without_an_account_gets_boards_and_nothing_else():
    assert topics.guests_may_receive("rsud", ("poli-umum", "farmasi")) == (
        "antrean/rsud/board",
        "antrean/rsud/services/poli-umum/board",
        "antrean/rsud/services/poli-umum/calls",
        "antrean/rsud/services/farmasi/board",
        "antrean/rsud/services/farmasi/calls",
    )


def test_no_device_may_publish_what_the_cloud_says():
    said = {topics.PRESSES, topics.TAKES, topics.PRINTS, topics.ISSUES, topics.SPEECHES, topics.HEALTHS}
    said |= {topics.RENEWALS, topics.OFFLINE_STEPS}
    among_themselves = {topics.hub_there("+")}

    for kind in topics.KINDS:
        for topic in topics.may_publish(kind, f"{kind}-rsud-1", "rsud", "1"):
            assert any(topics.matches(pattern, topic) for pattern in said | among_themselves)
        for topic in topics.may_receive(kind, "rsud", "1"):
            assert not any(topics.matches(pattern, topic) for pattern in said)


@pytest.mark.parametrize("kind", topics.KINDS)
def test_what_a_thing_publishes_and_receives_has_a_schema(kind):
    published = topics.may_publish(kind, f"{kind}-rsud-1", "rsud", "1")

    assert all(topics.message_of(topic) for topic in published + topics.may_receive(kind, "rsud", "1"))


def test_a_filter_fits_one_level_for_each_plus():
    assert topics.matches("antrean/+/board", "antrean/rsud/board")
    assert not topics.matches("antrean/+/board", "antrean/rsud/services/igd/board")
    assert not topics.matches("antrean/+/board", "antrean/rsud/line")


def test_a_topic_tells_its_office_and_place_and_a_thing_its_kind():
    assert topics.office_of("antrean/rsud-igd/counters/3/press") == "rsud-igd"
    assert topics.place_of("antrean/rsud-igd/counters/3/press") == "3"
    assert topics.thing_name("button", "rsud-igd", "3") == "button-rsud-igd-3"
    assert topics.kind_of("button-rsud-igd-3") == "button"

"""Who may come to an office's own broker: its devices, each with the hash that it says, until it is shut out."""

import pytest

from chalicelib.fleet import on_health
from chalicelib.fleet.before_claim import may_claim
from chalicelib.fleet.claim_device import claim_device
from chalicelib.fleet.revoke_device import revoke_device
from chalicelib.store import leases, things
from chalicelib.store.leases import Lease
from devices.office_password import hash_of
from schemas.guests import fingerprint
from tests.factories import HOME, NINE, an_office, moment
from tests.functions.deployed import published

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
TEMPLATE = "arn:aws:iot:ap-southeast-1:123456789012:provisioningtemplate/antrean-device"
KIOSK, BUTTON = "kiosk-rsud-1", "button-rsud-1"


def says(thing: str, guest: str) -> dict[str, str]:
    """A device says its hash; what the hub knows of all devices then."""
    health = {"v": 1, "thing": thing, "status": "online", "guest": guest, "received": NINE * 1000}
    on_health.note_health(health)
    return known()


def known() -> dict[str, str]:
    said = published("antrean/rsud/hub/guests")
    return {one["thing"]: one["hash"] for one in said[-1][1]["guests"]} if said else {}


def test_a_hub_is_told_of_each_device_once_and_of_no_hash_that_is_none() -> None:
    kiosk, button = hash_of("kiosk's"), hash_of("button's")

    assert says("hub-rsud-1", kiosk) == {}
    assert says(KIOSK, "nonsense") == {}
    assert says(KIOSK, kiosk) == {KIOSK: kiosk}
    assert says(KIOSK, kiosk) == {KIOSK: kiosk}
    assert says(BUTTON, button) == {KIOSK: kiosk, BUTTON: button}
    assert len(published("antrean/rsud/hub/guests")) == 2


def hub_knows(guests: list[dict[str, str]]) -> int:
    """The hub's heartbeat says whom it lets in; how often it was told of its guests by then."""
    health = {"v": 1, "thing": "hub-rsud-1", "status": "online", "received": NINE * 1000}
    on_health.note_health(health | {"guests": fingerprint(guests)})
    return len(published("antrean/rsud/hub/guests"))


def test_a_hub_that_knows_others_is_told_anew_until_it_knows_these() -> None:
    says(KIOSK, hash_of("kiosk's"))
    says(BUTTON, hash_of("button's"))
    both = [{"thing": thing, "hash": hash} for thing, hash in known().items()]

    assert hub_knows(both) == 2
    assert hub_knows(both[::-1]) == 2
    assert hub_knows(both[:1]) == 3
    assert known() == {one["thing"]: one["hash"] for one in both}


def test_of_two_that_tell_at_once_the_last_word_has_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kiosk's turn reads the devices, then the button's turn reads and tells, and only then tells the kiosk's."""
    read, others = things.of_office, [lambda: says(BUTTON, hash_of("button's"))]

    def of_office(region: str, office: str) -> list[dict[str, object]]:
        found = read(region, office)
        while others:
            others.pop()()
        return found

    monkeypatch.setattr(things, "of_office", of_office)

    assert list(says(KIOSK, hash_of("kiosk's"))) == [BUTTON, KIOSK]


def test_a_device_that_was_shut_out_is_no_guest() -> None:
    things.note(HOME, "rsud", KIOSK, {"revoked": NINE})

    assert says(KIOSK, hash_of("kiosk's")) == {}


def test_a_hub_hears_at_once_that_a_device_is_shut_out(ended: list[str]) -> None:
    says(KIOSK, hash_of("kiosk's"))
    says(BUTTON, hash_of("button's"))

    revoke_device(an_office(), KIOSK, NOW)

    assert list(known()) == [BUTTON]


def test_a_hub_that_is_shut_out_is_asked_no_more_and_the_cloud_calls_again(ended: list[str]) -> None:
    leases.renew(HOME, "rsud", Lease("hub-rsud-1", "follower", NINE - 31))

    revoke_device(an_office(), "hub-rsud-1", NOW)

    [(_, said)] = published("antrean/rsud/hub/there")
    assert said["gone"] is True
    assert ended == ["hub-rsud-1"]
    after_it_may_have_heard = NINE - 31 + leases.SETTLES
    lease = leases.read(HOME, "rsud")
    assert lease is not None
    assert not lease.calls_here(after_it_may_have_heard - 1)
    assert lease.calls_here(after_it_may_have_heard)


def test_a_device_in_anothers_stead_does_not_let_that_one_in_again(ended: list[str]) -> None:
    says(KIOSK, hash_of("the old one's"))
    revoke_device(an_office(), KIOSK, NOW)
    code, _ = claim_device(an_office(), KIOSK, "admin", "k1", NOW)
    assert may_claim(KIOSK, code, TEMPLATE, NOW)["allowProvisioning"]

    assert list(says(BUTTON, hash_of("button's"))) == [BUTTON]
    assert says(KIOSK, hash_of("its own"))[KIOSK] == hash_of("its own")

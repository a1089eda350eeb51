"""An office's document as a value: what it leaves out has the default that docs/booking.md names."""

import schemas
from chalicelib.queueing.booking_rules import Draw, Quota, Quotas, Room
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.opening import Hours, Season
from tests.factories import HOME, an_office


def test_a_document_that_says_nothing_of_booking_has_the_defaults():
    office = an_office()

    assert (office.seasons, office.closures, office.quota) == ((), (), Quotas())
    assert (office.hold_minutes, office.overbooking, office.reschedules, office.opens) == (5, 0, 3, 0)
    assert (office.room, office.draw) == (None, None)
    assert (office.early_minutes, office.late_minutes) == (120, 60)


def test_a_service_that_says_nothing_takes_one_slot_and_is_its_own_kind():
    service = an_office().service("umum")

    assert (service.slots, service.kind, service.capacity) == (1, "umum", ((0, 4),))
    assert an_office().service("gigi").capacity == ()


def test_all_that_a_document_says_of_booking_is_read():
    office = office_from(schemas.request("office")["examples"][1], HOME)

    assert office.seasons == (
        Season("2027-02-08", "2027-03-09", {"id": "Ramadan", "en": "Ramadan"}, {0: Hours(480, 840)}),
    )
    assert office.quota == Quotas(walk_in=Quota(20, 1440), partner=Quota(10, 2880))
    assert (office.hold_minutes, office.overbooking, office.reschedules, office.opens) == (5, 10, 3, 480)
    assert (office.room, office.draw) == (Room(5, 30), Draw(("poli-umum",), 10))
    assert (office.early_minutes, office.late_minutes) == (120, 60)
    assert office.service("poli-umum").capacity == ((480, 5), (780, 3))
    assert office.service("poli-umum").slots == 2

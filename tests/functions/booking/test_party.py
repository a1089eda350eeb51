"""Who comes: oneself, another, a family; each has a place, and where a NIK is asked for, one booking."""

import pytest

from chalicelib.store import table
from tests.factories import HOME
from tests.functions.api import ask, load, open_always

from .asking import NIKS, free, left, reserve
from .places import accounts_for

FAMILY = [{"name": "Budi", "nik": NIKS[1]}, {"nik": NIKS[2]}]


@pytest.fixture(autouse=True)
def _an_office_that_asks_for_a_nik(aws: None) -> None:
    doc = open_always()
    doc["services"][0]["nik"] = "required"
    load(doc)


def visit(nik: str = NIKS[0], **body) -> dict:
    return {"visitor": {"name": "Siti Aminah", "nik": nik}, **body}


def test_a_family_books_in_one_go_and_each_has_a_place():
    slot = free()[0]["id"]

    said = reserve(slot, **visit(members=FAMILY))

    assert said.status == 201
    assert (said.body["party"], said.body["for"]) == (3, "self")
    assert said.body["members"] == [{"name": "B***", "nik": "************9999"}, {"nik": "************9999"}]
    assert left(slot) == 1
    ask("DELETE", f"/bookings/{said.body['code']}")
    assert accounts_for(HOME, "rsud", "umum", slot) == {"who": 0, "held": 0, "back": 3, "left": 1}


def test_who_represents_another_says_so():
    assert reserve(free()[0]["id"], **visit(**{"for": "other"})).body["for"] == "other"


def test_everybody_of_a_family_has_one_booking():
    first, second = free()[:2]
    made = reserve(first["id"], **visit(members=FAMILY))

    again = [reserve(second["id"], **visit(nik)) for nik in (NIKS[0], NIKS[1], NIKS[2], NIKS[3])]

    assert [one.status for one in again] == [409, 409, 409, 201]
    assert {one.kind for one in again[:3]} == {"already-booked"}
    assert made.body["code"] not in str([one.text for one in again[:3]])


def test_a_family_of_which_one_has_a_booking_gets_none_and_stands_in_nobodys_way():
    first, second = free()[:2]
    reserve(first["id"], **visit(NIKS[2]))

    refused = reserve(second["id"], **visit(members=FAMILY))

    assert refused.kind == "already-booked"
    assert [reserve(second["id"], **visit(nik)).status for nik in NIKS[:2]] == [201, 201]
    assert left(second["id"]) == 2


def test_a_family_that_cancels_may_book_again():
    first, second = free()[:2]
    code = reserve(first["id"], **visit(members=FAMILY)).body["code"]
    ask("DELETE", f"/bookings/{code}")

    assert reserve(second["id"], **visit(NIKS[1], members=[{"nik": NIKS[0]}])).status == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"members": {}}, "members"),
        ({"members": [{}] * 5}, "members"),
        ({"members": ["Budi"]}, "members.0"),
        ({"members": [{"nik": NIKS[1], "phone": "08123456789"}]}, "members.0.phone"),
        ({"members": [{"nik": NIKS[1]}, {"nik": "3171010101000000"}]}, "members.1.nik"),
        ({"members": [{"name": "Budi"}]}, "members.0.nik"),
        ({"members": [{"nik": NIKS[1]}, {"nik": NIKS[1]}]}, "members.1.nik"),
        ({"members": [{"nik": NIKS[0]}]}, "members.0.nik"),
        ({"members": [{"nik": NIKS[1]}], "party": 3}, "party"),
        ({"party": 2}, "members"),
        ({"for": "me"}, "for"),
    ],
)  # fmt: skip
def test_a_field_at_fault_is_named(body, field):
    said = reserve(free()[0]["id"], **visit(**body))

    assert (said.status, said.body["field"]) == (422, field)


def test_of_a_family_only_what_is_masked_can_be_read_and_no_nik_is_kept():
    slot = free()[0]["id"]
    code = reserve(slot, **visit(members=FAMILY)).body["code"]

    kept = str(table.visitors(HOME).query(f"booking#{code}")) + str(
        table.lines(HOME).get(f"slot#rsud#umum#{slot}", "slot")
    )
    read = ask("GET", f"/bookings/{code}").text

    assert not any(nik in kept + read for nik in NIKS)
    assert "Budi" not in read

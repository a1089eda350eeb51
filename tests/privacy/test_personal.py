"""Whatever way somebody's data is written, it is found; what only looks like it is not."""

import base64
import hashlib
import json

import pytest

from chalicelib import codes
from tests.factories import HOME
from tests.personal import Personal, Register

ALL = Personal(("Qomariyah Wulan",), ("+6281298765432",), ("3171014507889123",), ("7Q2M4XK9T0ZB6HVN",))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("+6281298765432", "phone"),
        ("6281298765432", "phone"),
        ("081298765432", "phone"),
        ("0812 9876 5432", "phone"),
        ("0812-9876-5432 and more", "phone"),
        ("tel:+62.812.9876.5432", "phone"),
        ("phone=%2B62812+9876+5432", "phone"),
        ('{"seen": 81298765432}', "phone"),
        (base64.b64encode(b"081298765432").decode(), "phone"),
        (hashlib.sha256(b"+6281298765432").hexdigest(), "hash of phone"),
        (hashlib.sha256(b"+6281298765432").hexdigest()[:32], "hash of phone"),
        (hashlib.md5(b"081298765432").hexdigest(), "hash of phone"),
        ("3171014507889123", "nik"),
        ("3171 0145 0788 9123", "nik"),
        (hashlib.sha256(b"3171014507889123").hexdigest(), "hash of nik"),
        ("Ibu QOMARIYAH", "name"),
        ("q***, wulan", "name"),
        ("/bookings/7Q2M4XK9T0ZB6HVN", "code"),
        ("7q2m-4xk9-t0zb-6hvn", "code"),
        ("7Q2M 4XK9 T0ZB 6HVN", "code"),
    ],
)
def test_it_is_found_however_it_is_written(text, kind):
    assert [
        one.partition(" ")[0] if not kind.startswith("hash") else one[: len(kind)] for one in ALL.found(text)
    ] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-02T09:00:00.000Z",
        "+6281****432 ************9123 Q*** W***",
        "081298765431",
        "GET /bookings/{code}",
        json.dumps({"epoch": 1772418000, "seq": 12345678}),
    ],
)
def test_what_only_looks_like_it_is_not(text):
    assert ALL.found(text) == []


@pytest.mark.usefixtures("aws")
def test_a_keyed_hash_gives_nothing_away():
    hashed = [
        codes.identity(HOME, "phone", ALL.phones[0]),
        codes.identity(HOME, "nik", ALL.niks[0]),
        codes.body_hash(json.dumps({"phone": ALL.phones[0]})),
        codes.id_of(ALL.codes[0]),
    ]

    assert ALL.found(" ".join(hashed)) == []


def test_what_is_told_and_given_is_noted_at_any_depth():
    register = Register()
    register.read({"visitor": {"name": "Qomariyah", "phone": "0812 9876 5432", "nik": "3171014507889123"}})
    register.read({"members": [{"nik": "3171010101009999"}], "code": "7Q2M4XK9T0ZB6HVN", "name": "RSUD"})
    register.read({"visitor": {"name": "Q***", "phone": "+6281****432"}, "code": "123456"})

    assert register.personal == Personal(
        ("Qomariyah",), ("+6281298765432",), ("3171014507889123", "3171010101009999"), ("7Q2M4XK9T0ZB6HVN",)
    )

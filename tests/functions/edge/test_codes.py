"""Codes and ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib import codes
from chalicelib.codes import (
    ALPHABET,
    address,
    body_hash,
    code,
    crockford,
    id_of,
    identity,
    lobby_code,
    read_code,
    rid_of,
)
from chalicelib.session import client
from tests.factories import HOME


@given(st.binary(min_size=10, max_size=10))
def test_ten_bytes_make_sixteen_characters_that_can_be_read_aloud(content):
    written = crockford(content)

    assert len(written) == 16
    assert set(written) <= set(ALPHABET)
    assert not set("ILOU") & set(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7Q2M4XK9T0ZB6HVN", "7Q2M4XK9T0ZB6HVN"),
        ("7q2m-4xk9-t0zb-6hvn", "7Q2M4XK9T0ZB6HVN"),
        ("7Q2M4XK9TOZB6HVN", "7Q2M4XK9T0ZB6HVN"),
        ("1Q2M4XK9T0ZB6HVL", "1Q2M4XK9T0ZB6HV1"),
        ("7Q2M4XK9T0ZB6HV", None),
        ("7Q2M4XK9T0ZB6HVU", None),
        ("", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_code_is_read_as_people_write_it(written, meant):
    assert read_code(written) == meant


@pytest.mark.usefixtures("aws")
def test_a_code_is_the_same_for_the_same_request_and_no_other():
    first = code(HOME, "ticket", "rsud", "", "k1")

    assert code(HOME, "ticket", "rsud", "", "k1") == first
    assert first not in (
        code(HOME, "ticket", "rsud", "", "k2"), code(HOME, "ticket", "igd", "", "k1"),
        code(HOME, "booking", "rsud", "", "k1"), code("ap-southeast-5", "ticket", "rsud", "", "k1"),
    )  # fmt: skip
    assert id_of(first) != first
    assert len(rid_of(first)) == 16


@pytest.mark.usefixtures("aws")
def test_the_lobby_code_has_six_digits_and_changes():
    shown = [lobby_code(HOME, "rsud", window) for window in range(50)]

    assert all(len(one) == 6 and one.isdigit() for one in shown)
    assert len(set(shown)) > 45


@pytest.mark.usefixtures("aws")
def test_an_identity_is_no_plain_hash():
    assert identity(HOME, "nik", "3204110609979999") != identity("ap-southeast-5", "nik", "3204110609979999")


@pytest.mark.usefixtures("aws")
def test_what_was_asked_cannot_be_tried_without_the_secret():
    """Ten thousand million NIKs are soon tried on a plain hash."""
    asked = '{"visitor": {"nik": "3204110609979999"}}'
    before = body_hash(asked)
    assert before == body_hash(asked) != body_hash("{}")

    client("secretsmanager", HOME).put_secret_value(SecretId="antrean/secret", SecretString="another")
    codes.secret.cache_clear()

    assert body_hash(asked) != before


@pytest.mark.usefixtures("aws")
def test_an_address_is_another_one_tomorrow():
    today, tomorrow = (address(HOME, day, "198.51.100.7") for day in ("2026-03-02", "2026-03-03"))

    assert today == address(HOME, "2026-03-02", "198.51.100.7")
    assert len({today, tomorrow, address(HOME, "2026-03-02", "198.51.100.8")}) == 3
    assert len(today) == 12
    assert address(HOME, "2026-03-02", "") == ""

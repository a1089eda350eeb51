"""What a printer's bytes mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.kiosk.status import Status, decode

FINE = b"\x12"


@pytest.mark.parametrize(
    ("printer", "offline", "paper", "expected"),
    [
        (b"\x12", b"\x12", b"\x12", Status.OK),
        (b"\x16", b"\x12", b"\x12", Status.OK),
        (b"\x12", b"\x12", b"\x1e", Status.LOW),
        (b"\x12", b"\x12", b"\x72", Status.OUT),
        (b"\x1a", b"\x32", b"\x7e", Status.OUT),
        (b"\x1a", b"\x16", b"\x12", Status.COVER),
        (b"\x1a", b"\x52", b"\x12", Status.OFFLINE),
        (b"\x1a", b"\x12", b"\x12", Status.OFFLINE),
        (b"", b"", b"", Status.UNKNOWN),
        (b"\x12", b"\x12", b"", Status.UNKNOWN),
        (b"", b"\x12", b"\x12", Status.UNKNOWN),
        (b"\xff", b"\x12", b"\x12", Status.UNKNOWN),
        (b"\x12\x12", b"\x12", b"\x12", Status.UNKNOWN),
        (b"", b"", b"\x72", Status.OUT),
    ],
)
def test_the_bits_say_what_is_the_matter(
    printer: bytes, offline: bytes, paper: bytes, expected: Status
) -> None:
    assert decode(printer, offline, paper) is expected


@given(st.tuples(st.binary(max_size=2), st.binary(max_size=2), st.binary(max_size=2)))
def test_without_three_proper_answers_it_never_prints(answers: tuple[bytes, bytes, bytes]) -> None:
    proper = all(len(answer) == 1 and answer[0] & 0x93 == 0x12 for answer in answers)

    assert proper or not decode(*answers).prints

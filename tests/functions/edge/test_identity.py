"""Phones and NIKs, with the vectors of facts: indonesia.md, sections 3 and 6."""

from datetime import date

import pytest

from chalicelib.identity import e164, is_nik

TODAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("081234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("+6281234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812.3456.7890", "+6281234567890"),
        ("62812345678", "+62812345678"),
        ("0811234567", "+62811234567"),
        ("0895123456789", "+62895123456789"),
        ("021-5551234", None),
        ("+14155550100", None),
        ("+6221555123456", None),
        ("08123", None),
        ("08123456789012", None),
        ("", None),
        ("٠٨١٢٣٤٥٦٧٨٩٠", None),
        ("0812 3456 789x", None),
    ],
)
def test_a_phone_is_kept_in_one_spelling(written, kept):
    assert e164(written) == kept


@pytest.mark.parametrize(
    "nik",
    [
        "3204110609979999", "3273016508909999", "3171010101009999", "3171012902009999", "3171010101279999",
        "3171014101019999", "3171017101009999",
    ],
)  # fmt: skip
def test_a_nik_with_area_birth_and_serial_is_one(nik):
    assert is_nik(nik, TODAY)


@pytest.mark.parametrize(
    "nik",
    [
        "3171012902019999", "3171013102909999", "3171017201009999", "3171014001009999", "3171010101000000",
        "0000000000000000", "1001010101000001", "9701010101000001", "3100010101000001", "3171000101000001",
        "317101010190000", "3212345678987654", "", "٣١٧١٠١٠١٠١٠٠٩٩٩٩",
    ],
)  # fmt: skip
def test_what_cannot_be_a_nik_is_none(nik):
    assert not is_nik(nik, TODAY)

"""Codes of devices, on either engine: used once however many try, and spoilt by who guesses."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.store import claims
from chalicelib.store.claims import LATE, USED, WRONG, Claim
from tests.factories import HOME, NINE

KIOSK = "kiosk-rsud-1"


def a_claim(hashed: str = "h") -> Claim:
    return Claim(KIOSK, hashed, NINE + 60)


@pytest.mark.usefixtures("engine")
def test_why_a_code_is_not_taken_is_told_to_who_gave_it_out() -> None:
    claims.offer(HOME, "rsud", a_claim())

    assert claims.use(HOME, "rsud", KIOSK, "x", NINE) == WRONG
    assert claims.use(HOME, "rsud", KIOSK, "h", NINE + 60) == LATE
    assert claims.use(HOME, "rsud", KIOSK, "h", NINE) == ""
    assert claims.use(HOME, "rsud", KIOSK, "h", NINE) == USED
    assert claims.use(HOME, "rsud", "kiosk-rsud-2", "h", NINE) == WRONG
    [kept] = claims.of_office(HOME, "rsud")
    assert (kept.used, kept.refused) == (NINE, USED)


@pytest.mark.usefixtures("engine")
def test_who_guesses_ten_times_spoils_the_code() -> None:
    claims.offer(HOME, "rsud", a_claim())
    for n in range(claims.TRIES):
        claims.use(HOME, "rsud", KIOSK, f"guess {n}", NINE)

    assert claims.use(HOME, "rsud", KIOSK, "h", NINE) == WRONG


@pytest.mark.engine
@pytest.mark.usefixtures("dynamodb")
def test_of_many_who_use_a_code_at_once_one_is_let_in() -> None:
    claims.offer(HOME, "rsud", a_claim())
    with ThreadPoolExecutor(8) as crowd:
        said = list(crowd.map(lambda _: claims.use(HOME, "rsud", KIOSK, "h", NINE), range(8)))

    assert sorted(said) == ["", *[USED] * 7]

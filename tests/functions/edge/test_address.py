"""Whose word counts for where a request comes from."""

from typing import Any

import pytest

from chalicelib.address import address_of
from chalicelib.settings import settings

EDGE = "203.0.113.1"


class Came:
    """A request as far as an address can be seen in it."""

    def __init__(self, said: str = EDGE, **headers: str) -> None:
        self.context: dict[str, Any] = {"identity": {"sourceIp": said}}
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(autouse=True)
def behind_cloudfront(nothing_kept, monkeypatch):
    monkeypatch.setenv("ANTREAN_FRONT_KEY", "8c1f0a9b")
    settings.cache_clear()


@pytest.mark.parametrize(
    ("request_", "address"),
    [
        (Came(), EDGE),
        (Came(x_antrean_front="8c1f0a9b", x_antrean_viewer="198.51.100.7"), "198.51.100.7"),
        # Past CloudFront anybody can write the header, and nobody knows the key.
        (Came(x_antrean_viewer="198.51.100.7"), EDGE),
        (Came(x_antrean_front="", x_antrean_viewer="198.51.100.7"), EDGE),
        (Came(x_antrean_front="guessed", x_antrean_viewer="198.51.100.7"), EDGE),
        (Came(x_forwarded_for="198.51.100.7"), EDGE),
        (Came(x_antrean_front="8c1f0a9b"), ""),
        # A subscriber chooses the last 64 bits.
        (Came("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::/64"),
        (Came("2001:db8:1:2:bbbb::1"), "2001:db8:1:2::/64"),
        (Came("nonsense:"), ""),
        (Came("x" * 99), "x" * 40),
        (Came(""), ""),
    ],
)
def test_only_cloudfront_says_who_stands_behind_it(request_, address):
    assert address_of(request_) == address


def test_without_a_key_the_gateways_word_counts(monkeypatch):
    monkeypatch.delenv("ANTREAN_FRONT_KEY")
    settings.cache_clear()

    assert address_of(Came(x_antrean_front="", x_antrean_viewer="198.51.100.7")) == EDGE


def test_a_request_without_a_gateway_has_no_address():
    came = Came()
    came.context = {}

    assert address_of(came) == ""

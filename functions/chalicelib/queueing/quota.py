"""How a slot's places are shared among the web, the office itself and partners, and when a share is given up."""

from dataclasses import dataclass
from fractions import Fraction

from .booking_rules import Quotas
from .office import Office


@dataclass(frozen=True)
class Plan:
    """A slot's places by quota; as a text `web/walk_in/partner`."""

    web: int
    walk_in: int = 0
    partner: int = 0

    def __str__(self) -> str:
        return f"{self.web}/{self.walk_in}/{self.partner}"

    @property
    def whole(self) -> int:
        """All places of the slot."""
        return self.web + self.walk_in + self.partner


def plan_of(quotas: Quotas, capacity: int) -> Plan:
    """The plan of so many places: each share is rounded down, and what remains is the web's."""
    walk_in, partner = (
        capacity * one.percent // 100 if one else 0 for one in (quotas.walk_in, quotas.partner)
    )
    return Plan(capacity - walk_in - partner, walk_in, partner)


def freed(office: Office, start: int, now: int) -> frozenset[str]:
    """The quotas whose unused places are everybody's by now; `start` is the slot's, both in epoch seconds."""
    quotas = {"walk_in": office.quota.walk_in, "partner": office.quota.partner}
    return frozenset(name for name, one in quotas.items() if one and now >= start - one.release_minutes * 60)


def overbooked(capacity: int, rate: float, most_percent: int) -> int:
    """How many places more than its capacity a slot may give, when `rate` of those who book do not come.

    With so many more, as many are expected as there are places: extra = capacity · rate ÷ (1 − rate), rounded down,
    and never more than `most_percent` of the capacity.
    """
    most = capacity * most_percent // 100
    absent = Fraction(min(max(rate, 0.0), 1.0)).limit_denominator(10_000)
    return most if absent == 1 else min(most, int(capacity * absent / (1 - absent)))

"""The same beginnings as the journeys'."""

from tests.journeys.conftest import manager, office, one_day, public, staff, told, zone

__all__ = ["manager", "office", "one_day", "public", "staff", "told", "zone"]

"""The same beginnings as the journeys'."""

from tests.journeys.conftest import manager, office, public, staff, told

__all__ = ["manager", "office", "public", "staff", "told"]

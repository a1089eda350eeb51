"""The visitors of a test: who is still in the line at its end leaves it."""

from collections.abc import Callable
from typing import Any

from tests.journeys.doors import Api

HERE = {"position": {"distance": 30, "accuracy": 20}}


class People:
    """Takes numbers and books for a test, and takes back what is left of it."""

    def __init__(self, public: Api, office: str) -> None:
        self.public, self.office = public, office
        self._left: list[Callable[[], object]] = []

    def from_home(self, service: str, **more: Any) -> dict[str, Any]:
        """A number from home."""
        return self._ticket({"service": service, **more})

    def at_office(self, service: str, **more: Any) -> dict[str, Any]:
        """A number of who is there already: taken, and checked in at once."""
        return self.comes("tickets", self.from_home(service, **more)["code"])

    def booked(self, service: str, slot: str, **more: Any) -> dict[str, Any]:
        """A booking."""
        body = {"service": service, "slot": slot, **more}
        booking: dict[str, Any] = self.public.post(f"/offices/{self.office}/bookings", body).expect(201)
        self.cancels_at_end(booking["code"])
        return booking

    def comes(self, kind: str, code: str, proof: dict[str, Any] | None = None) -> dict[str, Any]:
        """Check in a booking or a ticket, near the office unless another proof is given."""
        path = f"/{kind}/{code}/check-in"
        ticket: dict[str, Any] = self.public.post(path, proof or HERE).expect(200)
        self.leaves_at_end(ticket["code"])
        return ticket

    def ticket(self, code: str) -> dict[str, Any]:
        """A ticket as it is now."""
        read: dict[str, Any] = self.public.get(f"/tickets/{code}").expect(200)
        return read

    def leaves_at_end(self, code: str) -> None:
        """This ticket is withdrawn at the test's end, if it still can be."""
        self._left.append(lambda: self.public.delete(f"/tickets/{code}"))

    def cancels_at_end(self, code: str) -> None:
        """This booking is cancelled at the test's end, if it still can be."""
        self._left.append(lambda: self.public.delete(f"/bookings/{code}"))

    def leave(self) -> None:
        """All that is left is taken back."""
        while self._left:
            self._left.pop()()

    def _ticket(self, body: dict[str, Any]) -> dict[str, Any]:
        ticket: dict[str, Any] = self.public.post(f"/offices/{self.office}/tickets", body).expect(201)
        self.leaves_at_end(ticket["code"])
        return ticket

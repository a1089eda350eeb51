"""The visitors of the demo, each through the own door."""

import time
from dataclasses import dataclass, field
from threading import Lock

from infra.demo.doors import Api, at_kiosk
from infra.demo.plan import BOOKING, HOME, KIOSK, Coming

NEAR = {"position": {"distance": 30, "accuracy": 10}}


@dataclass
class Visitor:
    """One visitor with what Antrean gave: the code and the number."""

    coming: Coming
    code: str = ""
    number: str = ""
    refused: str = ""


@dataclass
class People:
    """All visitors of the day by their number; counters ask here who stands before them."""

    api: Api
    office: str
    kiosk: str
    phone: str
    by_number: dict[str, Visitor] = field(default_factory=dict)
    done: list[Visitor] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def comes(self, coming: Coming) -> Visitor:
        """Take a number by the visitor's door, check in, perhaps leave; returns what came of it."""
        one = Visitor(coming)
        {KIOSK: self._at_kiosk, HOME: self._from_home, BOOKING: self._with_booking}[coming.door](one)
        with self.lock:
            self.done.append(one)
            if one.number:
                self.by_number[one.number] = one
        if coming.withdraws and one.code:
            self.api.ask("DELETE", f"/tickets/{one.code}")
        return one

    def answers(self, one: Visitor) -> None:
        """Answer the survey, if this visitor does."""
        if not (one.code and one.coming.satisfaction):
            return
        for _ in range(5):
            status, _ = self.api.ask(
                "POST", f"/tickets/{one.code}/survey", {"satisfaction": one.coming.satisfaction}
            )
            if status != 409:
                return
            time.sleep(0.5)

    def _at_kiosk(self, one: Visitor) -> None:
        wish = {"service": one.coming.service, "language": "id"}
        if one.coming.priority:
            wish["priority"] = one.coming.priority
        _, said = at_kiosk(self.kiosk, wish)
        one.code, one.number = said.get("code") or "", said.get("number") or ""
        one.refused = said.get("refused", {}).get("type", "") or ("" if one.number else "no slip")

    def _from_home(self, one: Visitor) -> None:
        body = {"service": one.coming.service, "language": "id"}
        self._keep(one, *self.api.ask("POST", f"/offices/{self.office}/tickets", body))
        if one.code:
            self.api.ask("POST", f"/tickets/{one.code}/check-in", NEAR)

    def _with_booking(self, one: Visitor) -> None:
        slot = self._slot(one.coming.service)
        visitor = {"name": "Pengunjung Demo"} | (
            {"phone": self.phone} if one.coming.satisfaction == 3 else {}
        )
        body = {"service": one.coming.service, "slot": slot, "visitor": visitor}
        status, said = self.api.ask("POST", f"/offices/{self.office}/bookings", body)
        if status != 201:
            return self._keep(one, status, said)
        return self._keep(one, *self.api.ask("POST", f"/bookings/{said['code']}/check-in", NEAR))

    def _slot(self, service: str) -> str:
        _, said = self.api.ask(
            "GET", f"/offices/{self.office}/services/{service}/slots?date={today(self.api, self.office)}"
        )
        free = [slot["id"] for slot in said.get("slots", ()) if slot["left"] > 0]
        return str(free[0]) if free else ""

    def _keep(self, one: Visitor, status: int, said: dict[str, str]) -> None:
        if status in (200, 201):
            one.code, one.number = said["code"], said["number"]
        else:
            one.refused = str(said.get("type", status)).rsplit("/", 1)[-1]


def today(api: Api, office: str) -> str:
    """The office's own date, as its board says."""
    return str(api.ask("GET", f"/offices/{office}/board")[1]["day"])

"""Every page that a visitor may come to, each with something on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.days import free_slot, today
from tests.journeys.doors import Api
from tests.journeys.people import People

PAGES = {
    "offices": "",
    "code": "#/find",
    "lobby": "#/lobby/123456",
    "office": "#/o/{office}",
    "office-of-holidays": "#/o/imigrasi-bandar-lampung",
    "service": "#/o/{office}/rawat-inap",
    "documents": "#/o/imigrasi-bandar-lampung/paspor/book/bring",
    "for-whom": "#/o/{office}/igd/book/who",
    "slots": "#/o/{office}/igd/book",
    "form": "#/o/{office}/igd/book/{slot}",
    "review": "#/o/{office}/igd/book/{slot}/review",
    "waitlist": "#/o/{office}/igd/wait",
    "waiting-room": "#/o/imigrasi-lampung-tengah/penggantian-paspor/room/{day}",
    "draw": "#/o/imigrasi-lampung-tengah/paspor-baru/draw/{day}",
    "booking": "#/b/{booking}",
    "move": "#/b/{booking}/move",
    "move-certain": "#/b/{booking}/move/{slot}",
    "cancelled": "#/b/{cancelled}",
    "ticket": "#/t/{ticket}",
    "ticket-absent": "#/t/{absent}",
    "ticket-left": "#/t/{left}",
    "unknown": "#/t/0000000000000000",
}
"""Their addresses behind the site's, by their names."""


@dataclass
class Visits:
    """One visitor of an office, who has a ticket and a booking of each kind as soon as a page needs them."""

    site: str
    public: Api
    office: str
    had: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.people = People(self.public, self.office)

    def url(self, page: str) -> str:
        """The address of a page."""
        return self.site + PAGES[page].format_map(_Asked(self._one))

    def _one(self, name: str) -> str:
        """A code or a slot, made when it is first asked for."""
        if name == "office":
            return self.office
        if name not in self.had:
            self.had[name] = str(getattr(self, f"_{name}")())
        return self.had[name]

    def _slot(self) -> str:
        return str(free_slot(self.public, self.office, "igd")["id"]).replace(":", "%3A")

    def _day(self) -> str:
        return str(today(self.public, "imigrasi-lampung-tengah") + timedelta(31))

    def _booking(self) -> str:
        slot = free_slot(self.public, self.office, "igd")["id"]
        return str(self.people.booked("igd", slot, visitor={"name": "Siti Rahma"})["code"])

    def _cancelled(self) -> str:
        code = str(self.people.booked("igd", free_slot(self.public, self.office, "igd")["id"])["code"])
        self.public.delete(f"/bookings/{code}").expect(204)
        return code

    def _ticket(self) -> str:
        return str(self.people.at_office("rawat-inap")["code"])

    def _absent(self) -> str:
        return str(self.people.from_home("rawat-inap")["code"])

    def _left(self) -> str:
        code = self._absent()
        self.public.delete(f"/tickets/{code}").expect(204)
        return code


class _Asked(dict[str, str]):
    """Values of a template that are made when they are asked for."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, name: str) -> str:
        return self.make(name)


def complete(page: Page) -> None:
    """Wait until a page has its heading and is not loading any more."""
    expect(page.locator("main h1").first).to_be_attached()
    expect(page.locator(".blank")).to_have_count(0)

"""Plays a small office's day through the real handlers: booked, held, moved, taken, called, served, closed, reported."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import codes, sms
from chalicelib.booking.tend_waitlist import tend
from chalicelib.drawing.hold_draws import hold_draws
from chalicelib.settings import settings
from chalicelib.store import learnt, offices, table
from schemas import topics
from tests.factories import HOME
from tests.functions.api import Said, ask, load

from .cloud import FRONT, Cloud
from .knocks import at_a_kiosk, knocks
from .offices import far_away, full, here, office, rushed
from .people import Visitor, visitor

NEAR = {"position": {"distance": 10, "accuracy": 20}}
BOOKINGS = "/offices/rsud/bookings"
STAFF, MANAGER, PARTNER = ["rsud:staff"], ["rsud:manager"], ["rsud:partner"]
ONE, TWO = "/offices/rsud/counters/1", "/offices/rsud/counters/2"


@dataclass(frozen=True)
class Told:
    """What the API answered, and to whom: about whose visit, or the groups of who has signed in."""

    method: str
    path: str
    said: Said
    to: Visitor | None = None
    groups: tuple[str, ...] = ()


class Play:
    """Plays the day; the parts are methods, in the order in which they happen."""

    def __init__(self, cloud: Cloud) -> None:
        self.cloud = cloud
        self.told: list[Told] = []
        self.visitors: list[Visitor] = []
        self.began = datetime.now(UTC)
        load(office(self.began), *self.others())

    def all(self) -> None:
        """The whole day."""
        self.who_books()
        self.who_rushes()
        self.who_waits()
        self.who_stays_at_home()
        self.who_stands_there()
        self.counters()
        self.who_leaves()
        self.tomorrow_elsewhere()
        self.closed()
        self.devices()
        self.whoever_knocks()
        self.bugs()
        self.the_end()

    def who_books(self) -> None:
        """One alone, one for a family, one who moves and erases, one who cancels; a partner and the office book too."""
        slots = self.slots()
        alone, family, mover, leaver = (self.come() for _ in range(4))
        self.book(alone, slots[0])
        held = self.ask(
            "POST", "/offices/rsud/holds", {"service": "umum", "slot": slots[0], "party": 3}, to=family
        )
        more = [{"name": one.name, "nik": one.nik} for one in (self.come(), self.come())]
        self.book(family, slots[0], members=more, hold=held.body["hold"])
        held = self.ask("POST", "/offices/rsud/holds", {"service": "umum", "slot": slots[1]}, to=mover)
        self.ask("DELETE", f"/offices/rsud/holds/{held.body['hold']}", to=mover)
        moved, gone = self.book(mover, slots[0]), self.book(leaver, slots[1])
        for quota, groups in (("partner", PARTNER), ("walk-in", STAFF)):
            who = self.come()
            body = {"service": "umum", "slot": slots[1], "visitor": who.told}
            self.ask("POST", f"/offices/rsud/quotas/{quota}/bookings", body, groups=groups, to=who)
        self.cloud.settle()
        self.ask("PATCH", f"/bookings/{moved}", {"slot": slots[1]}, to=mover)
        self.ask("GET", f"/bookings/{moved}/calendar", to=mover)
        self.ask("DELETE", f"/bookings/{gone}", to=leaver)
        for code, who in ((moved, mover), (gone, leaver)):
            self.ask("GET", f"/bookings/{code}", to=who)
            self.ask("DELETE", f"/bookings/{code}/visitor", to=who)
        assert self.ask("POST", f"/bookings/{alone.codes[0]}/check-in", NEAR, to=alone).status == 200

    def who_rushes(self) -> None:
        """At an office with a draw and a waiting room: some enter, one withdraws, one waits in the room and books."""
        day = (
            self.began.astimezone(here(self.began)) + timedelta(days=offices.read("rebutan").slot_days)
        ).date()
        self.cloud.run("hold_draws", {})
        draw = f"/offices/rebutan/services/umum/draws/{day}"
        for _ in range(4):
            who, member = self.come(), self.come()
            body = {"visitor": who.told, "members": [{"name": member.name, "nik": member.nik}]}
            assert self.ask("POST", f"{draw}/entries", body, to=who).status == 201
        self.ask("DELETE", f"/bookings/{who.codes[0]}", to=who)
        hold_draws(offices.read("rebutan"), datetime.now(UTC) + timedelta(minutes=60))
        self.cloud.settle()
        for path in (draw, f"{draw}/list"):
            self.ask("GET", path)
        for one in self.visitors[-8::2]:
            self.ask("GET", f"/bookings/{one.codes[0]}", to=one)
        who = self.come()
        entry = self.ask("POST", "/offices/rebutan/room", {"service": "gigi", "day": str(day)}, to=who).body
        wait = datetime.fromisoformat(entry["admitted_at"]) - datetime.now(UTC)
        time.sleep(max(0.0, wait.total_seconds()) + 0.1)
        listed = self.ask("GET", f"/offices/rebutan/services/gigi/slots?date={day}").body["slots"]
        self.book(who, listed[0]["id"], "rebutan", service="gigi", **{"pass": entry["pass"]})
        self.cloud.settle()

    def who_waits(self) -> None:
        """Where the day's only place is taken, two wait; it comes back, and is offered, accepted and declined."""
        slot, today = self.slots("penuh")[0], self.today()
        has, first, second = (self.come() for _ in range(3))
        code = self.book(has, slot, "penuh")
        self.cloud.settle()
        for who in (first, second):
            body = {"service": "umum", "from": today, "to": today, "visitor": who.told}
            assert self.ask("POST", "/offices/penuh/waitlist", body, to=who).status == 201
        self.ask("DELETE", f"/bookings/{code}", to=has)
        self.cloud.settle()
        tend(offices.read("penuh"), datetime.now(UTC) + timedelta(minutes=31))
        self.cloud.settle()
        self.cloud.run("tend_waitlist", {})
        for who in (first, second):
            self.ask("GET", f"/bookings/{who.codes[0]}", to=who)
            self.ask("POST", f"/bookings/{who.codes[0]}/acceptance", {}, to=who)
        self.ask("DELETE", f"/bookings/{second.codes[0]}", to=second)
        self.cloud.settle()

    def who_stays_at_home(self) -> None:
        """Numbers from home: some check in by the lobby's code, one erases, one leaves."""
        lobby = codes.lobby_code(HOME, "rsud", int(datetime.now(UTC).timestamp()) // 60)
        for n, who in enumerate(self.come() for _ in range(8)):
            body = {"service": "umum", "phone": who.spoken, "priority": "disabled"}
            code = self.ask("POST", "/offices/rsud/tickets", body, to=who).body["code"]
            if n < 6:
                self.ask("POST", f"/tickets/{code}/check-in", {"lobby_code": lobby}, to=who)
            self.ask("GET", f"/tickets/{code}", to=who)
        self.cloud.settle()
        self.ask("DELETE", f"/tickets/{who.codes[0]}/visitor", to=who)
        self.ask("DELETE", f"/tickets/{self.visitors[-2].codes[0]}", to=self.visitors[-2])

    def who_stands_there(self) -> None:
        """At the kiosk two take a number and one shows a booking; staff check in another."""
        first, second = self.come(), self.come()
        booked, by_staff = (self.book(who, self.slots()[0]) for who in (first, second))
        self.kiosk("t1", service="umum")
        self.kiosk("t2", service="gigi", priority="pregnant")
        self.kiosk("t3", booking=booked)
        for topic, slip in self.published("mqtt antrean/rsud/kiosks/"):
            assert topic.endswith("/slip")
            (first if slip["id"] == "t3" else self.come()).codes.append(slip["code"])
        self.ask("POST", "/offices/rsud/check-ins", {"code": by_staff}, groups=STAFF, to=second)
        self.cloud.settle()

    def counters(self) -> None:
        """Two counters and a button: all verbs, and one called by code and out of order."""
        self.ask("PUT", f"{ONE}/state", {"state": "open", "services": ["umum"]}, groups=STAFF)
        self.ask("PUT", f"{TWO}/state", {"state": "open", "services": ["umum", "gigi"]}, groups=STAFF)
        self.work(
            ONE, ("calls", {}), ("recalls", {}), ("serving", {}), ("finish", {}), ("calls", {}), ("hold", {})
        )
        waiting = [one["number"] for one in self.line()["waiting"]]
        chosen = {"ticket": self.code_of(waiting[1]), "reason": "urgent"}
        self.work(
            TWO,
            ("calls", chosen),
            ("undo", {}),
            ("void", {"number": waiting[-1]}),
            ("calls", {}),
            ("no-show", {}),
        )
        self.work(TWO, ("calls", {}), ("transfer", {"service": "gigi"}))
        self.cloud.device("on_press", self.press(1, "single"), self.press(2, "double"), self.press(3, "long"))
        self.work(ONE, ("resume", {"number": self.line()["held"][0]["number"]}))
        self.cloud.settle(trailing=True)

    def who_leaves(self) -> None:
        """Each looks at their ticket and its entries, and says how it was, though not all were served."""
        said = {"satisfaction": 3, "elements": {"waktu": 4}}
        for who in self.visitors:
            for code in who.codes:
                if self.ask("GET", f"/tickets/{code}", to=who).status == 200:
                    self.ask("GET", f"/tickets/{code}/entries", to=who)
                    self.ask("POST", f"/tickets/{code}/survey", said, to=who)

    def tomorrow_elsewhere(self) -> None:
        """At an office where it is six in the evening, who is booked for tomorrow is reminded."""
        self.book(self.come(), self.slots("jauh", 1)[0], office="jauh")
        self.cloud.settle()
        self.cloud.run("send_reminders", {})
        self.cloud.settle()

    def closed(self) -> None:
        """A service is closed today and tomorrow: who is booked or waits is offered another slot; then it is open again."""
        who, waits, today = self.come(), self.come(), datetime.now(offices.read("jauh").zone).date()
        code = self.book(who, self.slots("jauh", 1)[1], office="jauh")
        number = self.ask(
            "POST", "/offices/jauh/tickets", {"service": "umum", "phone": waits.spoken}, to=waits
        ).body["code"]
        self.cloud.settle()
        days = {"from": str(today), "to": str(today + timedelta(days=1)), "serve_waiting": False}
        body, manager = {**days, "service": "umum", "why": "Listrik padam"}, ["jauh:manager"]
        closed = self.ask("POST", "/offices/jauh/closures", body, groups=manager).body
        offices.forget()
        self.cloud.run("tend_closures", {})
        self.cloud.settle()
        self.ask("GET", f"/bookings/{code}", to=who)
        assert self.ask("POST", f"/tickets/{number}/rebooking", {}, to=waits).status == 201
        self.ask("GET", "/offices/jauh/closures")
        self.ask("DELETE", f"/offices/jauh/closures/{closed['id']}", groups=manager)
        offices.forget()
        self.cloud.run("tend_closures", {})
        self.cloud.settle()

    def devices(self) -> None:
        """What devices say of themselves, the lobby's code, and what anyone may read."""
        rule = {"v": 1, "office": "rsud", "place": "1", "received": self.now_ms()}
        self.cloud.device("on_printed", {**rule, "id": "t1", "number": "A001", "printed": True})
        self.cloud.device("on_spoken", {**rule, "id": "s", "day": self.today(), "call": 1})
        self.cloud.device("on_health", {**rule, "id": "h", "thing": "kiosk-rsud-1", "status": "online"})
        self.cloud.run("rotate_lobby_code", {})
        for path in ("", "/rsud", "/rsud/board", f"/rsud/ledger?date={self.today()}"):
            self.ask("GET", f"/offices{path}")
        self.ask("GET", f"/offices/rsud/ledger/summary?date={self.today()}")

    def whoever_knocks(self) -> None:
        """At every door with somebody's data in every place where nobody expects it, as a visitor and as manager."""
        booked, waits = (
            self.visitors[0],
            next(who for who in self.visitors if who.codes and who.codes[0] in self.waiting()),
        )
        english = {"Accept-Language": "en"}
        for who, knock in knocks(booked, waits, self.slots()[1]):
            for groups in (None, MANAGER) if knock.guarded else (None,):
                self.ask(knock.method, knock.path, knock.body, groups=groups, to=who, headers=english)
        for n, told in enumerate(at_a_kiosk(booked)):
            self.kiosk(f"k{n}", **told)
        self.cloud.device(
            "on_press", self.press(4, booked.phone), {"topic": booked.nik, "thing": booked.name}
        )
        self.cloud.device("on_health", {"thing": booked.phone, "status": booked.name}, {"office": booked.nik})
        self.cloud.settle()

    def bugs(self) -> None:
        """What nobody thought of, with somebody's data in its hands: in a view, behind the stream, at the SMS."""
        who = self.come()
        code = self.book(who, self.slots()[1])
        own = codes.id_of(code)
        kept = table.visitors(HOME).get(f"booking#{own}", "booking") or {}
        table.visitors(HOME).put({**kept, "language": who.name, "start": who.phone})
        for path in ("", "/calendar"):
            self.ask("GET", f"/bookings/{code}{path}", to=who)
        self.cloud.settle()
        table.visitors(HOME).put({**kept, "state": "booked"})
        with sms_that_fails(who):
            asked = {"office": "rsud", "kind": "remind", "booking": own}
            self.cloud.run("on_message", {"Records": [{"messageId": "1", "body": json.dumps(asked)}]})
        self.cloud.run("on_message", {"Records": [{"messageId": who.phone}]})
        self.cloud.run(
            "on_stream", {"Records": [{"dynamodb": {"Keys": {"pk": who.phone}, "NewImage": who.name}}]}
        )
        self.cloud.run("on_stream", {"minute": True})

    def the_end(self) -> None:
        """The office closes, its day ends, the root is sent, the report written and read, a ticket corrected."""
        load(office(self.began, open="00:00", close="08:00"), *self.others())
        self.cloud.run("close_days", {})
        self.cloud.settle(trailing=True)
        self.cloud.run("write_reports", {"office": "rsud"})
        learnt.forget()
        self.ask("GET", f"/offices/rsud/reports?from={self.today()}&to={self.today()}", groups=MANAGER)
        corrected = {"date": self.today(), "number": "A001", "state": "no_show"}
        self.ask("POST", "/offices/rsud/corrections", corrected, groups=MANAGER)
        self.cloud.settle()

    # What the parts are made of.

    def others(self) -> list[dict[str, Any]]:
        """The offices beside that of the day."""
        return [far_away(self.began), rushed(self.began), full(self.began)]

    def come(self) -> Visitor:
        """One more visitor."""
        self.visitors.append(visitor(len(self.visitors)))
        return self.visitors[-1]

    def ask(
        self, method: str, path: str, body: Any = None, *, groups: list[str] | None = None, to: Visitor | None = None,
        headers: dict[str, str] | None = None,
    ) -> Said:  # fmt: skip
        """Somebody asks; the codes that they are given are theirs."""
        at_front = {"X-Antrean-Front": FRONT, "X-Antrean-Viewer": to.address} if to else {}
        said = ask(method, path, body, groups=groups, headers={**at_front, **(headers or {})})
        if to and said.status in (200, 201) and said.text.startswith("{"):
            given = [said.body.get(name) or "" for name in ("code", "ticket", "hold")]
            to.codes += [one for one in given if codes.read_code(one) and one not in to.codes]
        self.told.append(Told(method, path, said, to, tuple(groups or ())))
        return said

    def book(self, who: Visitor, slot: str, office: str = "rsud", **more: Any) -> str:
        """A booking with all that can be told; its code."""
        said = self.ask(
            "POST",
            f"/offices/{office}/bookings",
            {"service": "umum", "slot": slot, "visitor": who.told, **more},
            to=who,
        )
        assert said.status == 201, said.text
        return str(said.body["code"])

    def slots(self, office: str = "rsud", ahead: int = 0) -> list[str]:
        """The slots of a day that are still to come, but for the next one, which may begin before it is booked."""
        day = (datetime.now(offices.read(office).zone) + timedelta(days=ahead)).date()
        listed = self.ask("GET", f"/offices/{office}/services/umum/slots?date={day}").body["slots"]
        return [one["id"] for one in listed[1:] or listed]

    def work(self, counter: str, *verbs: tuple[str, dict[str, Any]]) -> None:
        """What a counter's staff ask for, each followed by the stream."""
        for verb, body in verbs:
            said = self.ask("POST", f"{counter}/{verb}", body, groups=STAFF)
            assert said.status in (200, 201), (verb, said.text)
            self.ask("GET", f"{counter}/ticket", groups=STAFF)
            self.cloud.settle()

    def line(self) -> dict[str, Any]:
        """The line as staff see it."""
        read: dict[str, Any] = self.ask("GET", "/offices/rsud/line", groups=STAFF).body
        return read

    def kiosk(self, own: str, **told: Any) -> None:
        """A kiosk's message, as its topic rule hands it on."""
        thing = topics.thing_name(topics.KIOSK, "rsud", "1")
        rule = {"office": "rsud", "place": "1", "thing": thing, "received": self.now_ms()}
        self.cloud.device("on_take", {"v": 1, "id": own, "at": "2026-03-02T02:00:00Z", **told, **rule})

    def press(self, seq: int, press: str) -> dict[str, Any]:
        """A button's message, as its topic rule hands it on."""
        thing = topics.thing_name(topics.BUTTON, "rsud", "1")
        rule = {"topic": topics.press("rsud", "1"), "thing": thing, "received": self.now_ms()}
        return {"v": 1, "id": f"p{seq}", "at": "2026-03-02T02:00:00Z", "press": press, "seq": seq, **rule}

    def published(self, prefix: str) -> list[tuple[str, dict[str, Any]]]:
        """What was published so far to topics that begin so."""
        return [(one.to, json.loads(one.text)) for one in self.cloud.sent if one.to.startswith(prefix)]

    def code_of(self, number: str) -> str:
        """The code of the ticket that has a number."""
        items = self.cloud.items(settings().visitors_table)
        return next(str(one["code"]) for one in items if one.get("number") == number)

    def waiting(self) -> set[str]:
        """The codes of all tickets that wait."""
        items = self.cloud.items(settings().visitors_table)
        return {
            one["code"] for one in items if one["pk"].startswith("ticket#") and one.get("state") == "waiting"
        }

    def today(self) -> str:
        """The office's day."""
        return datetime.now(here(self.began)).date().isoformat()

    def now_ms(self) -> int:
        """Now, as the broker stamps it."""
        return int(datetime.now(UTC).timestamp() * 1000)


@contextmanager
def sms_that_fails(who: Visitor) -> Iterator[None]:
    """SNS refuses, and repeats what it was given."""

    def refuse(region: str, phone: str, text: str) -> None:
        said = {
            "Error": {"Code": "InvalidParameter", "Message": f"PhoneNumber Reason: {who.phone} is not valid"}
        }
        raise ClientError(said, "Publish")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sms, "send", refuse)
        yield

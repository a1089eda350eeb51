"""The staff page on the office's network: a counter and its PIN call, recall, and note who came or did not."""

import secrets
import threading
import time
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path

from chalicelib.errors import Refusal
from devices.answers import Answers, Wrong
from devices.hub import leading
from devices.hub.agent import Hub, NotLeading
from devices.message import Message

PAGE = Path(__file__).with_name("page.html")
TRIES = 5
"""Wrong PINs of a counter within a minute, after which none is tried."""
MINUTE = 60.0

WRONG_PIN = {"id": "PIN salah", "en": "Wrong PIN"}
TOO_MANY = {"id": "Terlalu banyak PIN salah: tunggu satu menit", "en": "Too many wrong PINs: wait a minute"}
NOT_LEADING = {
    "id": "Loket dipanggil dari halaman petugas biasa",
    "en": "This counter is called from the usual staff page",
}


class Shut(Exception):
    """The PIN opens nothing: a status, a type, and a title by language."""

    def __init__(self, status: HTTPStatus, type_: str, titles: dict[str, str]) -> None:
        self.status, self.type, self.titles = status, type_, titles
        super().__init__(type_)


class StaffSite(ThreadingHTTPServer):
    """Serves the page, `GET /counters`, `POST /counter {id, verb, counter, pin}` and `POST /counter/state {counter, pin}`."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, hub: Hub, address: str, port: int) -> None:
        self.hub, self.wrong = hub, {counter: [0.0] * 0 for counter in hub.config.hub.pins}
        self.guard = threading.Lock()
        super().__init__((address, port), Request)

    def open(self, counter: str, pin: str) -> None:
        """Let whoever has the counter's PIN go on, else raise `Shut`; after five wrong ones in a minute none is tried."""
        right = self.hub.config.hub.pins.get(counter, "")
        with self.guard:
            recent = [at for at in self.wrong.get(counter, []) if time.monotonic() - at < MINUTE]
            if len(recent) >= TRIES:
                raise Shut(HTTPStatus.TOO_MANY_REQUESTS, "too-many-tries", TOO_MANY)
            if right and secrets.compare_digest(right.encode(), pin.encode()):
                return
            if right:
                self.wrong[counter] = [*recent, time.monotonic()]
        raise Shut(HTTPStatus.FORBIDDEN, "wrong-pin", WRONG_PIN)


class Request(Answers):
    """One connection of a browser."""

    server: StaffSite

    def do_GET(self) -> None:  # noqa: N802 - the standard library names it
        """The page, or the counters that have a PIN."""
        if self.path == "/counters":
            self._answer(HTTPStatus.OK, {"counters": list(self.server.hub.config.hub.pins)})
        elif self.path == "/":
            self._send_file(PAGE, "no-cache")
        else:
            self._problem(HTTPStatus.NOT_FOUND, "unknown-page", "there is no such page")

    def do_POST(self) -> None:  # noqa: N802 - the standard library names it
        """A counter's verb, or what the counter does."""
        acts = {"/counter": self._act, "/counter/state": self._look}.get(self.path)
        if acts is None:
            self.close_connection = True
            self._problem(HTTPStatus.NOT_FOUND, "unknown-page", "there is no such page")
            return
        if self.headers.get("Content-Type", "").split(";")[0].strip() != "application/json":
            self.close_connection = True
            self._problem(HTTPStatus.FORBIDDEN, "foreign-page", "the body is not application/json")
            return
        language = "en" if self.headers.get("Accept-Language", "").startswith("en") else "id"
        try:
            self._answer(HTTPStatus.OK, acts(self._body()))
        except Wrong as wrong:
            self._problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", str(wrong))
        except Shut as shut:
            self._problem(shut.status, shut.type, shut.titles[language])
        except NotLeading:
            self._problem(HTTPStatus.CONFLICT, "not-leading", NOT_LEADING[language])
        except Refusal as refusal:
            self._problem(HTTPStatus.CONFLICT, refusal.slug(), refusal.sentence(language))

    def _act(self, body: Message) -> Message:
        counter, verb, id = self._opened(body), body.get("verb"), body.get("id")
        if verb not in leading.VERBS:
            raise Wrong("verb must be one of " + ", ".join(leading.VERBS))
        if not isinstance(id, str) or not id:
            raise Wrong("id must be a text")
        self.server.hub.act(verb, counter, leading.rid_of("page", counter, id), "page")
        return self.server.hub.at_counter(counter)

    def _look(self, body: Message) -> Message:
        return self.server.hub.at_counter(self._opened(body))

    def _opened(self, body: Message) -> str:
        counter, pin = body.get("counter"), body.get("pin")
        if not isinstance(counter, str) or not isinstance(pin, str):
            raise Wrong("counter and pin must be texts")
        self.server.open(counter, pin)
        return counter

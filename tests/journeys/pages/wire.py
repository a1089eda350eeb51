"""What really goes over the wire: a relay before the site that writes down each request and weighs each answer.

The browser's own counts miss what a service worker asks for; this counts all that leaves the phone for the site.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit

from tests.journeys.waiting import eventually

SILENT = 2.5
HOP = {"connection", "keep-alive", "transfer-encoding"}
"""Headers of one connection, which are not handed on."""


@dataclass(frozen=True)
class Asked:
    """One request, and what its answer weighed, its body and the whole with its head: bytes as they were sent."""

    method: str
    path: str
    headers: dict[str, str]
    status: int
    kind: str
    body: int
    weight: int


@dataclass
class Wire:
    """The relay's address, and all that was asked through it; the oldest first."""

    url: str
    asked: list[Asked] = field(default_factory=list)

    def weight(self) -> int:
        """Bytes of all answers with their heads."""
        return sum(one.weight for one in self.asked)

    def scripts(self) -> int:
        """Bytes of all JavaScript, compressed, without heads."""
        return sum(one.body for one in self.asked if "javascript" in one.kind)

    def paths(self) -> list[str]:
        """What was asked for, in order of the answers."""
        return [f"{one.method} {one.path}" for one in self.asked]

    def falls_silent(self) -> None:
        """Wait until nothing more is asked for some seconds."""

        def silent() -> bool:
            before = len(self.asked)
            time.sleep(SILENT)
            return len(self.asked) == before

        eventually(silent, 60, "silence on the wire")


@contextmanager
def wired(site: str) -> Iterator[Wire]:
    """A relay before the site, on a port of its own."""
    wire = Wire("")
    handler = type("Relaying", (Relay,), {"site": urlsplit(site).netloc, "wire": wire})
    server = Server(("127.0.0.1", 0), handler)
    wire.url = f"http://localhost:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield wire
    server.shutdown()
    server.server_close()


class Server(ThreadingHTTPServer):
    """Does not wait for connections that a browser keeps open, nor complains of those that it drops."""

    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


class Relay(BaseHTTPRequestHandler):
    """Hands a request on to the site as it came, and its answer back."""

    protocol_version = "HTTP/1.1"
    site: ClassVar[str]
    wire: ClassVar[Wire]

    def relay(self) -> None:
        """One request and its answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kept = {name: value for name, value in self.headers.items() if name.lower() not in {*HOP, "host"}}
        connection = HTTPConnection(self.site, timeout=90)
        try:
            connection.request(self.command, self.path, body or None, kept)
            answer = connection.getresponse()
            self._answer(answer, answer.read())
        except (OSError, HTTPException):
            self.close_connection = True
        finally:
            connection.close()

    def _answer(self, answer: HTTPResponse, payload: bytes) -> None:
        fields = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP]
        head = "".join(f"{name}: {value}\r\n" for name, value in fields)
        sent = f"HTTP/1.1 {answer.status} {answer.reason}\r\n{head}\r\n".encode("latin-1") + payload
        kind = answer.getheader("Content-Type", "") or ""
        asked = Asked(
            self.command, self.path, dict(self.headers), answer.status, kind, len(payload), len(sent)
        )
        self.wire.asked.append(asked)
        with suppress(OSError):
            self.wfile.write(sent)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


for _method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
    setattr(Relay, f"do_{_method}", Relay.relay)

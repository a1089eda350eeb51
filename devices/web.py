"""An agent's local HTTP: the page, its state, its events and what the page asks for; loopback only."""

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

from devices import files, guard
from devices.events import Events, Full, encode
from devices.log import fields
from devices.message import Message

log = logging.getLogger(__name__)

Answer = tuple[int, Any]
Action = Callable[[Message], Answer]

LARGEST_BODY = 16_384
ALIVE_EVERY = 15.0
CHUNK = 65_536


class Wrong(ValueError):
    """What the page sent cannot be used; the message says why."""


class Site(ThreadingHTTPServer):
    """Serves one agent's page: `home` at `/`, `state()` at /agent/state, `actions` by POST /agent/{name}.

    `first()` gives the events that a page gets as soon as it listens at /agent/events.
    """

    daemon_threads = True
    block_on_close = False
    """A page that listens to events must not hold up the agent's end."""

    def __init__(
        self,
        port: int,
        site: Path,
        home: str,
        state: Callable[[], Any],
        actions: dict[str, Action],
        events: Events,
        first: Callable[[], list[tuple[str, Any]]],
    ) -> None:
        self.site, self.home, self.state, self.first = site, home, state, first
        self.actions, self.events, self.closing = actions, events, False
        super().__init__(("127.0.0.1", port), Request)

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Serve on a thread of its own for as long as this lasts."""
        threading.Thread(target=self.serve_forever, args=(0.2,), name="site", daemon=True).start()
        try:
            yield
        finally:
            self.closing = True
            self.shutdown()


class Request(BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: Site
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "antrean", ""
    timeout = 60

    def do_GET(self) -> None:
        """The state, the events, or a file."""
        if not self._allowed():
            return
        path = unquote(urlsplit(self.path).path)
        if path == "/agent/state":
            self._answer(HTTPStatus.OK, self.server.state())
        elif path == "/agent/events":
            self._events()
        else:
            self._file(path)

    def do_POST(self) -> None:
        """What the page asks the agent to do."""
        if not self._allowed():
            return
        try:
            body = self._body()
            action = self.server.actions.get(urlsplit(self.path).path.removeprefix("/agent/"))
            if action is None:
                self._problem(HTTPStatus.NOT_FOUND, "unknown-action", "there is no such action")
                return
            self._answer(*action(body))
        except Wrong as wrong:
            self._problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", str(wrong))

    def _allowed(self) -> bool:
        headers = {name.title(): value for name, value in self.headers.items()}
        port = int(self.server.server_address[1])
        why = guard.refuses(self.command, headers, port)
        if why:
            log.warning("refused a request", extra=fields(why=why, path=urlsplit(self.path).path))
            self.close_connection = True
            self._problem(HTTPStatus.FORBIDDEN, "foreign-page", why)
        return why is None

    def _body(self) -> Message:
        try:
            size = int(self.headers.get("Content-Length", ""))
        except ValueError:
            size = -1
        if not 0 <= size <= LARGEST_BODY:
            self.close_connection = True
            raise Wrong(f"a body has at most {LARGEST_BODY} bytes, and says how many")
        try:
            body = json.loads(self.rfile.read(size) or b"{}")
        except ValueError as error:
            raise Wrong("the body is not JSON") from error
        if not isinstance(body, dict):
            raise Wrong("the body is not an object")
        return body

    def _events(self) -> None:
        try:
            with self.server.events.listen() as listener:
                self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
                self.close_connection = True
                for name, what in self.server.first():
                    self.wfile.write(encode(name, what))
                self._pass_on(listener)
        except Full:
            self._problem(HTTPStatus.SERVICE_UNAVAILABLE, "too-many-pages", "too many pages listen")
        except OSError:
            log.debug("a page went away")

    def _pass_on(self, listener: "queue.Queue[tuple[str, Any] | None]") -> None:
        while not self.server.closing:
            try:
                event = listener.get(timeout=ALIVE_EVERY)
            except queue.Empty:
                self.wfile.write(b": alive\n\n")
                continue
            if event is None:
                return
            self.wfile.write(encode(*event))

    def _file(self, path: str) -> None:
        file = files.find(self.server.site, path, self.server.home)
        if file is None:
            self._problem(HTTPStatus.NOT_FOUND, "not-found", "there is no such page; are the pages built?")
            return
        size = file.stat().st_size
        span = files.part(self.headers.get("Range"), size)
        start, end = span or (0, size - 1)
        # Built assets carry a hash in their names; pages do not.
        kept = "max-age=86400" if path.startswith("/assets/") else "no-cache"
        head = {"Content-Type": files.type_of(file), "Cache-Control": kept, "Accept-Ranges": "bytes"}
        head["Content-Length"] = str(end - start + 1)
        if span:
            head["Content-Range"] = f"bytes {start}-{end}/{size}"
        self._head(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK, head)
        with file.open("rb") as content:
            content.seek(start)
            _copy(content, self.wfile, end - start + 1)

    def _problem(self, status: int, type_: str, title: str) -> None:
        self._answer(
            status, {"type": type_, "title": title, "status": int(status)}, "application/problem+json"
        )

    def _answer(self, status: int, what: Any, type_: str = "application/json") -> None:
        body = json.dumps(what, ensure_ascii=False).encode()
        head = {"Content-Type": type_, "Cache-Control": "no-store", "Content-Length": str(len(body))}
        self._head(status, head)
        self.wfile.write(body)

    def _head(self, status: int, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (guard.HEADERS | head).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not logged: a URL could carry a code."""


def _copy(content: BinaryIO, to: Any, size: int) -> None:
    while size > 0:
        chunk = content.read(min(size, CHUNK))
        if not chunk:
            return
        to.write(chunk)
        size -= len(chunk)

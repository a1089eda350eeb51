"""An agent's local HTTP: the page, its state, its events and what the page asks for; loopback only."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from devices import files, guard
from devices.answers import Answers, Wrong
from devices.events import Events, Full, encode
from devices.log import fields
from devices.message import Message

log = logging.getLogger(__name__)

Answer = tuple[int, Any]
Action = Callable[[Message], Answer]

ALIVE_EVERY = 15.0


class Site(ThreadingHTTPServer):
    """Serves one agent's page: `home` at `/`, `state()` at /agent/state, `actions` by POST /agent/{name}.

    `first()` gives the events that a page gets as soon as it listens at /agent/events. Files of `media`, the
    office's own videos and pictures, are below /media/.
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
        media: Path | None = None,
    ) -> None:
        self.media = media
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


class Request(Answers):
    """One connection of a browser."""

    server: Site

    def do_GET(self) -> None:  # noqa: N802 - the standard library names it
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

    def do_POST(self) -> None:  # noqa: N802 - the standard library names it
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
        folder, below = self.server.site, path
        if self.server.media and path.startswith("/media/"):
            folder, below = self.server.media, path.removeprefix("/media/")
        file = files.find(folder, below, self.server.home)
        if file is None:
            self._problem(HTTPStatus.NOT_FOUND, "not-found", "there is no such page; are the pages built?")
            return
        # Built assets carry a hash in their names; pages do not.
        self._send_file(file, "max-age=86400" if path.startswith("/assets/") else "no-cache")

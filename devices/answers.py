"""How an agent's local site reads a body and writes an answer, whole or in parts."""

import json
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, BinaryIO

from devices import files, guard
from devices.message import Message

LARGEST_BODY = 16_384
CHUNK = 65_536


class Wrong(ValueError):
    """What the page sent cannot be used; the message says why."""


class Answers(BaseHTTPRequestHandler):
    """One connection, with the ways to answer it."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "antrean", ""
    timeout = 60

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

    def _send_file(self, file: Path, kept: str) -> None:
        size = file.stat().st_size
        span = files.part(self.headers.get("Range"), size)
        start, end = span or (0, size - 1)
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

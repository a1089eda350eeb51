"""The doors of the demo: the public API, the kiosk's page, the buttons and the staff API, as any client uses them."""

import json
import socket
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

Answer = tuple[int, dict[str, Any]]

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds between the tries of one request; a status of 0 says that no answer came at all."""


class Api:
    """The REST API, with or without a token; each POST has a key of its own and is sent again when busy."""

    def __init__(self, base: str, token: str = "") -> None:
        self.base, self.token = base, token

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """Status and JSON of one request; the same key again when busy or when the link was lost."""
        headers = {"Content-Type": "application/json", "Accept-Language": "id"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        data = json.dumps(body).encode() if body is not None else None
        status = 0
        answer: dict[str, Any] = {}
        for pause in PAUSES:
            try:
                status, answer = send(method, self.base + path, data, headers)
            except OSError:
                status = 0
            if status not in (0, 429, 502, 503, 504):
                break
            time.sleep(pause)
        return status, answer


def send(method: str, url: str, data: bytes | None, headers: dict[str, str], seconds: float = 30) -> Answer:
    """Status and JSON of one HTTP request; an answer that is no JSON counts as empty."""
    request = urllib.request.Request(url, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return answer.status, _json(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, _json(error.read())


def at_kiosk(kiosk: str, wish: dict[str, Any]) -> Answer:
    """What the kiosk's page does when somebody taps: ask the kiosk's agent for a number."""
    origin = kiosk.rstrip("/")
    headers = {"Content-Type": "application/json", "Origin": origin}
    return send("POST", f"{origin}/agent/take", json.dumps(wish).encode(), headers, 40)


def push(devices: Path, thing: str, press: str) -> dict[str, Any]:
    """Push the simulated button of a running agent: single, double or long."""
    path = devices / thing / "state" / "control.sock"
    near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(15)
        line.connect(str(near))
        line.sendall(press.encode() + b"\n")
        return _json(line.makefile("rb").readline())


def _json(text: bytes) -> dict[str, Any]:
    try:
        value = json.loads(text or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}

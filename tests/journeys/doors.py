"""The HTTP door: each answer is checked against the contract before a test sees it."""

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import requests

from tests.journeys.contract import check_answer
from tests.journeys.known import REGISTER

PATIENCE = 60
"""Tries of one request: half a minute of an API that is busy because the machine is."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    headers: Any

    def expect(self, status: int) -> Any:
        """The body, of an answer that has this status."""
        assert self.status == status, f"{self.status} instead of {status}: {self.body}"
        return self.body

    def refused(self, status: int, slug: str = "", field: str = "") -> None:
        """The answer is this refusal, says it in a sentence and names the field at fault."""
        self.expect(status)
        assert self.body["status"] == status, self.body
        assert self.body["title"], self.body
        assert not slug or self.body["type"].endswith(f"/{slug}"), self.body
        assert not field or self.body.get("field") == field, self.body


class Api:
    """The REST API as one caller sees it; what is busy is asked again with the same key, as every client does."""

    def __init__(self, base: str, token: str = "") -> None:
        self.base, self.token = base, token

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Answer:
        """Ask for something to be done, under a key of its own unless one is given."""
        return self.ask("POST", path, {} if body is None else body, key or str(uuid4()))

    def put(self, path: str, body: Any) -> Answer:
        """Set."""
        return self.ask("PUT", path, body)

    def delete(self, path: str) -> Answer:
        """Take back."""
        return self.ask("DELETE", path)

    def ask(
        self, method: str, path: str, body: Any = None, key: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """One request, again while the answer is 429 or 503; a `body` of bytes is sent as it is."""
        REGISTER.read(body)
        sent = {"Accept-Language": "id", **({"Idempotency-Key": key} if key else {}), **(headers or {})}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        for _ in range(PATIENCE):
            answer = requests.request(method, self.base + path, data=data, headers=sent, timeout=60)
            if answer.status_code not in (429, 503):
                break
            time.sleep(min(0.5, float(answer.headers.get("Retry-After", "0.5"))))
        return _read(method, path, answer)


def _read(method: str, path: str, answer: requests.Response) -> Answer:
    kind = answer.headers.get("Content-Type", "")
    body = answer.json() if answer.content and "json" in kind else answer.text or None
    check_answer(method, path, answer.status_code, kind, body)
    REGISTER.read(body)
    return Answer(answer.status_code, body, answer.headers)

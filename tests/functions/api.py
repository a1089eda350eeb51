"""The deployed API in one process: the real app over the tables in memory, asked as the gateway asks it."""

import base64
import json
import warnings
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chalice.test import Client

from chalicelib.settings import settings
from chalicelib.store import offices, table
from tests.factories import HOME, an_office_document
from tests.openapi import check_answer

ALWAYS = {
    day: {"open": "00:00", "close": "24:00"}
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}


@dataclass(frozen=True)
class Said:
    """What the API answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The answer's JSON."""
        return json.loads(self.text)

    @property
    def kind(self) -> str:
        """The last segment of a problem's type."""
        return str(self.body["type"]).rpartition("/")[2]


def load(*documents: dict[str, Any], home: str = HOME) -> None:
    """Put offices into the tables of every region, as the deployer does."""
    for region in settings().regions:
        for order, doc in enumerate(documents):
            lines = table.lines(region)
            lines.put({"pk": f"office#{doc['id']}", "sk": "office", "doc": json.dumps(doc)})
            told = {name: doc[name] for name in ("id", "name", "time_zone", "position")}
            lines.put({"pk": "offices", "sk": f"{order:04d}#{doc['id']}", "home": home, **told})
    offices.forget()


def open_always(**changes: Any) -> dict[str, Any]:
    """The document of an office that never closes."""
    return an_office_document(hours=ALWAYS, **changes)


def a_hospital(**changes: Any) -> dict[str, Any]:
    """The document of an office with stations on two floors: after the clinic (A) comes the pharmacy (S)."""
    document = open_always(**changes)
    clinic, dentist = document["services"]
    pharmacy = {"id": "farmasi", "letter": "S", "name": {"id": "Farmasi", "en": "Pharmacy"}, "minutes": 5}
    floors = {"1": "bawah", "2": "atas", "3": "atas", "4": "bawah"}
    counters = [*document["counters"], {"id": "4", "services": ["farmasi"]}]
    return {
        **document,
        "services": [
            {**clinic, "next": "farmasi"},
            dentist,
            {**pharmacy, "takes": ["number"], "requires": []},
        ],
        "floors": [
            {"id": "bawah", "name": {"id": "Lantai bawah", "en": "Ground floor"}},
            {"id": "atas", "name": {"id": "Lantai atas", "en": "Upper floor"}},
        ],
        "counters": [{**one, "floor": floors[one["id"]]} for one in counters],
    }


def ask(
    method: str,
    path: str,
    body: Any = None,
    *,
    key: str | None = None,
    raw: bytes | None = None,
    headers: dict[str, str] | None = None,
    groups: list[str] | None = None,
) -> Said:
    """Ask the API; a POST has a fresh key unless one is given (empty for none), `groups` are of who has signed in."""
    from app import app

    sent = {"Accept": "application/json", **(headers or {})}
    if body is not None or raw is not None:
        sent.setdefault("Content-Type", "application/json")
    if method == "POST" and key != "":
        sent.setdefault("Idempotency-Key", key or str(uuid4()))
    if groups is not None:
        sent["Authorization"] = token(groups)
    content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
    with Client(app) as client, warnings.catch_warnings():
        # The gateway's authorizer is not simulated, and says so.
        warnings.simplefilter("ignore")
        answer = client.http.request(method, path, headers=sent, body=content)
    told = {name.lower(): value for name, value in answer.headers.items()}
    said = Said(answer.status_code, told, (answer.body or b"").decode())
    if said.status != 500:
        check_answer(method, path, said.status, told.get("content-type", ""), said.text)
    return said


def token(groups: list[str], **claims: Any) -> str:
    """A bearer token with these groups; the gateway has checked its signature before us."""
    told = {
        "sub": "staff-1",
        "cognito:username": "sari",
        "token_use": "id",
        "cognito:groups": groups,
        **claims,
    }
    payload = base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    return f"Bearer e30.{payload}.c2ln"

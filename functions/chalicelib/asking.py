"""A request and an answer as values, so that routes read no headers and know no gateway."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from . import codes
from .address import address_of
from .caller import Caller
from .errors import KeyMissing, NotJson, NotSaidJson, TooLarge
from .fields import wrong

LIMIT = 64 * 1024
"""Bytes that a body may have."""

JSON = "application/json"

PRIVATE = "private, no-cache"
"""Kept by the asker's own browser only, and asked again by ETag each time."""

_JSON = re.compile(r"\s*application/json\s*(?:;|$)", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class Ask:
    """One request: the moment it came, in UTC, and what of it views use; `key` is there on every POST.

    `address` is the network's, to be counted as a hash and never kept.
    """

    now: datetime
    language: str = "id"
    body: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    caller: Caller | None = None
    address: str = ""

    @property
    def who(self) -> str:
        """The caller's stable id; empty for the public. It is a part of what an Idempotency-Key is unique within."""
        return self.caller.sub if self.caller else ""

    @property
    def body_hash(self) -> str:
        """The body as a keyed hash, so that a key used again for something else is noticed; nobody can try a NIK on it."""
        return codes.body_hash(json.dumps(self.body, sort_keys=True))


@dataclass(frozen=True)
class Answer:
    """What a view returns; `cache` is the Cache-Control of it. A body of another `kind` than JSON is its text."""

    body: Any = None
    status: int = 200
    cache: str = PRIVATE
    kind: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)


def asked(request: Any, caller: Caller | None, now: datetime) -> Ask:
    """The request as a value; refuses a POST without key, and a body that is too large or no JSON object."""
    return Ask(
        now=now,
        language=language_of(request.headers.get("accept-language", "")),
        key=_key(request.headers.get("idempotency-key", "")) if request.method == "POST" else "",
        body=_body(request) if request.method in ("POST", "PUT", "PATCH") else {},
        query={name: request.query_params[name] for name in request.query_params or {}},
        caller=caller,
        address=address_of(request),
    )


def language_of(header: str) -> str:
    """`id` or `en`, whichever Accept-Language likes more; Indonesian when it likes neither."""
    liked = [("id", 0.0)]
    for choice in header.split(","):
        tag, _, weight = choice.partition(";")
        language = tag.strip().lower()[:2]
        if language in ("id", "en"):
            liked.append((language, _weight(weight)))
    return max(liked, key=lambda one: one[1])[0]


def _weight(said: str) -> float:
    found = re.fullmatch(r"\s*q=([01](?:\.[0-9]{0,3})?)\s*", said)
    return float(found[1]) if found else 1.0


def _key(said: str) -> str:
    if not _UUID.fullmatch(said):
        raise KeyMissing
    return said.replace("-", "").lower()


def _body(request: Any) -> dict[str, Any]:
    try:
        raw = request.raw_body
        if len(raw) > LIMIT:
            raise TooLarge
        if raw and not _JSON.match(request.headers.get("content-type", "application/json")):
            raise NotSaidJson
        body = json.loads(raw.decode() or "{}", parse_constant=_no_number, object_pairs_hook=_named)
        # Half a surrogate pair is no text: it could neither be hashed nor kept.
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotJson from error
    if not isinstance(body, dict):
        raise NotJson
    return body


def _named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of these fields; of one that stands twice nobody knows which is meant (RFC 8259, section 4)."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if not name:
            raise wrong('""', "Isian ini tidak bernama.", "This field has no name.")
        if name in fields:
            raise wrong(name[:80], "Isian ini tertulis dua kali.", "This field stands there twice.")
        fields[name] = value
    return fields


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is not JSON")

"""What is personal, in every spelling in which it could slip out, and which of it a text gives away.

Phones, names, NIKs, codes and network addresses are looked for as they were told, as others write them, in base64 and as plain hashes, which
whoever has a list of all telephones turns back. Keyed hashes and ids are made not to be found.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.codes import read_code
from chalicelib.identity import e164

LEAST = 4
"""Letters that a word of a name has to have: shorter ones stand in other words."""

_DIGITS = re.compile(r"[0-9](?:[ .\-]?[0-9]){7,}")


@dataclass(frozen=True)
class Personal:
    """What people told of themselves, and the codes that open what is theirs."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    niks: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def found(self, text: str) -> list[str]:
        """What of it stands in the text, each said once: its kind and itself."""
        return sorted(set(self._found(text)) | set(self._found(unquote_plus(text)) if "%" in text else ()))

    def without(self, *kinds: str) -> "Personal":
        """The same without these kinds, where they may be."""
        return Personal(**{kind: () if kind in kinds else getattr(self, kind) for kind in KINDS})

    def _found(self, text: str) -> Iterator[str]:
        yield from self._in_digits(text)
        lower = text.casefold()
        yield from (f"name {word}" for word in self._words if word in lower)
        squeezed = text.upper().replace("-", "").replace(" ", "")
        yield from (f"code {code}" for code in self.codes if code in squeezed)
        yield from (f"address {address}" for address in self.addresses if address in text)
        yield from (said for written, said in self._written.items() if written in text)

    def _in_digits(self, text: str) -> Iterator[str]:
        for run in _DIGITS.findall(text):
            digits = re.sub(r"[ .\-]", "", run)
            yield from (f"phone {phone}" for phone in self.phones if national(phone) in digits)
            yield from (f"nik {nik}" for nik in self.niks if nik in digits)

    @cached_property
    def _words(self) -> frozenset[str]:
        words = {word for name in self.names for word in name.split() if len(word) >= LEAST}
        return frozenset(word.casefold() for word in words | {json.dumps(word)[1:-1] for word in words})

    @cached_property
    def _written(self) -> dict[str, str]:
        """Each value in base64 and as a plain hash, and what it says then."""
        told = [(f"phone {phone}", spelt) for phone in self.phones for spelt in spellings(phone)]
        told += [(f"nik {nik}", nik) for nik in self.niks] + [
            (f"address {one}", one) for one in self.addresses
        ]
        hashed = {written: f"hash of {said}" for said, value in told for written in _hashes(value)}
        told += [(f"code {code}", code) for code in self.codes] + [
            (f"name {name}", name) for name in self.names
        ]
        return hashed | {base64.b64encode(value.encode()).decode().rstrip("="): said for said, value in told}


KINDS = ("names", "phones", "niks", "codes", "addresses")


@dataclass
class Register:
    """Everything personal that was told or given so far, noted as it comes."""

    told: dict[str, dict[str, None]] = field(default_factory=lambda: {kind: {} for kind in KINDS})

    def note(self, kind: str, *values: str) -> None:
        """Note names, phones as `+628…`, niks or codes."""
        for value in filter(None, values):
            self.told[kind][value] = None

    def read(self, body: Any) -> None:
        """Note what a request's or an answer's JSON says of people: fields by their names, at any depth, unmasked."""
        for name, value in _fields(body):
            if name in FIELDS and isinstance(value, str) and "*" not in value:
                kind, plain = FIELDS[name]
                self.note(kind, plain(value) or "")

    @property
    def personal(self) -> Personal:
        """All of it."""
        return Personal(**{kind: tuple(values) for kind, values in self.told.items()})


FIELDS: dict[str, tuple[str, Callable[[str], str | None]]] = {
    "phone": ("phones", e164),
    "nik": ("niks", lambda nik: re.sub(r"[ .\-]", "", nik)),
    "code": ("codes", read_code),
}
"""In which fields of requests and answers it is told, and its one spelling; names are noted by who makes them up."""


def national(phone: str) -> str:
    """A phone's digits without country code and leading zero, as all spellings have them."""
    return phone.removeprefix("+62")


def spellings(phone: str) -> list[str]:
    """`+628…` as people write it without separators."""
    own = national(phone)
    return [f"+62{own}", f"62{own}", f"0{own}", own]


def _fields(body: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(body, dict):
        for name, value in body.items():
            yield name, value
            yield from _fields(value)
    elif isinstance(body, list):
        for one in body:
            yield from _fields(one)


def _hashes(value: str) -> Iterable[str]:
    for made in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        digest = made(value.encode()).digest()
        yield digest.hex()[:24]
        yield base64.b64encode(digest).decode()[:20]

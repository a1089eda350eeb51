"""What is personal, in every spelling in which it could slip out, and which of it a text gives away.

Phones, names, NIKs, codes and network addresses are looked for as they were told, as others write them, in base64 and as plain hashes, which
whoever has a list of all telephones turns back. Keyed hashes and ids are made not to be found.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.codes import read_code
from chalicelib.identity import e164

LEAST = 4
"""Letters that a word of a name has to have: shorter ones stand in other words."""

_DIGITS = re.compile(r"[0-9](?:[ .\-]?[0-9]){7,}")
_CODES = re.compile(r"[0-9A-Z]{16,}")
_TOKENS = re.compile(r"[0-9A-Za-z+/]{10,}")


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
        yield from self._digits.within(re.sub(r"[ .\-]", "", run) for run in _DIGITS.findall(text))
        yield from self._codes.within(_CODES.findall(text.upper().replace("-", "").replace(" ", "")))
        yield from self._written.within(_TOKENS.findall(text))
        yield from (f"name {word}" for word in self._words.findall(text.casefold()))
        yield from (f"address {address}" for address in self.addresses if address in text)

    @cached_property
    def _digits(self) -> "Needles":
        phones = {national(phone): f"phone {phone}" for phone in self.phones}
        return Needles(phones | {nik: f"nik {nik}" for nik in self.niks})

    @cached_property
    def _codes(self) -> "Needles":
        return Needles({code: f"code {code}" for code in self.codes})

    @cached_property
    def _words(self) -> re.Pattern[str]:
        words = {word for name in self.names for word in name.split() if len(word) >= LEAST}
        spelt = {one.casefold() for word in words for one in (word, json.dumps(word)[1:-1])}
        # A whole word: a Siti is in no position.
        whole = "|".join(map(re.escape, sorted(spelt))) or "(?!)"
        return re.compile(rf"(?<![^\W\d_])(?:{whole})(?![^\W\d_])")

    @cached_property
    def _written(self) -> "Needles":
        """Each value in base64 and as a plain hash."""
        told = [(f"phone {phone}", spelt) for phone in self.phones for spelt in spellings(phone)]
        told += [(f"nik {nik}", nik) for nik in self.niks] + [
            (f"address {one}", one) for one in self.addresses
        ]
        hashed = {written: f"hash of {said}" for said, value in told for written in _hashes(value)}
        told += [(f"code {code}", code) for code in self.codes] + [
            (f"name {name}", name) for name in self.names
        ]
        return Needles(hashed | {_base64(value): said for said, value in told if len(value) > LEAST})


class Needles:
    """Texts that are looked for within others, however many there are; each with what is said when it is found."""

    def __init__(self, told: Mapping[str, str]) -> None:
        self.by_length: dict[int, dict[str, str]] = {}
        for needle, said in told.items():
            self.by_length.setdefault(len(needle), {})[needle] = said

    def within(self, runs: Iterable[str]) -> Iterator[str]:
        """What is said of each that stands anywhere in one of these."""
        for run in runs:
            for length, known in self.by_length.items():
                windows = (run[at : at + length] for at in range(len(run) - length + 1))
                yield from (known[window] for window in windows if window in known)


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
        """Note what a request's or an answer's JSON says of people: fields by their names, at any depth, unmasked.

        A name is a visitor's or a member's; offices and services have names too.
        """
        for name, value in _fields(body):
            if name in ("visitor", "members"):
                people = value if isinstance(value, list) else [value]
                self.note("names", *(told for one in people if (told := _name(one))))
            elif name in FIELDS and isinstance(value, str) and "*" not in value:
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
"""In which fields of requests and answers it is told, and its one spelling."""


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


def _base64(value: str) -> str:
    return base64.b64encode(value.encode()).decode().rstrip("=")


def _name(told: Any) -> str:
    name = told.get("name", "") if isinstance(told, dict) else ""
    return name if isinstance(name, str) and "*" not in name else ""


def _hashes(value: str) -> Iterable[str]:
    for made in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        digest = made(value.encode()).digest()
        yield digest.hex()[:24]
        yield base64.b64encode(digest).decode()[:20]

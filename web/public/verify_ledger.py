"""Checks an exported ledger of Antrean by its published rule alone: one file, nothing but Python's own library.

    python3 verify_ledger.py export.json [--root HEX] [--root HEX]

Prints the office, the day, how many entries there are and the roots, and the first entry at fault. Ends with 0 when
the chain is whole and every root that was given is one of it; with 1 otherwise.

The rule: an entry's hash is SHA-256 over the entry without `hash`, as JSON with sorted keys, no spaces, in UTF-8.
Each entry names the hash of the one before as `previous`; the first names SHA-256 of `antrean|office|day|epoch`.
The root of a day is the hash of its entry of the kind `end`. Entries behind that, all of the kind `correct`, are a
supplement, whose root is the hash of the last. Give the roots as they were published: what was cut off at the end is found by them only.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path


class Fault(Exception):
    """The ledger is not as it was written."""


def main() -> int:
    """Check the file that the command line names."""
    asked = argparse.ArgumentParser(description="Check an exported ledger of Antrean.")
    asked.add_argument("export", help="the file that the ledger's page gave")
    asked.add_argument(
        "--root", action="append", default=[], help="a root as it was published; may be given twice"
    )
    told = asked.parse_args()
    try:
        export = read(Path(told.export).read_bytes())
        print("\n".join(report(export)))
        check(export, told.root)
    except (OSError, Fault) as fault:
        print(f"FAULT: {fault}")
        return 1
    print(
        "The chain is whole."
        if told.root
        else "The chain is whole. Compare the roots with the published ones."
    )
    return 0


def read(content: bytes) -> dict:
    """The export as it was written; a name that stands twice in it could show each reader another value."""
    try:
        export = json.loads(
            content, object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as error:
        raise Fault(f"this is no ledger: {error}") from error
    entries = export.get("entries") if isinstance(export, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Fault("this is no ledger: there are no entries in it")
    return export


def check(export: dict, published: list) -> None:
    """Raises `Fault` when an entry, a root that the file names, or a root that was published is not of this chain."""
    seq = first_fault(export)
    if seq:
        raise Fault(f"entry {seq} was changed, moved, added or left out")
    found = roots(export["entries"])
    for name, value in found.items():
        if export.get(name, value) != value:
            raise Fault(f"the file says {name} {export[name]}, but its entries come to {value or 'none'}")
    for root in published:
        if _plain(root) not in [value for value in found.values() if value]:
            raise Fault(f"the published root {_plain(root)} is not of this ledger")


def first_fault(export: dict) -> int:
    """The place of the first entry that does not follow from the one before; 0 when all do."""
    named = "|".join(str(export.get(name)) for name in ("office", "day", "epoch"))
    previous, closed = _sha256(f"antrean|{named}"), False
    for place, entry in enumerate(export["entries"], 1):
        whole = type(entry.get("seq")) is int and entry["seq"] == place
        if not whole or entry.get("previous") != previous or entry.get("hash") != hash_of(entry):
            return place
        if closed and entry.get("kind") != "correct":
            return place
        previous, closed = entry["hash"], closed or entry.get("kind") == "end"
    return 0


def hash_of(entry: dict) -> str:
    """The hash that an entry must have; none for one that cannot be written."""
    covered = {name: value for name, value in entry.items() if name != "hash"}
    try:
        return _sha256(json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
    except UnicodeEncodeError:
        return ""


def roots(entries: list) -> dict:
    """The hash of the last entry, of the day's close, and of the last one behind it; empty where there is none."""
    hashes = [entry["hash"] for entry in entries]
    closes = [place for place, entry in enumerate(entries) if entry.get("kind") == "end"]
    head = hashes[-1] if hashes else ""
    closed = hashes[closes[0]] if closes else ""
    return {"root": head, "closed_root": closed, "supplement_root": head if closed and head != closed else ""}


def report(export: dict) -> list:
    """What the file says of itself."""
    lines = [(name, export.get(name)) for name in ("office", "day", "epoch")]
    lines.append(("entries", len(export["entries"])))
    lines += [
        (name, export.get(name)) for name in ("root", "closed_root", "supplement_root") if export.get(name)
    ]
    return [f"{name:<16}{value}" for name, value in lines]


def _once(pairs: list) -> dict:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name stands twice in one object, among {sorted(names)}")
    return dict(pairs)


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is not a whole number")


def _plain(root: str) -> str:
    """A root as people write it, in groups and in capitals, in its one spelling."""
    return "".join(root.split()).lower()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())

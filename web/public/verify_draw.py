"""Checks a draw of Antrean by its published rule alone: one file, nothing but Python's own library.

    python3 verify_draw.py list.json [list-2.json …] [--commit HEX] [--root HEX] [--sealed HEX] [--entry HEX]

The files are all parts of the draw's list. Prints what the draw was over and what it came to, and the first fault.
Ends with 0 when ranks, order and places follow from the seed and the entries, and every value that was given is the
list's own; with 1 otherwise. A list that was written anew as a whole is found by the values that were published
before: `commit` before anyone entered, `root` and `sealed` before the seed. `--entry` tells what became of one entry.

The rule: each person is 32 bytes, a leaf. SHA-256 of 00 and a leaf is its hash, of 01 and two hashes that of the node
over them (RFC 6962, leaves in the order of their bytes); the top is the root. `commit` is SHA-256 of the seed. An
entry's rank is SHA-256 of 02, seed, root and entry; the smallest is first. One after the other gets places for all
its people: in the first of its wishes where there are enough, else in the earliest slot where there are. `sealed` is
SHA-256 over the fields named below, as JSON with sorted keys, no spaces, in UTF-8, of each entry `wishes` and `members`.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

SEALED = (
    "office", "service", "day", "opens", "closes", "commit", "checkpoints", "people", "places", "runs", "entries",
)  # fmt: skip
FIELDS = {*SEALED, "state", "root", "sealed", "seed"}
ASKED = ("wishes", "members")
HEX = re.compile(r"[0-9a-f]{64}")


class Fault(Exception):
    """The draw is not what its rule makes of it."""


def main() -> int:
    """Check the files that the command line names."""
    asked = argparse.ArgumentParser(description="Check a draw of Antrean.")
    asked.add_argument("parts", nargs="+", help="the draw's list, all parts of it")
    asked.add_argument("--commit", help="the commit as it was published before the draw opened")
    asked.add_argument("--root", help="the root as it was published before the seed")
    asked.add_argument("--sealed", help="the seal as it was published before the seed")
    asked.add_argument("--entry", help="the entry of a booking, to tell what became of it")
    told = asked.parse_args()
    published = {name: getattr(told, name) for name in ("commit", "root", "sealed") if getattr(told, name)}
    try:
        listed = joined([read(Path(part).read_bytes()) for part in told.parts])
        check(listed, published)
        print("\n".join(report(listed)))
        if told.entry:
            print(of_entry(listed, _plain(told.entry)))
    except (OSError, Fault) as fault:
        print(f"FAULT: {fault}")
        return 1
    print("The draw is as its rule says." if len(published) == 3 else
          "The draw is as its rule says. Compare commit, root and seal with what was published before.")  # fmt: skip
    return 0


def read(content: bytes) -> dict:
    """One part of a list; a name that stands twice in it could show each reader another value."""
    try:
        part = json.loads(content, object_pairs_hook=_once, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Fault(f"this is no list of a draw: {error}") from error
    if not isinstance(part, dict):
        raise Fault("this is no list of a draw")
    return part


def joined(parts: list) -> dict:
    """The list of these parts, which must be all of one."""
    count = parts[0].get("parts")
    if [part.get("part") for part in parts] != list(range(1, len(parts) + 1)) or count != len(parts):
        raise Fault(f"there are {count} parts of this list; name all of them in their order")
    whole: dict = {"people": {}, "entries": {}}
    for part in parts:
        for name in ("people", "entries"):
            if not isinstance(part.get(name), dict):
                raise Fault(f"there are no {name} in it")
            if set(part[name]) & set(whole[name]):
                raise Fault(f"some {name} stand in two parts")
            whole[name].update(part[name])
        common = {name: value for name, value in part.items() if name not in ("people", "entries", "part")}
        if common != whole.setdefault("common", common):
            raise Fault("the parts are of different lists")
    common = whole.pop("common")
    del common["parts"]
    return {**common, **whole}


def check(listed: dict, published: dict) -> None:
    """Raises `Fault` when anything does not follow from the rest, or is not what was published."""
    try:
        _check_shape(listed)
        _check_people(listed)
        _check_given(listed)
    except (AttributeError, IndexError, KeyError, TypeError, UnicodeEncodeError) as error:
        raise Fault(f"the list is not of the right shape: {type(error).__name__} {error}") from error
    for name, value in published.items():
        if listed[name] != _plain(value):
            raise Fault(f"the published {name} {_plain(value)} is not that of this draw, {listed[name]}")


def _check_shape(listed: dict) -> None:
    if listed.get("state") != "drawn":
        raise Fault(f"the draw is {listed.get('state')}, not drawn yet")
    if set(listed) != FIELDS:
        raise Fault(f"fields that should not be there, or are missing: {sorted(set(listed) ^ FIELDS)}")
    for name in ("commit", "root", "sealed", "seed"):
        _is_hash(listed[name], name)
    if hashlib.sha256(bytes.fromhex(listed["seed"])).hexdigest() != listed["commit"]:
        raise Fault("the seed is not the one that was committed to")
    asked = {name: listed[name] for name in SEALED}
    asked["entries"] = {
        entry: {name: one[name] for name in ASKED if name in one} for entry, one in listed["entries"].items()
    }
    if _sha256(_canonical(asked)) != listed["sealed"]:
        raise Fault("something that was asked or offered is not as it was sealed before the seed was known")


def _check_people(listed: dict) -> None:
    people = listed["people"]
    for leaf in people:
        _is_hash(leaf, "a leaf")
    points = listed["checkpoints"]
    if not points or not all(_is_whole(seen) and 1 <= seen <= len(points) for seen in people.values()):
        raise Fault("somebody is in no checkpoint")
    for number, point in enumerate(points, 1):
        there = [leaf for leaf, seen in people.items() if seen <= number]
        if point != {"at": point["at"], "people": len(there), "root": root_of(there)}:
            raise Fault(f"checkpoint {number} was over other people: somebody was added or taken out later")
    if points[-1]["root"] != listed["root"]:
        raise Fault("the root is not that of all people")
    on = [leaf for entry, one in listed["entries"].items() for leaf in (entry, *one.get("members", ()))]
    if len(set(on)) != len(on):
        raise Fault("somebody is on two entries")
    if not set(on) <= set(people):
        raise Fault("somebody is on an entry who is not under the root")


def _check_given(listed: dict) -> None:
    for number, (entry, place) in enumerate(drawn(listed).items(), 1):
        said = listed["entries"][entry]
        told = {name: value for name, value in said.items() if name not in ASKED}
        if "gone" in told:
            raise Fault(f"the places of rank {number} were taken away by the office before they were given")
        if not _is_whole(told.get("rank")) or told != {"rank": number, **place}:
            raise Fault(f"rank {number}, {entry}: the list says {told}, the rule says {place or 'no place'}")


def drawn(listed: dict) -> dict:
    """Each entry in the order drawn, with the slot that the rule gives it."""
    seed, root = bytes.fromhex(listed["seed"]), bytes.fromhex(listed["root"])
    ranks = {
        hashlib.sha256(b"\x02" + seed + root + bytes.fromhex(one)).digest(): one for one in listed["entries"]
    }
    left, runs = dict(listed["places"]), listed["runs"]
    if not all(_is_whole(places) for places in left.values()):
        raise Fault("places are whole numbers")
    given = {}
    for rank in sorted(ranks):
        entry = listed["entries"][ranks[rank]]
        size = 1 + len(entry.get("members", ()))
        wished = [run for wish in entry.get("wishes", ()) for run in runs if run[0] == wish]
        fit = [run for run in wished + runs if all(left[slot] >= size for slot in run)]
        for slot in fit[0] if fit else ():
            left[slot] -= size
        given[ranks[rank]] = {"slot": fit[0][0]} if fit else {}
    return given


def root_of(leaves: list) -> str:
    """The root over leaves in the order of their bytes: always the longest full tree on the left (RFC 6962)."""
    return _tree([bytes.fromhex(leaf) for leaf in sorted(leaves)]).hex()


def _tree(leaves: list) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + _tree(leaves[:half]) + _tree(leaves[half:])).digest()


def report(listed: dict) -> list:
    """What the list says of itself."""
    got = sum("slot" in one for one in listed["entries"].values())
    told = {name: listed[name] for name in ("office", "service", "day", "commit", "root", "sealed", "seed")}
    told |= {"people": len(listed["people"]), "checkpoints": len(listed["checkpoints"])}
    told |= {"entries": len(listed["entries"]), "places": sum(listed["places"].values()), "drawn": got}
    return [f"{name:<16}{value}" for name, value in told.items()]


def of_entry(listed: dict, entry: str) -> str:
    """What became of one entry."""
    if entry in listed["entries"]:
        one = listed["entries"][entry]
        return f"This entry has rank {one['rank']}: {one.get('slot', 'no place')}."
    if entry in listed["people"]:
        return "This one is in the draw without an entry of its own: it was withdrawn, or came along with another."
    raise Fault(f"{entry} is not in this draw")


def _is_hash(value: object, name: str) -> None:
    if not isinstance(value, str) or not HEX.fullmatch(value):
        raise Fault(f"{name} is not 64 digits of hex")


def _is_whole(value: object) -> bool:
    return type(value) is int and value >= 0


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _once(pairs: list) -> dict:
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name stands twice in one object, among {sorted(names)[:8]}")
    return dict(pairs)


def _no_number(said: str) -> float:
    raise ValueError(f"{said} is not a whole number")


def _plain(value: str) -> str:
    """A value as people write it, in groups and in capitals, in its one spelling."""
    return "".join(value.split()).lower()


if __name__ == "__main__":
    sys.exit(main())

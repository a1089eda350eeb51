"""The verifier that anyone can download: it agrees with the product, and finds whatever was changed."""

import ast
import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing import draw_list, merkle
from chalicelib.queueing.draw_list import SEALED, cut, joined, part_of
from chalicelib.queueing.drawing import Entry, commit_of, sealed
from tests.functions.drawing.lists import ENTRIES, SEED, SLOTS, WITHDRAWN, a_list, leaf

FILE = Path(__file__).parents[3] / "web" / "public" / "verify_draw.py"
LIST = a_list()
PUBLISHED = {name: LIST[name] for name in ("commit", "root", "sealed")}

verifier = SimpleNamespace(**run_path(str(FILE)))


def fault(listed: dict[str, Any], published: dict[str, str] | None = None) -> str:
    """What the verifier says against a list, read as from a file; nothing when all is well."""
    try:
        part = verifier.read(json.dumps({**listed, "part": 1, "parts": 1}).encode())
        verifier.check(verifier.joined([part]), PUBLISHED if published is None else published)
    except verifier.Fault as found:
        return str(found)
    return ""


def places(part: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value in a document."""
    if at:
        yield at
    inside = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, one in inside:
        yield from places(one, (*at, name))


def other(value: Any) -> Any:
    """Something else of the same kind."""
    if isinstance(value, bool) or value is None:
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        last = "0" if value[-1:] != "0" else "1"
        return value[:-1] + last
    return [*value, "x"] if isinstance(value, list) else {**value, "x": 1}


def changed(how: str, at: tuple[Any, ...]) -> dict[str, Any]:
    """The list with one value changed, left out or renamed."""
    listed = copy.deepcopy(LIST)
    *way, last = at
    inside: Any = listed
    for step in way:
        inside = inside[step]
    if how == "change":
        inside[last] = other(inside[last])
    elif how == "rename" and isinstance(inside, dict):
        inside[other(last)] = inside.pop(last)
    else:
        del inside[last]
    return listed


def resealed(listed: dict[str, Any]) -> dict[str, Any]:
    """All that a forger of the whole list can do: the seal, the ranks and the places made anew."""
    return draw_list.drawn(sealed_anew(listed), bytes.fromhex(listed["seed"]))


def sealed_anew(listed: dict[str, Any]) -> dict[str, Any]:
    asked = {name: listed[name] for name in SEALED}
    if isinstance(asked["entries"], dict):
        asked["entries"] = {entry: as_asked(one) for entry, one in asked["entries"].items()}
    return {**listed, "sealed": sealed(asked)}


def as_asked(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    return {name: value for name, value in one.items() if name in ("wishes", "members")}


def test_it_imports_nothing_of_ours_and_nothing_that_must_be_installed():
    tree = ast.parse(FILE.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported <= sys.stdlib_module_names


def test_a_draw_as_it_was_held_is_right():
    assert fault(LIST, {}) == fault(LIST) == ""


@pytest.mark.parametrize("how", ["change", "leave out", "rename"])
def test_any_change_anywhere_is_found_without_what_was_published(how):
    """Every value, at every place of the list; a value that the file alone could not contradict is covered by the seal."""
    ways = list(places(LIST))
    missed = [at for at in ways if not fault(changed(how, at), {})]

    assert len(ways) > 150
    assert missed == []


def test_anything_added_is_found():
    for at in [(), ("entries", ENTRIES[0].entry), ("checkpoints", 0)]:
        listed = copy.deepcopy(LIST)
        inside = listed
        for step in at:
            inside = inside[step]
        inside["note"] = "x"

        assert fault(listed, {}), at


MINE = ENTRIES[1].entry
FORGERIES: dict[str, dict[str, Any]] = {
    "a place more": {"places": LIST["places"] | {SLOTS[0]: 4}},
    "another day": {"day": "2026-03-17"},
    "a run less": {"runs": LIST["runs"][:-1]},
    "other wishes": {"entries": LIST["entries"] | {MINE: {**LIST["entries"][MINE], "wishes": [SLOTS[3]]}}},
    "a member less": {"entries": LIST["entries"] | {MINE: {"wishes": LIST["entries"][MINE]["wishes"]}}},
    "an entry less": {"entries": {name: one for name, one in LIST["entries"].items() if name != MINE}},
    "another seed": {"seed": bytes(32).hex(), "commit": commit_of(bytes(32))},
}


@pytest.mark.parametrize("change", FORGERIES.values(), ids=list(FORGERIES))
def test_a_list_that_was_written_anew_is_found_by_what_was_published(change):
    forged = resealed(copy.deepcopy(LIST) | copy.deepcopy(change))

    assert fault(forged, {}) == ""
    assert "published" in fault(forged)


@pytest.mark.parametrize("seen", [1, 2])
def test_somebody_who_was_added_later_is_found_by_the_checkpoints_or_by_the_root(seen):
    """Into a checkpoint that was published before, or into the last, which makes another root."""
    listed = copy.deepcopy(LIST)
    listed["people"][leaf("late")] = seen
    listed["entries"][leaf("late")] = {}
    listed["root"] = listed["checkpoints"][-1]["root"] = verifier.root_of(listed["people"])
    listed["checkpoints"][-1]["people"] += 1

    forged = resealed(listed)

    assert ("checkpoint 1" in fault(forged, {})) == (seen == 1)
    assert "published root" in fault(forged) or seen == 1


def test_who_is_on_two_entries_is_found():
    listed = copy.deepcopy(LIST)
    listed["entries"][ENTRIES[0].entry]["members"] = [ENTRIES[1].entry]

    assert "two entries" in fault(resealed(listed), {})


def test_places_that_the_office_took_away_are_found():
    listed = copy.deepcopy(LIST)
    next(one for one in listed["entries"].values() if "slot" in one)["gone"] = True

    assert "taken away" in fault(listed)


@pytest.mark.parametrize("state", ["open", "closed", None])
def test_a_draw_that_is_not_over_is_not_right(state):
    assert "not drawn yet" in fault({**LIST, "state": state})


@given(
    st.lists(st.tuples(st.integers(0, 4), st.lists(st.integers(0, 3), max_size=3, unique=True)), max_size=30),
    st.lists(st.integers(0, 9), min_size=4, max_size=4),
    st.integers(1, 3),
)
def test_the_verifier_and_the_product_come_to_the_same(asked, free, long):
    """Two programs that share no line: entries, wishes, families, places and bookings of several slots by chance."""
    entries = [
        Entry(leaf(n), tuple(SLOTS[wish] for wish in wishes), tuple(leaf(f"{n} {m}") for m in range(members)))
        for n, (members, wishes) in enumerate(asked)
    ]
    runs = [SLOTS[n : n + long] for n in range(len(SLOTS) - long + 1)]

    assert fault(a_list(entries, runs, dict(zip(SLOTS, free, strict=True))), {}) == ""


@given(st.lists(st.integers(0, 10**6), max_size=70, unique=True))
def test_both_make_the_same_root(numbers):
    leaves = [leaf(n) for n in numbers]

    assert verifier.root_of(leaves) == merkle.root(sorted(bytes.fromhex(one) for one in leaves)).hex()


def test_a_long_list_is_cut_into_parts_and_is_whole_again(monkeypatch):
    monkeypatch.setattr(draw_list, "PART", 5)

    parts = cut(LIST)

    count = -(-len(LIST["people"]) // 5)
    assert [part["part"] for part in parts] == list(range(1, count + 1))
    assert all(part_of(one, count) == part["part"] for part in parts for one in part["people"])
    assert joined(parts) == LIST
    assert verifier.joined(parts) == LIST
    for bad in (parts[:-1], [parts[1], *parts], parts[::-1], [*parts[:-1], {**parts[-1], "day": "x"}]):
        with pytest.raises(verifier.Fault):
            verifier.joined(bad)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"\xff", b'{"part": 1.0}', b'{"part": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b"<html>"],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_a_sentence(content):
    with pytest.raises(verifier.Fault, match="no list"):
        verifier.read(content)


@pytest.mark.parametrize(
    "change",
    [{"people": []}, {"entries": 3}, {"people": {"x": 1}}, {"entries": {leaf(1): 3}}, {"runs": [[]]}, {"runs": 1},
     {"places": {SLOTS[0]: "4"}}, {"checkpoints": []}, {"checkpoints": [3]}, {"seed": None}, {"root": "0"}],
)  # fmt: skip
def test_a_list_of_another_shape_is_refused_in_a_sentence(change):
    assert fault(sealed_anew({**copy.deepcopy(LIST), **change}), {})


def run(*told: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", FILE, *told], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_command_says_what_it_found(tmp_path):
    whole, bad = tmp_path / "list.json", tmp_path / "bad.json"
    whole.write_text(json.dumps(cut(LIST)[0]))
    bad.write_text(json.dumps(cut({**LIST, "seed": "00" * 32})[0]))
    published = [f"--{name}={value.upper()}" for name, value in PUBLISHED.items()]

    code, said = run(str(whole), *published, "--entry", ENTRIES[0].entry)
    assert code == 0
    assert all(one in said for one in ("rsud", "umum", LIST["root"], SEED.hex(), "as its rule says."))
    rank = LIST["entries"][ENTRIES[0].entry]["rank"]
    assert f"This entry has rank {rank}: " in said

    assert "was withdrawn" in run(str(whole), "--entry", WITHDRAWN)[1]
    assert run(str(whole), "--entry", "0" * 64)[0] == 1
    assert run(str(whole), "--root", "0" * 64)[0] == 1
    assert "FAULT: the seed" in run(str(bad))[1]
    assert run(str(tmp_path / "none.json"))[0] == 1

"""The verifier that anyone can download: it finds every change by itself, and agrees with the product."""

import ast
import copy
import json
import subprocess
import sys
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queueing.ledger import hash_of, root, roots, verify
from chalicelib.queueing.line import LineKey
from tests.factories import KEY
from tests.functions.ledger.days import AT_EASE, a_day, exported

FILE = Path(__file__).parents[3] / "web" / "public" / "verify_ledger.py"
DAY = a_day()
ROOTS = roots(DAY)
EXPORT = exported(DAY)

verifier = SimpleNamespace(**run_path(str(FILE)))


def fault(export: dict[str, Any], *published: str) -> str:
    """What the verifier says against an export, read as from a file; nothing when all is well."""
    try:
        verifier.check(verifier.read(json.dumps(export).encode()), published)
    except verifier.Fault as found:
        return str(found)
    return ""


def bare(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """An export that names no root, as a forger would write it."""
    return {"office": KEY.office, "day": KEY.day, "epoch": KEY.epoch, "entries": entries}


def rehashed(entries: list[dict[str, Any]], key: LineKey = KEY) -> list[dict[str, Any]]:
    """The same content in a chain of its own: all that a forger of the whole ledger can do."""
    previous, made = root(key), []
    for seq, one in enumerate(entries, 1):
        made.append({**one, "seq": seq, "previous": previous})
        previous = made[-1]["hash"] = hash_of(made[-1])
    return made


def test_it_imports_nothing_of_ours_and_nothing_that_must_be_installed():
    tree = ast.parse(FILE.read_text())
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported <= sys.stdlib_module_names


def test_a_day_as_it_was_written_is_whole():
    assert fault(EXPORT) == fault(EXPORT, ROOTS.closed, ROOTS.supplement) == ""


@AT_EASE
@given(st.data())
def test_any_changed_field_of_any_entry_is_found_there_by_both(data):
    entries = copy.deepcopy(DAY)
    at = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(sorted({*entries[at], "reason", "phase", "moved", "counter", "why"})))
    value = data.draw(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just([]) | st.just("absent")
    )
    if name in entries[at] and type(value) is type(entries[at][name]) and value == entries[at][name]:
        value = f"{value}x"
    if value == "absent":
        value = entries[at].pop(name, "x")
    else:
        entries[at][name] = value
    if entries[at] == DAY[at]:
        entries[at]["why"] = value

    assert verify(entries, root(KEY)) == verifier.first_fault(bare(entries)) == at + 1


@AT_EASE
@given(st.data())
def test_a_left_out_added_swapped_or_doubled_entry_is_found_by_both(data):
    entries = list(DAY)
    at = data.draw(st.integers(0, len(entries) - 2))
    other = data.draw(st.integers(at + 1, len(entries) - 1))
    how = data.draw(st.sampled_from(["leave out", "swap", "double", "add"]))
    if how == "leave out":
        del entries[at]
    elif how == "swap":
        entries[at], entries[other] = entries[other], entries[at]
    elif how == "double":
        entries.insert(at, entries[at])
    else:
        entries.insert(at, {**entries[other], "seq": at + 1})

    found = verify(entries, root(KEY))

    assert found == verifier.first_fault(bare(entries)) == (at + 2 if how == "double" else at + 1)
    assert f"entry {found} " in fault({**EXPORT, "entries": entries})


@AT_EASE
@given(st.integers(0, len(DAY) - 1))
def test_what_was_cut_off_is_found_by_the_root(left):
    cut = DAY[:left]

    assert fault(bare(cut)) == ""
    assert "is not of this ledger" in fault(bare(cut), ROOTS.supplement)
    assert fault({**EXPORT, "entries": cut}) != ""


def test_a_cut_supplement_leaves_the_closed_root():
    assert fault(bare(DAY[:-1]), ROOTS.closed) == ""
    assert fault(bare(DAY[:-1]), ROOTS.closed, ROOTS.supplement) != ""


@AT_EASE
@given(st.data())
def test_a_ledger_that_was_written_anew_is_found_by_the_root(data):
    entries = copy.deepcopy(DAY)
    at = data.draw(st.integers(0, len(entries) - 4))
    how = data.draw(st.sampled_from(["change", "leave out", "swap"]))
    if how == "change":
        entries[at]["counter"] = "9"
    elif how == "leave out":
        del entries[at]
    else:
        entries[at], entries[at + 1] = entries[at + 1], entries[at]
    forged = rehashed(entries)

    assert verify(forged, root(KEY)) is None
    assert fault(bare(forged)) == ""
    assert "is not of this ledger" in fault(bare(forged), ROOTS.closed)


def test_an_entry_behind_the_close_that_is_no_correction_is_found_by_both():
    forged = rehashed([*DAY, {**DAY[0], "number": "A099"}])

    assert verify(forged, root(KEY)) == verifier.first_fault(bare(forged)) == len(DAY) + 1


def test_something_added_behind_is_found_by_the_root():
    forged = rehashed([*DAY, {**DAY[-1], "number": "A004"}])

    assert fault(bare(forged), ROOTS.closed) == ""
    assert "is not of this ledger" in fault(bare(forged), ROOTS.supplement)


@pytest.mark.parametrize(
    "change", [{"epoch": 2}, {"day": "2026-03-03"}, {"office": "kelurahan"}, {"epoch": "2"}]
)
def test_a_day_cannot_stand_for_another(change):
    assert "entry 1 " in fault({**EXPORT, **change})


@pytest.mark.parametrize("name", ["root", "closed_root", "supplement_root"])
def test_a_root_that_the_file_names_must_be_its_own(name):
    assert name in fault({**EXPORT, name: "0" * 64})


def test_a_name_that_stands_twice_is_refused():
    text = json.dumps(EXPORT).replace('"number": "A001"', '"number": "A009", "number": "A001"', 1)

    with pytest.raises(verifier.Fault, match="stands twice"):
        verifier.read(text.encode())


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"entries": 1}', b'{"entries": [1]}', b"\xff", b'{"entries": [{"seq": 1.0}]}',
     b'{"entries": [{"seq": NaN}]}', b'{"entries": ' + b"[" * 100_000, b"<html>"],
)  # fmt: skip
def test_what_is_no_ledger_is_refused_in_a_sentence(content):
    with pytest.raises(verifier.Fault, match="no ledger"):
        verifier.read(content)


@pytest.mark.parametrize(
    "entry", [{}, {"seq": True}, {"seq": 1, "previous": None, "hash": None}, {"seq": 1, "at": "\ud800"}]
)
def test_what_is_no_entry_is_found_by_both(entry):
    assert verify([entry], root(KEY)) == verifier.first_fault(bare([entry])) == 1


def run(*told: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", FILE, *told], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_command_says_what_it_found(tmp_path):
    whole, bad = tmp_path / "whole.json", tmp_path / "bad.json"
    whole.write_text(json.dumps(EXPORT))
    entries = copy.deepcopy(DAY)
    entries[10]["number"] = "A007"
    bad.write_text(json.dumps({**EXPORT, "entries": entries}))
    in_fours = " ".join(ROOTS.closed[n : n + 4].upper() for n in range(0, 64, 4))

    code, said = run(str(whole), "--root", in_fours)
    assert code == 0
    assert all(
        one in said for one in ("rsud", "2026-03-02", f"{len(DAY)}", ROOTS.closed, "The chain is whole.")
    )

    code, said = run(str(bad))
    assert (code, "FAULT: entry 11 " in said) == (1, True)
    assert run(str(whole), "--root", "0" * 64)[0] == 1
    assert run(str(tmp_path / "none.json"))[0] == 1


def test_the_browsers_check_is_tested_on_the_same_day():
    """web/tests/ledger.test.ts reads it; write it anew with `python -m tests.functions.ledger.days`."""
    kept = json.loads((FILE.parents[1] / "tests" / "ledger-day.json").read_text())

    assert kept == EXPORT

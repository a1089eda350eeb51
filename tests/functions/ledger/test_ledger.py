"""Nobody can change, move, add or leave out an entry of the ledger unseen, and nobody is known by one."""

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.ledger.append import append_step
from chalicelib.queueing.ledger import Gap, Roots, commit, entry, root, roots, verify
from chalicelib.store import ledger
from tests.factories import HOME, KEY, NINE, a_take, steps
from tests.functions.ledger.days import A_DAY, AT_EASE, CODE, DEVICES, GROUPS, a_day, chained

FIRST = root(KEY)
DAY = tuple(a_day())

PUBLIC = {
    "seq", "at", "kind", "previous", "number", "counter", "state", "list", "class", "turn", "reason", "of", "phase",
    "moved", "letters", "commitment", "offline", "hash",
}  # fmt: skip


def test_a_day_as_it_was_written_is_whole():
    assert verify(a_day(), FIRST) is None


@AT_EASE
@given(st.data())
def test_a_changed_value_is_found(data):
    entries = list(DAY)
    at = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from(sorted(entries[at])))
    value = entries[at][name]
    entries[at] = {**entries[at], name: value + 1 if isinstance(value, int) else f"{value}x"}

    assert verify(entries, FIRST) == at + 1


@AT_EASE
@given(st.data())
def test_a_left_out_moved_or_doubled_entry_is_found(data):
    entries = list(DAY)
    at = data.draw(st.integers(0, len(entries) - 2))
    how = data.draw(st.sampled_from(["leave out", "swap", "double"]))
    if how == "leave out":
        entries.pop(at)
    elif how == "swap":
        entries[at], entries[at + 1] = entries[at + 1], entries[at]
    else:
        entries.insert(at, entries[at])

    assert verify(entries, FIRST) == at + 1 if how != "double" else verify(entries, FIRST) == at + 2


def test_a_day_cannot_stand_for_another():
    assert verify(a_day(), root(replace(KEY, day="2026-03-03"))) == 1
    assert verify(a_day(), root(replace(KEY, epoch=2))) == 1


@pytest.mark.parametrize("kind", ["call", "take", "end"])
def test_behind_the_close_stand_only_corrections(kind):
    made = steps(*A_DAY, apart=7)
    entries = chained([*made[:-1], replace(made[-1], kind=kind)])

    assert verify(entries, FIRST) == len(made)
    assert verify(entries[:-1], FIRST) is None


def test_a_day_that_goes_on_has_a_head_only():
    entries = a_day(a_take(0), a_take(1))

    assert roots(entries) == Roots(head=entries[-1]["hash"])


def test_the_root_is_the_hash_of_the_close_and_what_comes_behind_has_a_second():
    entries = a_day()

    assert [one["kind"] for one in entries[-2:]] == ["end", "correct"]
    assert roots(entries[:-1]) == Roots(entries[-2]["hash"], entries[-2]["hash"], "")
    assert roots(entries) == Roots(entries[-1]["hash"], entries[-2]["hash"], entries[-1]["hash"])


def test_the_day_shows_every_kind_of_step():
    kinds = {
        "take", "check_in", "withdraw", "void", "call", "recall", "serve", "finish", "no_show", "hold", "resume",
        "return", "transfer", "undo", "counter", "end", "correct",
    }  # fmt: skip

    assert {one["kind"] for one in a_day()} == kinds


def test_the_guide_names_every_kind_and_field():
    guide = (Path(__file__).parents[3] / "docs" / "ledger.md").read_text()

    assert [word for word in PUBLIC | {one["kind"] for one in a_day()} if f"`{word}`" not in guide] == []


def test_no_entry_says_who_with_what_or_why_so_early():
    made = steps(*A_DAY, apart=7)
    hidden = {
        *GROUPS,
        *DEVICES,
        CODE,
        *(one.rid for one in made),
        *(one.ticket for one in made if one.ticket),
    }

    for public in chained(made):
        assert set(public) <= PUBLIC
        assert {name for moved in public.get("moved", ()) for name in moved} <= {
            "number",
            "state",
            "list",
            "turn",
        }
        assert [word for word in hidden if word in json.dumps(public)] == []


def test_a_new_field_of_a_step_is_not_public_by_itself():
    """Whoever adds a field to `Step` decides here whether the world may see it."""
    [made] = steps(a_take(0))

    assert set(asdict(made)) - PUBLIC == {"rid", "by", "result", "ticket", "klass", "call", "replayed"}


def test_times_are_to_the_minute():
    [made] = steps(a_take(0), now=NINE + 42)

    assert entry(made, FIRST).public()["at"] == "2026-03-02T02:00:00Z"


def test_two_numbers_of_one_group_commit_to_different_values():
    assert commit(CODE, "1", "kiosk-rsud-1", "elderly") != commit(CODE, "2", "kiosk-rsud-1", "elderly")
    assert commit(CODE, "1", "kiosk-rsud-1", "elderly") != commit(CODE[::-1], "1", "kiosk-rsud-1", "elderly")


@pytest.mark.usefixtures("deployed")
class TestKept:
    def test_an_entry_waits_for_the_one_before(self):
        first, second = steps(a_take(0), a_take(1))

        with pytest.raises(Gap):
            append_step(HOME, KEY, second)

        append_step(HOME, KEY, first)
        append_step(HOME, KEY, second)
        assert ledger.checkpoint(HOME, KEY) == 2

    def test_an_entry_is_written_once(self):
        [first] = steps(a_take(0))

        written, again = append_step(HOME, KEY, first, "CODE"), append_step(HOME, KEY, first, "ANOTHER")

        assert (written[1], again) == (True, (written[0], False))

    def test_what_is_kept_beside_an_entry_is_not_read_with_it(self):
        for made in steps(*A_DAY, apart=7):
            append_step(HOME, KEY, made, CODE, "elderly")

        entries = ledger.read(HOME, KEY)

        assert verify(entries, FIRST) is None
        assert {name for one in entries for name in one} <= PUBLIC

    def test_the_roots_are_found_from_the_end(self):
        entries = []
        for made in steps(*A_DAY, apart=7):
            append_step(HOME, KEY, made)
            entries = ledger.read(HOME, KEY)

            last, found = ledger.read_roots(HOME, KEY)

            assert (last, found) == (made.seq, roots(entries))

    def test_a_long_supplement_hides_no_root(self):
        made = steps(*A_DAY, apart=7)
        more = [replace(made[-1], seq=made[-1].seq + n) for n in range(1, 120)]
        for one in [*made, *more]:
            append_step(HOME, KEY, one)

        assert ledger.read_roots(HOME, KEY) == (len(made) + 119, roots(ledger.read(HOME, KEY)))

    def test_a_day_without_steps_has_no_root(self):
        assert ledger.read_roots(HOME, KEY) == (0, Roots())

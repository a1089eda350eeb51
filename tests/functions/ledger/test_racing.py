"""Two consumers follow the same stream at once, out of order, twice and with crashes: each step is in the ledger once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest

from chalicelib.queueing.commands import Step
from chalicelib.queueing.ledger import root, roots, verify
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger, lines, parked, table
from tests.factories import HOME, KEY, NINE, a_take, an_office_document
from tests.functions.deployed import load_office, record
from tests.functions.ledger import consuming
from tests.functions.ledger.days import A_DAY, chained

pytestmark = [pytest.mark.engine, pytest.mark.slow, pytest.mark.usefixtures("dynamodb")]

CONSUMERS = 2
OTHER = LineKey("kelurahan", KEY.day)


def a_stream():
    """The records of a whole day, and of another office between them; and the steps of both."""
    load_office(an_office_document())
    load_office(an_office_document(id="kelurahan"), order=2)
    records = []
    steps: dict[LineKey, list[Step]] = {KEY: [], OTHER: []}
    for n, command in enumerate(A_DAY):
        steps[KEY].append(lines.apply(HOME, KEY, command, NINE + 7 * n)[1])
        records.append(record(f"line#rsud#{KEY.day}#1", "line"))
        take = a_take(f"other {n}", NINE + n)
        steps[OTHER].append(lines.apply(HOME, OTHER, take, NINE + 7 * n)[1])
        records.append(record(f"line#kelurahan#{KEY.day}#1", "line"))
    return records, steps


def test_two_consumers_of_the_same_batches_write_each_entry_once_and_in_order():
    records, steps = a_stream()
    batches = [records[at : at + 6] for at in range(0, len(records), 6)]
    with ProcessPoolExecutor(CONSUMERS, multiprocessing.get_context("spawn")) as pool:
        deaths = sum(pool.map(consuming.consume, range(CONSUMERS), [batches] * CONSUMERS))
        while pool.submit(consuming.tidy).result():
            pass

    for key, made in steps.items():
        entries = ledger.read(HOME, key)
        assert [(one["seq"], one["kind"]) for one in entries] == [(one.seq, one.kind) for one in made]
        assert verify(entries, root(key)) is None
        assert roots(entries) == roots(chained(made, key, committed=False))
        assert parked.parked(HOME, key.office) == []
    assert deaths > 0


def test_without_the_condition_on_a_free_key_the_race_is_found(monkeypatch):
    """Two consumers with different secrets of one step must agree on who was first; a plain put lets the last win."""
    _, steps = a_stream()
    first, second = steps[KEY][:2]
    monkeypatch.setattr(table.Table, "put_new", lambda self, item: self.put(item))
    ledger.append(HOME, KEY, first, "one")
    ledger.append(HOME, KEY, second, "")
    ledger.forget()

    ledger.append(HOME, KEY, replace(first, by="late"), "other")

    assert verify(ledger.read(HOME, KEY), root(KEY)) == 2

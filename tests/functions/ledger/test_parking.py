"""Whichever record fails, its office's later ones wait for it and no other office's do; a replay puts all right."""

from copy import deepcopy

import pytest

from chalicelib import stream
from chalicelib.queueing.ledger import root, verify
from chalicelib.queueing.line import LineKey
from chalicelib.store import ledger, parked
from tests.factories import HOME, KEY, NINE, a_take, an_office_document, moment
from tests.functions.deployed import done, load_office

pytestmark = pytest.mark.usefixtures("deployed")

NOW = moment("Monday 2026-03-02 09:00")
OTHER = LineKey("kelurahan", KEY.day)
STEPS = 6


def follow(records):
    for office, ours in stream.by_office(records).items():
        stream.follow_office(office, ours, NOW)


def records_of(key):
    return [record for n in range(STEPS) for record in done(a_take(f"{key} {n}", NINE + n), key=key)]


def seqs(key):
    entries = ledger.read(HOME, key)
    assert verify(entries, root(key)) is None
    return [entry["seq"] for entry in entries]


@pytest.mark.slow
@pytest.mark.parametrize("batch", [1, 5])
@pytest.mark.parametrize("bad", range(STEPS))
def test_a_failing_record_parks_its_offices_later_ones_only_until_it_is_mended(bad, batch):
    load_office(an_office_document(id=OTHER.office), order=2)
    ours, others = records_of(KEY), records_of(OTHER)
    sound, spoilt = ours[bad], deepcopy(ours[bad])
    spoilt["dynamodb"]["NewImage"]["waiting"] = {"S": "?"}
    mixed = [
        one for pair in zip([*ours[:bad], spoilt, *ours[bad + 1 :]], others, strict=True) for one in pair
    ]

    for at in range(0, len(mixed), batch):
        follow(mixed[at : at + batch])
    stream.each_minute(NOW)

    assert (seqs(KEY), len(parked.parked(HOME, KEY.office))) == (list(range(1, bad + 1)), STEPS - bad)
    assert (seqs(OTHER), parked.parked(HOME, OTHER.office)) == (list(range(1, STEPS + 1)), [])

    parked.release(HOME, KEY.office, parked.parked(HOME, KEY.office)[0].sequence)
    change = sound["dynamodb"]
    parked.park(HOME, KEY.office, change["SequenceNumber"], change["NewImage"], "mended")
    assert stream.each_minute(NOW) == 0

    assert (seqs(KEY), parked.parked(HOME, KEY.office)) == (list(range(1, STEPS + 1)), [])


def test_a_batch_that_was_cut_short_goes_on_where_it_was(monkeypatch):
    """Else one that takes longer than the function may run would begin anew for ever."""
    records, followed = records_of(KEY), []
    follow(records[:4])
    whole = stream.follow

    def counted(office, line, step, now):
        followed.append(step.seq)
        return whole(office, line, step, now)

    monkeypatch.setattr(stream, "follow", counted)
    follow(records)

    assert (followed, seqs(KEY)) == ([5, 6], list(range(1, STEPS + 1)))


def test_records_that_come_in_the_wrong_order_are_put_into_theirs():
    records = records_of(KEY)

    follow(records[::-1])
    stream.each_minute(NOW)

    assert (seqs(KEY), parked.parked(HOME, KEY.office)) == (list(range(1, STEPS + 1)), [])

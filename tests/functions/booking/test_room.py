"""The waiting room: speed gains nothing, no pass no place, and one pass one booking."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from chalicelib import codes
from chalicelib.booking import passes, use_pass
from chalicelib.booking.admission import admit, scope_of
from chalicelib.booking.book import book
from chalicelib.booking.claim import claim_of
from chalicelib.booking.door import Knock
from chalicelib.booking.enter_room import ask_again, enter_room
from chalicelib.booking.passes import Pass, Scope
from chalicelib.booking.use_pass import HOLDS, used
from chalicelib.errors import Conflict, NotAdmitted, NotTaken, PassUsed, SlotFull, TooMany, UnknownSlot
from chalicelib.queueing.slots import slots_on
from chalicelib.settings import settings
from chalicelib.store import rooms
from chalicelib.store import table as tables
from tests.factories import HOME, an_office, an_office_document, moment
from tests.functions.api import ask, load, open_always
from tests.functions.booking.asking import NIKS

pytestmark = pytest.mark.usefixtures("aws")

DAY = date(2026, 3, 16)
OPENS = moment("Monday 2026-03-02 08:00")
SETTLES, EARLY, LATE = (
    OPENS + timedelta(seconds=60),
    OPENS - timedelta(minutes=5),
    OPENS + timedelta(minutes=5),
)
SLOT = {**an_office_document()["slot"], "opens": "08:00", "room": {"per_second": 5, "minutes": 30}}
OFFICE = an_office(slot=SLOT)
SERVICE = OFFICE.service("umum")
SLOTS = "/offices/rsud/services/umum/slots"


def comes(key="k", now=EARLY, address="198.51.100.7", day=DAY):
    return enter_room(OFFICE, SERVICE, day, "", str(key), address, now)


def asks_again(entry, now=SETTLES, day=DAY):
    return ask_again(OFFICE, SERVICE, day, entry.written, now)


def is_let_in(written, now, day=DAY):
    return admit(OFFICE, SERVICE, day, written, now)


def let_in_at(entry):
    """The admission of an entry at its own time."""
    settled = asks_again(entry, LATE)
    at = OPENS + timedelta(seconds=settled.at - OPENS.timestamp())
    return is_let_in(entry.written, at)


def as_another_process():
    rooms.forget()


def test_who_comes_early_gets_a_lot_and_learns_its_time_when_the_order_is_settled():
    early = comes()

    settled = asks_again(early)

    assert not early.settled
    assert 1 <= early.at - SETTLES.timestamp() <= 6
    assert settled.settled
    assert settled.at == int(SETTLES.timestamp()) + 1
    assert asks_again(settled).written == settled.written


def test_the_same_request_gets_the_same_pass_at_any_process():
    early = [comes()]
    as_another_process()
    early += [comes(), comes(now=OPENS)]
    late = [comes("l", LATE)]
    as_another_process()
    late += [comes("l", LATE + timedelta(seconds=9)), comes("l", LATE + timedelta(minutes=2))]

    assert len({one.written for one in early}) == 1
    assert len({(one.written, one.at) for one in late}) == 1
    assert comes("other", LATE).written != late[0].written


def test_speed_gains_nothing():
    """Of 400 who come before the order is settled, the first and the last have the same chances, with fixed keys."""
    keys = [str(UUID(int=random.Random(n).getrandbits(128))) for n in range(400)]
    came = [comes(key, EARLY + timedelta(seconds=n // 2)) for n, key in enumerate(keys)]

    ranks = _ranks([asks_again(one).at for one in came])

    quarters = [0, 100, 200, 300]
    table = [sum(1 for r in ranks[a : a + 100] if b <= r < b + 100) for a in quarters for b in quarters]
    # Chi-squared of 16 cells with 9 degrees of freedom is beyond 27.9 once in a thousand.
    assert sum((n - 25) ** 2 / 25 for n in table) < 27.9


def test_a_bot_with_fifty_connections_has_fifty_lots_and_no_more():
    """The bot asks first and 50 at once; 450 others come after it. It has its tenth of each tenth, by chance."""
    bot = [comes(f"bot {n}", EARLY, "203.0.113.9") for n in range(50)]
    others = [comes(f"visitor {n}", OPENS, f"198.51.100.{n % 250}") for n in range(450)]

    ranks = _ranks([asks_again(one).at for one in bot + others])

    tenths = [sum(1 for rank in ranks[:50] if rank // 50 == tenth) for tenth in range(10)]
    # Chi-squared with 9 degrees of freedom.
    assert sum((n - 5) ** 2 / 5 for n in tenths) < 27.9
    assert sum(tenths) == 50


def test_one_lot_is_not_multiplied_by_asking_from_many_addresses():
    bot = [asks_again(comes("one key", address=f"203.0.113.{n}")) for n in range(20)]

    assert len({one.written.split(".")[1] for one in bot}) == 20
    assert len({one.at for one in bot}) > 1


def test_midnight_in_utc_makes_no_second_pass_of_one():
    """At seven in Jakarta, when the day opens, the date in UTC changes."""
    office = an_office(slot={**SLOT, "opens": "07:00"})
    before, after = moment("Monday 2026-03-02 06:59"), moment("Monday 2026-03-02 07:00")

    first, second = (
        enter_room(office, office.service("umum"), DAY, "", "k", "198.51.100.7", now)
        for now in (before, after)
    )

    assert first.written == second.written


def test_a_bot_cannot_use_more_passes_than_an_address_may(monkeypatch):
    monkeypatch.setenv("ANTREAN_RATE_LIMITS", "on")
    monkeypatch.setattr(use_pass, "MOST", 3)
    settings.cache_clear()
    bot = [let_in_at(comes(f"bot {n}", address="203.0.113.9")) for n in range(5)]
    visitor = let_in_at(comes("visitor"))

    said = [_books(admission, f"booking {n}") for n, admission in enumerate([*bot, visitor])]

    assert said == ["", "", "", "TooMany", "TooMany", ""]


def _books(admission, booking):
    try:
        with used(admission, booking):
            return ""
    except (Conflict, TooMany) as refusal:
        return type(refusal).__name__


def _ranks(moments):
    order = sorted(range(len(moments)), key=lambda n: moments[n])
    return [order.index(n) for n in range(len(moments))]


def test_no_more_are_let_in_than_the_rate_says_whoever_comes_when():
    entries = [comes(n, EARLY) for n in range(200)]
    entries = [asks_again(one) for one in entries]
    entries += [comes(f"late {n}", SETTLES + timedelta(seconds=n // 20)) for n in range(200)]
    entries += [comes(f"later {n}", SETTLES + timedelta(minutes=8)) for n in range(100)]

    moments = sorted(one.at for one in entries)

    begin = SETTLES.timestamp()
    assert all(n <= 5 * (second - begin) for n, second in enumerate(moments, 1))
    crowd = [one.at - begin for one in entries[400:]]
    assert min(crowd) == 480
    # Not all at once after a pause: what was saved up is ten seconds' worth.
    assert max(crowd) >= 480 + (100 - 20) / 5 - 10


def test_while_a_day_is_rushed_for_nothing_goes_without_a_pass():
    with pytest.raises(NotAdmitted) as before:
        is_let_in("", OPENS)
    with pytest.raises(NotAdmitted) as without:
        is_let_in("", LATE)

    assert before.value.retry_after == 60
    assert (without.value.field, without.value.retry_after) == ("pass", 1)
    assert is_let_in("", OPENS + timedelta(minutes=30)) is None
    assert admit(an_office(), SERVICE, DAY, "", LATE) is None


def test_a_pass_is_good_in_its_ten_minutes():
    entry = asks_again(comes())
    at = SETTLES + timedelta(seconds=entry.at - SETTLES.timestamp())

    with pytest.raises(NotAdmitted) as soon:
        is_let_in(entry.written, SETTLES)
    with pytest.raises(NotAdmitted):
        is_let_in(entry.written, at + timedelta(seconds=601))

    assert soon.value.retry_after == entry.at - SETTLES.timestamp()
    assert is_let_in(entry.written, at)
    assert is_let_in(entry.written, at + timedelta(seconds=600))
    assert admit(OFFICE, SERVICE, DAY, entry.written, at + timedelta(seconds=700), has_hold=True)


def test_a_pass_of_who_came_early_is_good_without_asking_again():
    entry = comes()

    with pytest.raises(NotAdmitted):
        is_let_in(entry.written, OPENS)
    assert is_let_in(entry.written, SETTLES + timedelta(seconds=30))


def test_a_pass_is_for_its_own_service_day_and_office():
    entry = asks_again(comes())
    other = comes("o", OPENS + timedelta(days=1), day=DAY + timedelta(days=1))

    for written in (
        other.written,
        entry.written.replace(".", ".A", 1)[:-1],
        f"{entry.at - 1}{entry.written[entry.written.index('.') :]}",
        passes.write(Scope(HOME, "other", "umum", DAY.isoformat()), Pass("0" * 16, "", entry.at)),
        passes.write(Scope("ap-southeast-5", "rsud", "umum", DAY.isoformat()), Pass("0" * 16, "", entry.at)),
        "0.0000000000000000..000000000000000000000000",
    ):
        with pytest.raises(NotAdmitted):
            is_let_in(written, LATE)


def test_what_was_written_by_us_is_read_again():
    scope = scope_of(OFFICE, SERVICE, DAY)
    one = Pass(codes.id_of("x"), "8c1f0a9be2d4", 1_772_000_000)

    assert passes.read(scope, passes.write(scope, one)) == one


def test_one_pass_is_one_booking():
    admission = let_in_at(comes())

    with used(admission, "first"):
        pass
    with used(admission, "first"):
        pass

    with pytest.raises(PassUsed), used(admission, "second"):
        pass
    with pytest.raises(PassUsed), used(admission):
        pass


def test_a_pass_holds_a_few_places_before_it_books():
    admission = let_in_at(comes())
    for _ in range(HOLDS):
        with used(admission):
            pass

    with pytest.raises(PassUsed), used(admission):
        pass
    with used(admission, "booking"):
        pass


@pytest.mark.parametrize("held", [False, True])
def test_who_found_no_place_has_the_pass_again(held):
    admission = let_in_at(comes())
    if held:
        with used(admission):
            pass

    with pytest.raises(SlotFull), used(admission, "first"):
        raise SlotFull

    with used(admission, "second"):
        pass


def test_nothing_is_written_for_who_comes_early_but_a_count():
    requests = []
    tables.visitors(HOME).connection.client.meta.events.register(
        "before-call.dynamodb", lambda model, **_: requests.append(model.name)
    )

    for n in range(91):
        comes(n)

    # Counted ahead in blocks of 1, 2, 4, 8, 16, 20, 20, 20.
    assert requests == ["UpdateItem"] * 8


def test_the_room_is_open_from_a_quarter_of_an_hour_before():
    with pytest.raises(NotAdmitted) as early:
        comes(now=moment("Monday 2026-03-02 07:00"))

    assert early.value.retry_after == 45 * 60


@pytest.mark.parametrize("day", ["2026-03-01", "2026-03-18", "2026-03-15", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_booked_has_no_room(day):
    with pytest.raises(UnknownSlot):
        comes(day=date.fromisoformat(day))


def test_an_office_without_a_room_says_so():
    office = an_office()

    with pytest.raises(NotTaken):
        enter_room(office, office.service("umum"), DAY, "", "k", "", EARLY)


# Over HTTP, where it is now.


def an_open_room(minutes_ago):
    """The newest day of an office, that opened so many minutes ago."""
    office = an_office(**{**open_always(), "slot": SLOT})
    now = datetime.now(UTC)
    opens = (now - timedelta(minutes=minutes_ago)).astimezone(office.zone)
    load(open_always(slot={**SLOT, "opens": f"{opens:%H:%M}"}))
    return (opens.date() + timedelta(days=SLOT["days"])).isoformat()


def test_over_http_a_pass_is_got_and_asked_about():
    day = an_open_room(minutes_ago=5)
    body, key = {"service": "umum", "day": day}, str(uuid4())

    said = [ask("POST", "/offices/rsud/room", body, key=key) for _ in range(2)]
    again = ask("POST", "/offices/rsud/room", {**body, "pass": said[0].body["pass"]})

    assert [one.status for one in said] == [201, 201]
    assert said[0].body == said[1].body == again.body
    assert said[0].body["settled"]


def test_over_http_one_pass_holds_and_books_one_place():
    day = an_open_room(minutes_ago=5)
    first, second = [one["id"] for one in ask("GET", f"{SLOTS}?date={day}").body["slots"]][:2]
    body = {"service": "umum", "slot": first}
    without = [ask("POST", f"/offices/rsud/{what}", body) for what in ("holds", "bookings")]

    got = {"pass": ask("POST", "/offices/rsud/room", {"service": "umum", "day": day}).body["pass"]}
    held = ask("POST", "/offices/rsud/holds", {**body, **got})
    booked = ask("POST", "/offices/rsud/bookings", {**body, **got, "hold": held.body["hold"]})
    again = ask("POST", "/offices/rsud/bookings", {**body, **got, "slot": second})

    assert [(one.status, one.kind, one.headers["retry-after"]) for one in without] == [
        (429, "not-admitted", "1"),
        (429, "not-admitted", "1"),
    ]
    assert (held.status, booked.status, booked.body["state"]) == (201, 201, "booked")
    assert (again.status, again.kind) == (409, "pass-used")


@pytest.mark.parametrize(
    ("changes", "status", "kind", "field"),
    [
        ({"service": None}, 422, "invalid", "service"),
        ({"service": "mata"}, 404, "unknown-service", "service"),
        ({"service": "gigi"}, 409, "not-taken", "service"),
        ({"day": None}, 422, "invalid", "day"),
        ({"day": "2026-02-30"}, 422, "invalid", "day"),
        ({"day": "2020-01-01"}, 404, "unknown-slot", "day"),
        ({"day": "0001-01-01"}, 404, "unknown-slot", "day"),
        ({"pass": "x"}, 422, "invalid", "pass"),
        ({"pass": 7}, 422, "invalid", "pass"),
        ({"pass": "0.0000000000000000..000000000000000000000000"}, 429, "not-admitted", "pass"),
        ({"name": "Siti"}, 422, "invalid", "name"),
    ],
)
def test_a_field_at_fault_is_named(changes, status, kind, field):
    day = an_open_room(minutes_ago=5)
    body = {"service": "umum", "day": day, **changes}

    said = ask("POST", "/offices/rsud/room", {k: v for k, v in body.items() if v is not None})

    assert (said.status, said.kind, said.body["field"]) == (status, kind, field)


def test_where_there_is_no_room_one_cannot_come_in():
    load(open_always())

    said = ask("POST", "/offices/rsud/room", {"service": "umum", "day": "2026-03-16"})

    assert (said.status, said.kind) in ((409, "not-taken"), (404, "unknown-slot"))


def asks_for_nik():
    """The office, where this service asks for a NIK."""
    document = an_office_document()
    document["services"][0]["nik"] = "required"
    return an_office(slot=SLOT, services=document["services"])


def comes_as(nik, key, now=EARLY, address="198.51.100.7"):
    office = asks_for_nik()
    return enter_room(office, office.service("umum"), DAY, "", key, address, now, nik)


@pytest.mark.parametrize("now", [EARLY, LATE])
def test_where_a_nik_is_asked_for_fifty_connections_of_one_person_have_one_pass(now):
    made = [comes_as(NIKS[0], f"k{n}", now, f"198.51.100.{n}") for n in range(50)]
    other = comes_as(NIKS[1], "k0", now)

    assert len({one.written.split(".")[1] for one in made}) == len({one.at for one in made}) == 1
    assert other.written.split(".")[1] != made[0].written.split(".")[1]
    assert NIKS[0] not in str(made)


def test_a_pass_is_good_for_the_person_whose_it_is():
    office, slot = asks_for_nik(), next(slots_on(asks_for_nik(), asks_for_nik().service("umum"), DAY)).id
    made = ask_again(office, office.service("umum"), DAY, comes_as(NIKS[0], "k").written, SETTLES)
    at = datetime.fromtimestamp(made.at, UTC)

    def books(nik, key):
        body = {"service": "umum", "slot": slot, "visitor": {"nik": nik}}
        return book(
            office, claim_of(office, body, "id", at), "", key * 32, "b", at, knock=Knock(made.written)
        )

    with pytest.raises(NotAdmitted) as refused:
        books(NIKS[1], "a")
    assert refused.value.field == "pass"
    assert books(NIKS[0], "b").state == "booked"


def test_one_pass_of_a_person_holds_five_places_from_however_many_addresses():
    office = asks_for_nik()
    entries = [comes_as(NIKS[0], "k", address=f"198.51.100.{n}") for n in range(HOLDS + 1)]

    def holds(entry):
        admission = admit(office, office.service("umum"), DAY, entry.written, LATE)
        with used(admission):
            return "held"

    assert len({one.written for one in entries}) > 1
    assert [holds(one) for one in entries[:HOLDS]] == ["held"] * HOLDS
    with pytest.raises(PassUsed):
        holds(entries[HOLDS])


def test_over_http_the_room_asks_for_the_nik_where_the_service_does():
    doc = open_always()
    doc["services"][0]["nik"] = "required"
    doc["slot"] |= {"opens": "00:00", "room": {"per_second": 5, "minutes": 1440}}
    load(doc)
    day = (datetime.now(UTC).astimezone(OFFICE.zone).date() + timedelta(days=14)).isoformat()

    without, with_ = (
        ask("POST", "/offices/rsud/room", {"service": "umum", "day": day, **more})
        for more in ({}, {"nik": NIKS[0]})
    )

    assert (without.status, without.body["field"]) == (422, "nik")
    assert with_.status == 201

"""What the cloud writes on a slip fits every paper: all offices, all services, both languages."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.issuing.why import ENGLISH, INDONESIAN
from chalicelib.queueing.office_document import office_from
from chalicelib.queueing.waiting_time import Pace
from chalicelib.store.tickets import Ticket
from chalicelib.ticketing.slip import WAITING, moment
from devices.kiosk.layout import Row, inked, lay_out
from devices.printers import COLUMNS, MODELS, Printer
from devices.simulated.render import render
from infra.offices import load_offices
from tests.factories import NINE

OFFICES = {one["id"]: office_from(one, one["home"]) for one in load_offices(2026)}
URL = "https://antrean.example/#/t/7Q2M4XK9T0ZB6HVN"
LONGEST = {"minutes": 120, "from": "09.00 WITA", "turn": "08.45 WITA", "until": "10.15 WITA", "place": "12"}
WHYS = {"id": INDONESIAN, "en": ENGLISH}
WORDS = re.compile(r"\S+")


def slip(office: str, service: str, language: str, why: str, ahead: int) -> dict[str, Any]:
    """The slip of somebody who came at nine, with this explanation."""
    pace, names = Pace(OFFICES[office]), OFFICES[office].service(service).name
    ticket = Ticket(
        id="t", code="0" * 16, office=office, day="2026-03-02", epoch=1, service=service, letter="A", rid="",
        fence=0, body="", taken=NINE, expires=0, number="A1001", state="waiting", klass="walk-in",
        language=language,
    )  # fmt: skip
    explained = WHYS[language][why].format_map(LONGEST | {"service": names[language]})
    lines = [OFFICES[office].name[language], names[language], ticket.number, moment(pace, ticket)]
    lines += [WAITING[language].format(ahead=ahead, low=ahead * 4, high=ahead * 9), explained]
    return {"number": ticket.number, "lines": lines}


def texts(told: dict[str, Any], columns: int) -> list[Row]:
    return [row for row in lay_out(told, URL, columns) if isinstance(row, Row)]


@pytest.mark.parametrize("columns", COLUMNS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_line_of_every_office_fits_and_loses_no_word(columns: int, language: str) -> None:
    for name, office in OFFICES.items():
        for service in office.services:
            for why in WHYS[language]:
                told = slip(name, service.id, language, why, 999)
                rows = texts(told, columns)

                assert all(len(row.text) * row.size <= columns for row in rows)
                assert "?" not in "".join(row.text for row in rows)
                printed = [word for row in rows for word in WORDS.findall(row.text)]
                assert len(printed) >= sum(len(WORDS.findall(line)) for line in told["lines"])


@given(
    office=st.sampled_from(sorted(OFFICES)),
    language=st.sampled_from(sorted(WHYS)),
    model=st.sampled_from(sorted(MODELS)),
    ahead=st.integers(0, 9999),
    data=st.data(),
)
def test_no_paper_of_any_model_overflows(
    office: str, language: str, model: str, ahead: int, data: st.DataObject
) -> None:
    known = MODELS[model]
    settings = Printer(columns=known["columns"], native_qr=True, cut=known["cut"])
    service = data.draw(st.sampled_from([one.id for one in OFFICES[office].services]))
    why = data.draw(st.sampled_from(sorted(WHYS[language])))
    told = slip(office, service, language, why, ahead)

    drawn = render(inked(lay_out(told, URL, settings.columns), settings), settings.columns)
    assert (drawn.overflows, drawn.unknown, drawn.codes) == ([], [], [URL])

"""The printers of this country as data: every one can be named in a configuration, and what it says wins."""

from pathlib import Path
from typing import Any

import pytest

from devices.fields import ConfigWrong, Fields
from devices.printers import COLUMNS, KINDS, MODELS, Printer, printer_from

THERE = {"network": {"host": "10.0.0.9"}, "usb": {}, "serial": {"device": "/dev/ttyUSB0"}}


def read(**values: Any) -> Printer:
    return printer_from(Fields(Path("kiosk.json"), values, "printer."))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("model", MODELS)
def test_every_model_can_be_on_every_wire(model: str, kind: str) -> None:
    made = read(kind=kind, model=model, **THERE[kind])

    known = MODELS[model]
    assert (made.kind, made.columns, made.cut) == (kind, known["columns"], known["cut"])
    assert (made.native_qr, made.ordered_status) == (known["native_qr"], known["ordered_status"])


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_all_that_layout_and_status_need(model: str) -> None:
    known = MODELS[model]

    assert known.keys() == {"title", "paper", "columns", "native_qr", "ordered_status", "cut", "baud"}
    assert known["columns"] in COLUMNS
    assert (known["paper"] == 58) is (known["columns"] == 32)
    assert not known["native_qr"] or known["paper"] == 80


def test_what_the_file_says_is_stronger_than_the_model() -> None:
    made = read(model="zj-58", host="10.0.0.9", native_qr=True, columns=42)

    assert (made.native_qr, made.columns, made.ordered_status) == (True, 42, False)


def test_without_kind_or_model_it_is_what_it_was() -> None:
    assert read(host="10.0.0.9") == Printer("10.0.0.9")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({}, "printer.host"),
        ({"kind": "parallel"}, "printer.kind"),
        ({"kind": "serial"}, "printer.device"),
        ({"kind": "serial", "device": "/dev/ttyS0", "baud": 300}, "printer.baud"),
        ({"host": "10.0.0.9", "model": "typewriter"}, "printer.model"),
        ({"kind": "usb", "vendor": 65536}, "printer.vendor"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, Any], named: str) -> None:
    with pytest.raises(ConfigWrong, match=named):
        read(**values)

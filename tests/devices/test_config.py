"""A wrong configuration is refused with its field."""

import json
from pathlib import Path
from typing import Any

import pytest

from devices.config import load
from devices.fields import ConfigWrong
from schemas import topics
from tests.devices.office import ROOT, configure


def test_what_is_left_out_has_a_sensible_default(tmp_path: Path) -> None:
    config = load(configure(None, tmp_path, topics.KIOSK), topics.KIOSK)

    assert (config.language, config.printer.columns, config.printer.native_qr) == ("id", 48, True)
    assert config.state_dir == tmp_path / "state"


def test_a_narrow_printer_gets_its_code_as_a_picture(tmp_path: Path) -> None:
    file = configure(None, tmp_path, topics.KIOSK, printer={"host": "127.0.0.1", "columns": 32})

    assert not load(file, topics.KIOSK).printer.native_qr


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"thing": ""}, 'thing: must be a text (is "")'),
        (
            {"thing": "button-rsud-igd-1"},
            'thing: must be a name that begins with kiosk- (is "button-rsud-igd-1")',
        ),
        ({"office": 7}, "office: must be a text (is 7)"),
        ({"kind": "button"}, 'kind: must be one of kiosk (is "button")'),
        ({"port": 0}, "port: must be a number from 1 to 65535 (is 0)"),
        ({"port": True}, "port: must be a number from 1 to 65535 (is true)"),
        ({"key": "absent.key"}, 'key: must be a file that exists (is "absent.key")'),
        ({"language": "nl"}, 'language: must be one of id, en (is "nl")'),
        ({"printer": {}}, "printer.host: must be a text (is missing)"),
        ({"printer": {"host": "x", "columns": 40}}, "printer.columns: must be one of 48, 42, 32 (is 40)"),
        ({"printer": "x"}, "printer: must be an object"),
    ],
)
def test_the_error_names_the_field(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    file = configure(None, tmp_path, topics.KIOSK, **values)

    with pytest.raises(ConfigWrong) as error:
        load(file, topics.KIOSK)
    assert str(error.value) == f"{file}: {said}"


def test_a_file_that_is_absent_or_no_json_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigWrong, match=r"absent\.json: cannot be read"):
        load(tmp_path / "absent.json", topics.KIOSK)
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(ConfigWrong, match=r"bad\.json: is not JSON"):
        load(tmp_path / "bad.json", topics.KIOSK)


@pytest.mark.parametrize("kind", topics.KINDS)
def test_the_example_beside_each_agent_is_a_right_one(tmp_path: Path, kind: str) -> None:
    example = json.loads((ROOT / "devices" / kind / "config.example.json").read_text())
    for name in ("certificate", "key", "ca"):
        (tmp_path / example[name]).touch()
    file = tmp_path / "config.json"
    file.write_text(json.dumps(example))

    assert load(file, kind).thing == topics.thing_name(kind, example["office"], example["place"])

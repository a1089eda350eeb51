"""What may be set from afar is taken by name, and what is wrong is refused by name."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.display.agent import Display
from devices.events import Events
from devices.fields import ConfigWrong
from schemas import topics
from schemas.settings import CHECKS, THEMES, taken
from tests.devices.office import ROOT, config

RIGHT: dict[str, Any] = {
    "language": "en",
    "contrast": True,
    "volume": 70,
    "theme": "malam",
    "voices": ["id", "en"],
    "playlist": [
        {"file": "imunisasi.webm", "sound": True, "from": "2026-03-01", "until": "2026-03-31"},
        {"file": "denah.png", "seconds": 12},
    ],
    "running": [{"id": "Kantor tutup 18-24 Maret.", "en": "Closed 18-24 March.", "until": "2026-03-24"}],
    "emergency": {"id": "Kebakaran. Keluar lewat tangga.", "en": "Fire. Leave by the stairs."},
    "regional": "jv",
    "staff_pin": "4821",
    "pin_at": 1_772_416_800_000,
}


def test_every_setting_has_a_right_value_here_and_all_are_taken() -> None:
    assert RIGHT.keys() == CHECKS.keys()
    assert taken(RIGHT) == (RIGHT, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "su"),
        ("contrast", "yes"),
        ("volume", 101),
        ("volume", True),
        ("theme", "neon"),
        ("voices", ["jv"]),
        ("voices", "id"),
        ("playlist", {"file": "a.webm"}),
        ("playlist", [{"file": "../secret.webm"}]),
        ("playlist", [{"file": "a.exe"}]),
        ("playlist", [{"file": "a.png", "seconds": 0}]),
        ("playlist", [{"file": "a.png", "from": "tomorrow"}]),
        ("playlist", [{"file": "a.png", "from": "2026-03-02", "until": "2026-03-01"}]),
        ("playlist", [{"file": "a.png", "url": "https://example.org"}]),
        ("playlist", [{"file": "a.png"}] * 51),
        ("running", [{"en": "Only English."}]),
        ("running", [{"id": "x" * 301}]),
        ("emergency", {"id": ""}),
        ("emergency", "fire"),
        ("staff_pin", "12"),
        ("staff_pin", 4821),
        ("colour", "red"),
    ],
)
def test_one_mistake_is_refused_by_name_and_undoes_nothing_else(name: str, value: Any) -> None:
    fit, refused = taken({"volume": 30, name: value} if name != "volume" else {"contrast": True, name: value})

    assert refused.keys() == {name}
    assert len(fit) == 1


@given(st.dictionaries(st.sampled_from(sorted(CHECKS)), st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["id", "en", "file", "from", "until", "seconds"]), inner, max_size=3), max_leaves=8)))  # fmt: skip
def test_nothing_that_is_wanted_breaks_it(wanted: dict[str, Any]) -> None:
    fit, refused = taken(wanted)

    assert fit.keys() | refused.keys() == wanted.keys()
    assert not fit.keys() & refused.keys()


def test_a_display_keeps_what_it_was_told_over_a_restart(tmp_path: Path) -> None:
    made = config(None, tmp_path, topics.DISPLAY, settings={"theme": "biru", "volume": 50})
    display = Display(made, Events())

    assert display.apply({"volume": 20, "theme": "neon"}).keys() == {"theme"}
    again = Display(made, Events())
    assert again.state()["settings"] == {"theme": "biru", "volume": 20, "staff": False}
    again.apply({})
    assert Display(made, Events()).settings == {"theme": "biru", "volume": 50}


def test_what_is_wanted_again_is_not_told_again(tmp_path: Path) -> None:
    display = Display(config(None, tmp_path, topics.DISPLAY), Events())
    with display.events.listen() as listener:
        for _ in range(3):
            display.apply({"volume": 20})

        assert listener.qsize() == 1


def test_a_wrong_setting_in_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigWrong, match=r"settings\.theme: must be one of hijau"):
        config(None, tmp_path, topics.DISPLAY, settings={"theme": "neon"})


def test_the_themes_are_those_that_the_page_has() -> None:
    themes = json.loads((ROOT / "web" / "display" / "src" / "themes.json").read_text())

    assert tuple(themes) == THEMES

"""A keypad or pedal, as the kernel tells of its keys."""

import threading
from io import BytesIO
from pathlib import Path

import pytest

from devices.button.keypad import EVENT, events_in, listen
from tests.devices.office import eventually

KEY_1, KEY_2, KEY_KP3, KEY_ENTER, KEY_B = 2, 3, 81, 28, 48
SYNC, KEY = 0, 1


def typed(*events: tuple[int, int, int]) -> bytes:
    return b"".join(EVENT.pack(1_772_416_800, 0, *event) for event in events)


def heard(data: bytes) -> list[object]:
    found: list[object] = []
    events_in(BytesIO(data), found.append, found.append)
    return found


@pytest.mark.parametrize(
    ("code", "press"), [(KEY_1, "single"), (KEY_ENTER, "single"), (KEY_2, "double"), (KEY_KP3, "long")]
)
def test_a_key_with_a_meaning_is_one_press_however_long_it_is_held(code: int, press: str) -> None:
    assert heard(typed((KEY, code, 1), (SYNC, 0, 0), (KEY, code, 2), (KEY, code, 2), (KEY, code, 0))) == [
        press
    ]


def test_any_other_key_is_the_button_itself() -> None:
    assert heard(typed((KEY, KEY_B, 1), (SYNC, 0, 0), (KEY, KEY_B, 2), (KEY, KEY_B, 0))) == [True, False]


def test_half_an_event_is_none() -> None:
    assert heard(typed((KEY, KEY_1, 1))[:-3]) == []


def test_a_keypad_that_is_plugged_in_later_or_again_is_found(tmp_path: Path) -> None:
    file, over, found = tmp_path / "event3", threading.Event(), list[object]()
    listen(file, found.append, lambda down: None, over)
    file.write_bytes(typed((KEY, KEY_2, 1)))

    assert eventually(lambda: found)[0] == "double"
    over.set()

"""What may be set on a running kiosk or display, by its configuration or from afar; pure.

Each setting is taken or refused by itself and by name, so that one mistake does not undo the rest.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

LANGUAGES = ("id", "en")
THEMES = ("hijau", "biru", "merah", "malam", "kontras")
"""Those of web/display/src/themes.json."""
MOST_ITEMS, LONGEST_TEXT, LONGEST_SHOWN = 50, 300, 3600
FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(webm|mp4|jpg|jpeg|png|webp)")
PIN = re.compile(r"[0-9]{4,8}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Refused = dict[str, str]


class Unfit(ValueError):
    """A setting that cannot be taken; the message says what it must be, `indonesian` says it in that language."""

    def __init__(self, indonesian: str, english: str) -> None:
        self.indonesian = indonesian
        super().__init__(english)


def taken(wanted: Mapping[str, Any]) -> tuple[dict[str, Any], Refused]:
    """The settings that can be taken, and, by name, why the others cannot."""
    fit, unfit = weighed(wanted)
    return fit, {name: str(why) for name, why in unfit.items()}


def weighed(wanted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Unfit]]:
    """The settings that can be taken, and the others' faults by name."""
    fit: dict[str, Any] = {}
    unfit: dict[str, Unfit] = {}
    for name, value in wanted.items():
        check = CHECKS.get(name)
        try:
            if check is None:
                raise Unfit("bukan pengaturan", "is not a setting")
            fit[name] = check(value)
        except Unfit as why:
            unfit[name] = why
    return fit, unfit


def shown(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a page may know of the settings: that there is a PIN, not which."""
    known = {name: value for name, value in settings.items() if name not in ("staff_pin", "pin_at")}
    return known | {"staff": "staff_pin" in settings}


def _choice(*choices: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value not in choices:
            raise Unfit(f"harus salah satu dari {', '.join(choices)}", f"must be one of {', '.join(choices)}")
        return value

    return check


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("harus true atau false", "must be true or false")
    return value


def _percent(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise Unfit("harus angka 0 sampai 100", "must be a number from 0 to 100")
    return value


def _voices(value: Any) -> list[str]:
    if not isinstance(value, list) or value not in ([], ["id"], ["en"], ["id", "en"]):
        raise Unfit(
            'harus [], ["id"], ["en"], atau ["id", "en"]', 'must be [], ["id"], ["en"] or ["id", "en"]'
        )
    return value


def _pin(value: Any) -> str:
    if not isinstance(value, str) or not PIN.fullmatch(value):
        raise Unfit("harus 4 sampai 8 angka", "must be 4 to 8 digits")
    return value


def _moment(value: Any) -> int:
    """When the PIN was set, by which a device says which one it has without saying it."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise Unfit("harus waktu dalam milidetik", "must be a time in milliseconds")
    return value


def _both(value: Any) -> dict[str, str]:
    """A text in Indonesian, and in English if there is one."""
    if not isinstance(value, dict) or not {"id"} <= value.keys() <= {"id", "en"}:
        raise Unfit("harus berisi teks Indonesia, dan Inggris bila ada", "must be {id, en?}")
    if not all(isinstance(text, str) and 0 < len(text) <= LONGEST_TEXT for text in value.values()):
        raise Unfit(
            f"teksnya tidak boleh kosong dan paling banyak {LONGEST_TEXT} huruf",
            f"must have texts of at most {LONGEST_TEXT} characters",
        )
    return value


def _emergency(value: Any) -> dict[str, str]:
    """Empty when it is over; as a text, for a shadow cannot tell an empty object from one that was left out."""
    return {} if value in ({}, "", None) else _both(value)


def _running(value: Any) -> list[dict[str, str]]:
    return [
        {**_both({n: one[n] for n in ("id", "en") if n in one}), **_dates(one)}
        for one in _items(value, {"id", "en", "from", "until"})
    ]


def _playlist(value: Any) -> list[dict[str, Any]]:
    items = _items(value, {"file", "seconds", "sound", "from", "until"})
    for one in items:
        if not isinstance(one.get("file"), str) or not FILE.fullmatch(one["file"]):
            raise Unfit(
                "harus nama berkas webm, mp4, jpg, png, atau webp, tanpa map",
                "must name files of webm, mp4, jpg, png or webp, without folders",
            )
        seconds = one.get("seconds", 1)
        if not isinstance(seconds, int) or isinstance(seconds, bool) or not 1 <= seconds <= LONGEST_SHOWN:
            raise Unfit(
                f"gambar ditampilkan 1 sampai {LONGEST_SHOWN} detik",
                f"must show a picture from 1 to {LONGEST_SHOWN} seconds",
            )
        _truth(one.get("sound", False))
        _dates(one)
    return items


def _items(value: Any, names: set[str]) -> list[dict[str, Any]]:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        raise Unfit(f"harus daftar paling banyak {MOST_ITEMS}", f"must be a list of at most {MOST_ITEMS}")
    if not all(isinstance(one, dict) and one.keys() <= names for one in value):
        raise Unfit(
            f"masing-masing harus berisi {', '.join(sorted(names))}",
            f"must have {', '.join(sorted(names))} in each",
        )
    return value


def _dates(item: Mapping[str, Any]) -> dict[str, str]:
    """The first and the last day of an item, if it has any; both count."""
    days = {name: item[name] for name in ("from", "until") if name in item}
    try:
        if not all(DAY.fullmatch(day) for day in days.values()):
            raise ValueError
        found = [date.fromisoformat(day) for day in days.values()]
    except (TypeError, ValueError):
        raise Unfit("tanggalnya harus seperti 2026-03-02", "must have dates like 2026-03-02") from None
    if found != sorted(found):
        raise Unfit("tidak boleh berakhir sebelum mulai", "must not end before it begins")
    return days


CHECKS: dict[str, Callable[[Any], Any]] = {
    "language": _choice(*LANGUAGES),
    "contrast": _truth,
    "volume": _percent,
    "theme": _choice(*THEMES),
    "voices": _voices,
    "playlist": _playlist,
    "running": _running,
    "emergency": _emergency,
    "regional": _choice("jv", ""),
    "staff_pin": _pin,
    "pin_at": _moment,
}

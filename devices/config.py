"""An agent's configuration: one JSON file, read once at the start and checked field by field."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas import topics

HTTP_PORTS = {topics.KIOSK: 8101, topics.DISPLAY: 8102}
COLUMNS = (48, 42, 32)
FACTORIES = ("mock", "keyboard", "lgpio", "rpigpio", "pigpio")


class ConfigWrong(ValueError):
    """A field of the configuration is missing or wrong; the message names the file and the field."""


@dataclass(frozen=True)
class Printer:
    """Where the slip printer is and what it can do."""

    host: str
    port: int = 9100
    columns: int = 48
    native_qr: bool = True
    """Whether the printer draws QR codes itself; cheap clones fail at it in silence."""
    ordered_status: bool = True
    """Whether it answers GS r, which comes after what was printed before; some clones do not."""


@dataclass(frozen=True)
class Pins:
    """The GPIO pins of a button and its three lights; `mock` and `keyboard` need no hardware."""

    factory: str = "mock"
    button: int = 4
    green: int = 17
    amber: int = 27
    red: int = 22


@dataclass(frozen=True)
class Config:
    """All that an agent knows about itself at the start; paths are absolute."""

    thing: str
    kind: str
    office: str
    place: str
    certificate: Path
    key: Path
    ca: Path
    endpoint: str
    port: int
    state_dir: Path
    http_port: int
    site_dir: Path
    site: str
    language: str
    printer: Printer
    pins: Pins


class Fields:
    """Reads typed fields of one JSON object and says which one is at fault."""

    def __init__(self, file: Path, values: Any, prefix: str = "") -> None:
        self.file, self.prefix = file, prefix
        if not isinstance(values, dict):
            raise ConfigWrong(f"{file}: {prefix.rstrip('.') or 'the file'}: must be an object")
        self.values = values

    def wrong(self, name: str, must: str) -> ConfigWrong:
        """The error for one field: what it must be and what it is."""
        is_now = json.dumps(self.values[name]) if name in self.values else "missing"
        return ConfigWrong(f"{self.file}: {self.prefix}{name}: must be {must} (is {is_now})")

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty, unless the default is."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or (not value and default != ""):
            raise self.wrong(name, "a text")
        return value

    def choice(self, name: str, choices: tuple[Any, ...], default: Any = None) -> Any:
        """One of a few values."""
        value = self.values.get(name, default)
        if value not in choices or isinstance(value, bool):
            raise self.wrong(name, f"one of {', '.join(map(str, choices))}")
        return value

    def number(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within a range."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(name, f"a number from {low} to {high}")
        return value

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def path(self, name: str, default: str | None = None) -> Path:
        """A path; a relative one counts from the configuration's folder."""
        return (self.file.parent / self.text(name, default)).resolve()

    def file_there(self, name: str) -> Path:
        """The path of a file that exists."""
        found = self.path(name)
        if not found.is_file():
            raise self.wrong(name, "a file that exists")
        return found

    def inner(self, name: str) -> "Fields":
        """The fields of an object within this one."""
        return Fields(self.file, self.values.get(name, {}), f"{self.prefix}{name}.")


def load(file: Path, kind: str) -> Config:
    """The configuration in a file, for an agent of this kind; raises ConfigWrong naming the field."""
    file = file.resolve()
    try:
        values = json.loads(file.read_text())
    except OSError as error:
        raise ConfigWrong(f"{file}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigWrong(f"{file}: is not JSON: {error}") from error
    return _config(Fields(file, values), kind)


def _config(fields: Fields, kind: str) -> Config:
    return Config(
        thing=fields.text("thing"),
        kind=fields.choice("kind", (kind,), kind),
        office=fields.text("office"),
        place=fields.text("place"),
        certificate=fields.file_there("certificate"),
        key=fields.file_there("key"),
        ca=fields.file_there("ca"),
        endpoint=fields.text("endpoint"),
        port=fields.number("port", 1, 65535, 8883),
        state_dir=fields.path("state_dir"),
        http_port=fields.number("http_port", 0, 65535, HTTP_PORTS.get(kind, 0)),
        site_dir=fields.path("site_dir", "web/dist"),
        site=fields.text("site", "").rstrip("/"),
        language=fields.choice("language", ("id", "en"), "id"),
        printer=_printer(fields.inner("printer")) if kind == topics.KIOSK else Printer(""),
        pins=_pins(fields.inner("pins")),
    )


def _printer(fields: Fields) -> Printer:
    columns = fields.choice("columns", COLUMNS, Printer.columns)
    return Printer(
        host=fields.text("host"),
        port=fields.number("port", 1, 65535, Printer.port),
        columns=columns,
        # Printers of 58 mm seldom draw QR codes.
        native_qr=fields.truth("native_qr", columns > min(COLUMNS)),
        ordered_status=fields.truth("ordered_status", Printer.ordered_status),
    )


def _pins(fields: Fields) -> Pins:
    return Pins(
        factory=fields.choice("factory", FACTORIES, Pins.factory),
        button=fields.number("button", 0, 27, Pins.button),
        green=fields.number("green", 0, 27, Pins.green),
        amber=fields.number("amber", 0, 27, Pins.amber),
        red=fields.number("red", 0, 27, Pins.red),
    )

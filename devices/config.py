"""An agent's configuration: one JSON file, read once at the start and checked field by field."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from devices.button.source import Source, source_from
from devices.fields import ConfigWrong, Fields
from devices.hub.settings import HubSettings, hub_from
from devices.printers import Printer, printer_from
from schemas import topics
from schemas.settings import taken

HTTP_PORTS = {topics.KIOSK: 8101, topics.DISPLAY: 8102, topics.HUB: 8103}
FACTORIES = ("mock", "keyboard", "lgpio", "rpigpio", "pigpio")


@dataclass(frozen=True)
class Pins:
    """The GPIO pins of a button and its three lights; `mock` and `keyboard` need no hardware."""

    factory: str = "mock"
    button: int = 4
    green: int = 17
    amber: int = 27
    red: int = 22
    buzzer: int = 18


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
    media_dir: Path
    """Where a display's videos and pictures are."""
    settings: dict[str, Any]
    """What this device is set to until it is told otherwise, see settings.py."""
    source: Source
    hub: HubSettings
    position: int = 0
    """A kiosk's place among its office's kiosks, from 1: the prefix of what it issues without a link; 0, it does not."""


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
    thing = fields.text("thing")
    if topics.kind_of(thing) != kind:
        raise fields.wrong("thing", f"a name that begins with {kind}-")
    return Config(
        thing=thing,
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
        printer=printer_from(fields.inner("printer")) if kind == topics.KIOSK else Printer(),
        pins=_pins(fields.inner("pins")),
        media_dir=fields.path("media_dir", "media"),
        settings=_settings(fields.inner("settings")),
        source=source_from(fields.inner("source")),
        hub=hub_from(fields.inner("hub")) if kind == topics.HUB else HubSettings(),
        position=fields.number("position", 0, 99, 0) if kind == topics.KIOSK else 0,
    )


def _settings(fields: Fields) -> dict[str, Any]:
    fit, refused = taken(fields.values)
    for name, why in refused.items():
        raise fields.wrong(name, why.removeprefix("must be "))
    return fit


def _pins(fields: Fields) -> Pins:
    return Pins(
        factory=fields.choice("factory", FACTORIES, Pins.factory),
        button=fields.number("button", 0, 27, Pins.button),
        green=fields.number("green", 0, 27, Pins.green),
        amber=fields.number("amber", 0, 27, Pins.amber),
        red=fields.number("red", 0, 27, Pins.red),
        buzzer=fields.number("buzzer", 0, 27, Pins.buzzer),
    )

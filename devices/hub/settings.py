"""What a hub knows at its start beside what every agent does."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.fields import Fields

PIN = range(4, 13)


@dataclass(frozen=True)
class HubSettings:
    """`host` is the hub's address on the office's network; `pins` opens the staff page, one for each counter."""

    host: str = "127.0.0.1"
    port: int = 8884
    bind: str = "0.0.0.0"
    starts_broker: bool = True
    pins: Mapping[str, str] = field(default_factory=dict)


def hub_from(fields: Fields) -> HubSettings:
    """The settings in a configuration; raises ConfigWrong naming the field."""
    pins = fields.values.get("pins", {})
    right = isinstance(pins, dict) and all(
        isinstance(pin, str) and pin.isdigit() and len(pin) in PIN for pin in pins.values()
    )
    if not right:
        raise fields.wrong("pins", "an object of PINs of 4 to 12 digits by counter")
    return HubSettings(
        host=fields.text("host", HubSettings.host),
        port=fields.number("port", 1, 65535, HubSettings.port),
        bind=fields.text("bind", HubSettings.bind),
        starts_broker=fields.truth("starts_broker", True),
        pins=pins,
    )

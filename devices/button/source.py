"""Where a counter's pushes come from beside its pins: a USB keypad, or a wireless button on the office's broker."""

from dataclasses import dataclass

from devices.fields import Fields


@dataclass(frozen=True)
class Source:
    """A keypad's input device, or the topic of a wireless button; both empty for pins alone."""

    keypad: str = ""
    """Such as /dev/input/by-id/usb-…-event-kbd."""
    topic: str = ""
    """Such as zigbee2mqtt/loket-1, shellies/button1-2/input_event/0, shellyplusi4-3/events/rpc."""
    device: str = ""
    """Only this device on that topic, as payloads.py names it; any when empty."""
    host: str = "127.0.0.1"
    port: int = 1883


def source_from(fields: Fields) -> Source:
    """The source in a configuration."""
    return Source(
        keypad=fields.text("keypad", ""),
        topic=fields.text("topic", ""),
        device=fields.text("device", ""),
        host=fields.text("host", Source.host),
        port=fields.number("port", 1, 65535, Source.port),
    )

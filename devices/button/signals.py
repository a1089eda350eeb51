"""What a button's lights and sound say, so that "nobody waits", "paused" and "not connected" are told apart; pure."""

from dataclasses import dataclass

from devices.message import Message

GREEN, AMBER, RED, OFF = "green", "amber", "red", "off"
STEADY, SLOW, FAST = "", "slowly", "blinking"

SHORT, LONG = 0.08, 0.6
"""Seconds of a beep."""


@dataclass(frozen=True)
class Signal:
    """A colour, how it burns, and the beeps that go with it once."""

    colour: str
    blink: str = STEADY
    beeps: tuple[float, ...] = ()


NOT_CONNECTED = Signal(RED, FAST, (SHORT, SHORT, SHORT))
NOBODY_WAITS = Signal(AMBER, FAST, (SHORT, SHORT))
PAUSED = Signal(AMBER, SLOW, (LONG,))
REFUSED = Signal(RED, STEADY, (LONG, LONG))
FELT = Signal(OFF, STEADY, (SHORT,))
"""A push was felt and is under way: one beep, the lights stay as they are."""

ANSWERS = {"nobody-waiting": NOBODY_WAITS, "counter-paused": PAUSED, "counter-closed": PAUSED}


def resting(live: bool, state: Message | None) -> Signal:
    """What burns while nobody pushes: green has a ticket, amber is free, amber slowly is paused, none is closed."""
    if not live:
        return Signal(RED, FAST)
    known = state or {}
    if known.get("state") == "paused" and not known.get("number"):
        return Signal(AMBER, SLOW)
    colour = known.get("light", OFF)
    if "refused" in known:
        # Its red was for the push; what burns from then on is how the counter is.
        colour = GREEN if known.get("number") else AMBER if known.get("state") == "open" else OFF
    return Signal(colour if colour in (GREEN, AMBER, RED) else OFF)


def refusal(state: Message) -> Signal | None:
    """What to say for a while when the cloud refused the push, by the name of its reason; None when it did not."""
    refused = state.get("refused")
    if not isinstance(refused, dict):
        return None
    return ANSWERS.get(str(refused.get("type", "")).rsplit("/", 1)[-1], REFUSED)

"""What the display's page may ask its agent: its state, and to note what was spoken."""

import re
from http import HTTPStatus

from devices.answers import Wrong
from devices.config import Config
from devices.display.agent import Display
from devices.message import Message
from devices.web import Answer, Site

PAGE = "/display/index.html"


def site(config: Config, display: Display) -> Site:
    """The display's local site."""
    actions = {"spoken": lambda body: spoken(display, body)}
    return Site(
        config.http_port,
        config.site_dir,
        PAGE,
        display.state,
        actions,
        display.events,
        lambda: first(display),
        config.media_dir,
    )


def first(display: Display) -> list[tuple[str, Message]]:
    """The events that a page gets first: the state, and what is known of board and code."""
    known = {"state": display.state(), "board": display.board.value, "code": display.code}
    return [(name, what) for name, what in known.items() if what]


def spoken(display: Display, body: Message) -> Answer:
    """Note a spoken call; the answer says which is the last one, also when this one is older."""
    day, call = body.get("day"), body.get("call")
    if not isinstance(day, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        raise Wrong("day must be a date like 2026-03-02")
    if not isinstance(call, int) or isinstance(call, bool) or call < 1:
        raise Wrong("call must be a number from 1")
    display.speak(day, call)
    return HTTPStatus.OK, {"spoken": display.spoken}

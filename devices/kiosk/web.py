"""What the kiosk's page may ask its agent: its state, a number, a check-in."""

import re
from http import HTTPStatus
from typing import Any

from devices.answers import Wrong
from devices.config import Config
from devices.kiosk.agent import Kiosk
from devices.message import Message
from devices.outbox import ASKING
from devices.web import Answer, Site

SLIP_WITHIN = 8.0
PRINTED_WITHIN = 12.0
PAGE = "/kiosk/index.html"

PATTERNS = {
    "id": r"[A-Za-z0-9._:-]{1,80}",
    "service": r"[a-z0-9](-?[a-z0-9]){0,39}",
    "priority": r"elderly|disabled|pregnant|infant",
    "language": r"id|en",
}
CODE = r"[0-9A-HJKMNP-TV-Z]{16}"


def site(config: Config, kiosk: Kiosk) -> Site:
    """The kiosk's local site."""
    actions = {
        "take": lambda body: take(kiosk, body),
        "check-in": lambda body: check_in(kiosk, body),
    }
    return Site(
        config.http_port,
        config.site_dir,
        PAGE,
        kiosk.state,
        actions,
        kiosk.events,
        lambda: [("state", kiosk.state())],
    )


def take(kiosk: Kiosk, body: Message) -> Answer:
    """Take a number: 200 with the slip or the refusal, 504 while the kiosk goes on asking."""
    if "service" not in body:
        raise Wrong("service is missing")
    return _answer(kiosk, checked(body))


def check_in(kiosk: Kiosk, body: Message) -> Answer:
    """Check in with the code of a booking or ticket, as typed or as its QR code's address."""
    code = re.sub(r"[\s-]", "", str(body.get("code", ""))).rsplit("/", 1)[-1].upper()
    if not re.fullmatch(CODE, code):
        raise Wrong("code must be the 16 letters and digits of a booking")
    others = {name: value for name, value in body.items() if name != "code"}
    return _answer(kiosk, checked(others) | {"booking": code})


def checked(body: Message) -> dict[str, Any]:
    """The fields of a take, each as the contract says; raises Wrong naming the field."""
    given = {name: value for name, value in body.items() if value is not None}
    for name, value in given.items():
        if name not in PATTERNS:
            raise Wrong(f"{name} is not a field of a take")
        if not isinstance(value, str) or not re.fullmatch(PATTERNS[name], value):
            raise Wrong(f"{name} must match {PATTERNS[name]}")
    return given


def _answer(kiosk: Kiosk, values: dict[str, Any]) -> Answer:
    id = kiosk.take(values).id
    if kiosk.wait(id, lambda take: take.state != ASKING, SLIP_WITHIN).state == ASKING:
        return HTTPStatus.GATEWAY_TIMEOUT, {"waiting": True, "id": id}
    done = kiosk.wait(id, lambda take: take.is_done, PRINTED_WITHIN)
    if done.is_done:
        kiosk.outbox.mark_shown(id)
    return HTTPStatus.OK, kiosk.answer(done)

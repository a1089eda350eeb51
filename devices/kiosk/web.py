"""What the kiosk's page may ask its agent: its state, a number, a check-in."""

import re
from http import HTTPStatus
from typing import Any

from devices.answers import Wrong
from devices.config import Config
from devices.kiosk.agent import Kiosk
from devices.kiosk.reprint import Copies, MayNot
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
    copies = Copies(kiosk)
    actions = {
        "take": lambda body: take(kiosk, body),
        "check-in": lambda body: check_in(kiosk, body),
        "reprint": lambda body: reprint(copies, body),
        "staff": lambda body: staff(copies, body),
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


def reprint(copies: Copies, body: Message) -> Answer:
    """Print a slip again: 200 with the slip, 409 with why not; with a PIN, staff's; 403 when that is wrong."""
    id = checked({"id": body.get("id")}).get("id")
    if id is None:
        raise Wrong("id is missing")
    try:
        by_staff = "pin" in body
        if by_staff and not copies.is_staff(body["pin"]):
            return HTTPStatus.FORBIDDEN, {"why": "wrong-pin"}
        return HTTPStatus.OK, copies.again(str(id), by_staff)
    except MayNot as why:
        return HTTPStatus.CONFLICT, {"why": str(why)}


def staff(copies: Copies, body: Message) -> Answer:
    """What staff see at the kiosk: its last slips and its printer; 403 when the PIN is wrong, 409 while it is locked."""
    try:
        if not copies.is_staff(body.get("pin")):
            return HTTPStatus.FORBIDDEN, {"why": "wrong-pin"}
    except MayNot as why:
        return HTTPStatus.CONFLICT, {"why": str(why)}
    return HTTPStatus.OK, {"slips": copies.last(), "printer": copies.kiosk.printer.look().value}


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

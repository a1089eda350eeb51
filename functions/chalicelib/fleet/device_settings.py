"""What a kiosk or display is set to: its desired shadow, which it takes while it runs (schemas/settings.py)."""

import json
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from chalicelib import fields
from chalicelib.errors import Busy, UnknownDevice
from chalicelib.fields import Body
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings
from schemas import topics
from schemas.settings import CHECKS, shown, weighed
from schemas.shadows import update

from .whose import office_of_thing

SETTABLE = (topics.KIOSK, topics.DISPLAY)
OVER = ""
"""An emergency that is over: a shadow merges an empty object into what was there, and changes nothing."""
LARGEST, EMERGENCY = 1900, 1300
"""Bytes of all settings but an emergency, and of that, so that there is always room for it: a shadow has at most 8 KB, and holds them twice."""
TRIES = 5


def read_settings(office: Office, thing: str) -> dict[str, Any]:
    """`settings` as wanted (of a PIN only that there is one), `taken` once the device has them, `refused` by name. Raises `UnknownDevice`."""
    state = _shadow(office, thing).get("state", {})
    wanted, reported = weighed(state.get("desired", {}))[0], state.get("reported", {})
    # An older release knows no `pin_at`.
    refused = {name: why for name, why in (reported.get("refused") or {}).items() if name != "pin_at"}
    config = reported.get("config") or {}
    said = {
        name: OVER if value == {} else value
        for name, value in wanted.items()
        if name not in {*refused, "staff_pin"}
    }
    return {
        "settings": shown(wanted),
        "taken": all(config.get(name) == value for name, value in said.items()),
        "refused": refused,
    }


def set_device(office: Office, thing: str, body: Body, now: datetime) -> None:
    """Set what the body names and nothing else. Raises `Invalid` by the setting's name, `UnknownDevice`, `Busy`."""
    fields.only(body, *(name for name in CHECKS if name != "pin_at"))
    fit, unfit = weighed(body)
    for name, why in unfit.items():
        raise fields.wrong(name, f"Isian ini {why.indonesian}.", f"This field {why}.")
    if len(json.dumps(fit.get("emergency", ""), ensure_ascii=False).encode()) > EMERGENCY:
        raise fields.wrong("emergency", "Pengumuman ini terlalu panjang.", "This notice is too long.")
    if fit.get("emergency") == {}:
        fit["emergency"] = OVER
    if "staff_pin" in fit:
        fit["pin_at"] = int(now.timestamp() * 1000)
    for _ in range(TRIES):
        shadow = _shadow(office, thing)
        before = shadow.get("state", {}).get("desired", {})
        _refuse_what_is_too_long(before, fit)
        wanted = update(before, before | fit)
        if not wanted or _written(thing, wanted, shadow.get("version")):
            return
    raise Busy(thing)


def _refuse_what_is_too_long(before: Body, fit: Body) -> None:
    size = _size({**before, **fit})
    if size > LARGEST and size > _size(before):
        longest = max(fit, key=lambda name: _size({name: fit[name]}))
        raise fields.wrong(
            longest,
            "Semua pengaturan bersama terlalu panjang.",
            "All settings together are too long.",
        )


def _size(settings: Body) -> int:
    """Bytes of all but an emergency."""
    counted = {name: value for name, value in settings.items() if name != "emergency"}
    return len(json.dumps(counted, ensure_ascii=False).encode())


def _written(thing: str, wanted: Body, version: int | None) -> bool:
    """Write an update of the shadow of that version; False where somebody was faster. Raises `UnknownDevice`."""
    document = {"state": {"desired": wanted}, **({"version": version} if version else {})}
    try:
        _data().update_thing_shadow(thingName=thing, payload=json.dumps(document))
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in ("ConflictException", "VersionConflictException"):
            return False
        if code != "ResourceNotFoundException":
            raise
        raise UnknownDevice from error
    return True


def _shadow(office: Office, thing: str) -> dict[str, Any]:
    whose = office_of_thing(thing)
    if whose is None or whose.id != office.id or topics.kind_of(thing) not in SETTABLE:
        raise UnknownDevice
    try:
        read = _data().get_thing_shadow(thingName=thing)["payload"].read()
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return {}  # it was never set, and has never said anything
    found: dict[str, Any] = json.loads(read)
    return found


def _data() -> Any:
    ours = settings()
    return client("iot-data", ours.message_region, ours.iot_endpoint or None)

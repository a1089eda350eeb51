"""What a kiosk or display is set to: its desired shadow, which it takes while it runs (schemas/settings.py)."""

import json
from typing import Any

from botocore.exceptions import ClientError

from chalicelib import fields
from chalicelib.errors import UnknownDevice
from chalicelib.fields import Body
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings
from schemas import topics
from schemas.settings import shown, weighed
from schemas.shadows import update

from .whose import office_of_thing

SETTABLE = (topics.KIOSK, topics.DISPLAY)
OVER = ""
"""An emergency that is over: a shadow merges an empty object into what was there, and changes nothing."""
LARGEST = 3000
"""Bytes of all settings: a shadow has at most 8 KB, and holds them twice, as wanted and as taken."""


def read_settings(office: Office, thing: str) -> dict[str, Any]:
    """`settings` as wanted (of a PIN only that there is one), `taken` once the device has them, `refused` by name. Raises `UnknownDevice`."""
    state = _shadow(office, thing)
    wanted, reported = state.get("desired", {}), state.get("reported", {})
    refused, config = reported.get("refused") or {}, reported.get("config") or {}
    has = {name: value for name, value in wanted.items() if name not in {*refused, "staff_pin"}}
    taken = all(config.get(name) == value for name, value in has.items())
    return {"settings": shown(wanted), "taken": taken, "refused": refused}


def set_device(office: Office, thing: str, body: Body) -> None:
    """Set what the body names and nothing else. Raises `Invalid` by the setting's name, `UnknownDevice`."""
    before = _shadow(office, thing).get("desired", {})
    fit, unfit = weighed(body)
    for name, why in unfit.items():
        raise fields.wrong(name[:80], f"Isian ini {why.indonesian}.", f"This field {why}.")
    if fit.get("emergency") == {}:
        fit["emergency"] = OVER
    after = before | fit
    if len(json.dumps(after).encode()) > LARGEST:
        largest = max(fit, key=lambda name: len(json.dumps(fit[name])))
        raise fields.wrong(
            largest, "Semua pengaturan bersama terlalu panjang.", "All settings together are too long."
        )
    if wanted := update(before, after):
        try:
            _data().update_thing_shadow(thingName=thing, payload=json.dumps({"state": {"desired": wanted}}))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
            raise UnknownDevice from error


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
    state: dict[str, Any] = json.loads(read).get("state", {})
    return state


def _data() -> Any:
    ours = settings()
    return client("iot-data", ours.message_region, ours.iot_endpoint or None)

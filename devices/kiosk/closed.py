"""Whether an office gives out numbers of a service now, by what its catalogue told while there was a link; pure."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from devices.message import Message

OFFICE, SERVICE = "office-closed", "service-closed"

TITLES = {
    OFFICE: {"id": "Kantor sedang tutup", "en": "The office is closed"},
    SERVICE: {"id": "Layanan ini sedang tutup", "en": "This service is closed"},
}


def closed(catalogue: Message, service: str, now: datetime, known: datetime, dated: bool) -> str:
    """Why no number is given: the office or the service is closed, in a refusal's word; empty when it is open.

    By the hours of the day (not while the kiosk's date is not `dated` by anybody, for a wrong one must close no office),
    else by a word of today that was said in those hours: whoever is closed then is so for the day. `known` is until when
    the catalogue is known to have held.
    """
    if dated and not _is_open(catalogue, now):
        return OFFICE
    if _day(catalogue, known) != _day(catalogue, now) or not _is_open(catalogue, known):
        return ""
    if catalogue.get("open") is False:
        return OFFICE
    services = {one.get("id"): one for one in catalogue.get("services", ())}
    return SERVICE if services.get(service, {}).get("open") is False else ""


def refusal(kind: str, language: str) -> Message:
    """The refusal in the visitor's language, as the cloud says it."""
    return {"type": kind, "title": TITLES[kind]["en" if language == "en" else "id"]}


def _is_open(catalogue: Message, at: datetime) -> bool:
    """By the hours of that day; a catalogue without hours closes nobody."""
    if "hours" not in catalogue:
        return True
    minute = at.astimezone(ZoneInfo(catalogue["time_zone"])).strftime("%H:%M")
    return any(span["open"] <= minute < span["close"] for span in _spans(catalogue, at))


def _spans(catalogue: Message, at: datetime) -> list[dict[str, Any]]:
    there = at.astimezone(ZoneInfo(catalogue["time_zone"]))
    special = [one for one in catalogue.get("special", ()) if one["day"] == there.date().isoformat()]
    if special:
        return list(special[0]["hours"])
    return [span for span in catalogue["hours"] if span["day"] == there.weekday()]


def _day(catalogue: Message, at: datetime) -> str:
    return at.astimezone(ZoneInfo(catalogue["time_zone"])).date().isoformat()

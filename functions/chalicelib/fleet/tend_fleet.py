"""Each minute: note what has gone wrong with devices, and tell the manager of each trouble once."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import bus
from chalicelib.homes import for_each
from chalicelib.log import logged
from chalicelib.queueing.office import Office
from chalicelib.store import leases, things
from schemas import topics

from .troubles import ALARMING, TITLES, troubles
from .whose import place_of_thing

KINDS = {
    topics.KIOSK: {"id": "kios", "en": "kiosk"},
    topics.DISPLAY: {"id": "layar", "en": "display"},
    topics.BUTTON: {"id": "tombol loket", "en": "button of counter"},
    topics.HUB: {"id": "hub", "en": "hub"},
}


@logged
def handler(event: dict[str, Any], context: Any) -> None:
    """Tend the offices that have their home in this region."""
    now = datetime.now(UTC)
    for_each(lambda office: tend_office(office, now))


def tend_office(office: Office, now: datetime) -> None:
    """Tell what is new, then note it: a crash in between tells twice, and never not at all."""
    every, at = things.of_office(office.home, office.id), int(now.timestamp())
    has_hub = any(topics.kind_of(known["thing"]) == topics.HUB for known in every)
    lease = leases.read(office.home, office.id) if has_hub else None
    for known in every:
        since = known.get("troubles", {})
        found = {one: since.get(one, at) for one in troubles(known, at, lease)}
        ringing = [one for one in ALARMING if one in found]
        for trouble in ringing:
            if trouble not in known.get("told", ()):
                bus.ring(office.id, *said(office, known["thing"], trouble))
        if found != since or ringing != list(known.get("told", ())):
            things.note(office.home, office.id, known["thing"], {"troubles": found, "told": ringing})


def said(office: Office, thing: str, trouble: str) -> tuple[str, str]:
    """The subject and the text of an alarm, in Indonesian and English: "Kertas habis, kios 2"."""
    kind, place = KINDS[topics.kind_of(thing)], place_of_thing(thing, office)
    title = {tongue: f"{TITLES[trouble][tongue]}, {kind[tongue]} {place}" for tongue in ("id", "en")}
    return title["id"], f"{office.name['id']}: {title['id']}\n{office.name['en']}: {title['en']}\n"

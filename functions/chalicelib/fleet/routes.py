"""How managers and administrators reach the devices of an office."""

from datetime import UTC, datetime

from chalicelib.asking import Answer, Ask
from chalicelib.caller import ADMINISTRATOR, MANAGER
from chalicelib.edge import Routes
from chalicelib.errors import UnknownDevice
from chalicelib.queueing.board import stamp
from chalicelib.store import leases, offices

from .claim_device import claim_device, thing_asked
from .device_settings import read_settings, set_device
from .list_devices import list_devices, who_calls
from .revoke_device import revoke_device
from .whose import office_of_thing

routes = Routes(__name__)


@routes.view("GET", "/offices/{office}/devices", who=MANAGER)
def devices(ask: Ask, office: str) -> Answer:
    """The devices of the office, what is wrong first; where it has a hub, who calls."""
    there = offices.read(office)
    lease = leases.read(there.home, there.id)
    listed = {"devices": list_devices(there, lease, ask.language, ask.now)}
    return Answer(listed | ({"calls": who_calls(lease, ask.now)} if lease else {}))


@routes.view("POST", "/offices/{office}/devices", who=ADMINISTRATOR)
def claim(ask: Ask, office: str) -> Answer:
    """A code with which one device becomes one thing of the office."""
    there = offices.read(office)
    code, kept = claim_device(there, thing_asked(there, ask.body), ask.who, ask.key, ask.now)
    expires = stamp(datetime.fromtimestamp(kept.until, UTC))
    return Answer({"thing": kept.thing, "code": code, "expires": expires}, 201, "no-store")


@routes.view("DELETE", "/offices/{office}/devices/{thing}", who=MANAGER)
def revoke(ask: Ask, office: str, thing: str) -> Answer:
    """Shut a device out."""
    there = offices.read(office)
    whose = office_of_thing(thing)
    if whose is None or whose.id != there.id:
        raise UnknownDevice
    revoke_device(there, thing, ask.now)
    return Answer(status=204)


@routes.view("GET", "/offices/{office}/devices/{thing}/settings", who=MANAGER)
def device_settings(ask: Ask, office: str, thing: str) -> Answer:
    """What a kiosk or display is set to, and whether it has taken it."""
    return Answer(read_settings(offices.read(office), thing))


@routes.view("PATCH", "/offices/{office}/devices/{thing}/settings", who=MANAGER)
def change_device_settings(ask: Ask, office: str, thing: str) -> Answer:
    """Set a kiosk or display."""
    there = offices.read(office)
    set_device(there, thing, ask.body, ask.now)
    return Answer(read_settings(there, thing))


@routes.view("DELETE", "/offices/{office}/hub/lease", who=MANAGER)
def take_the_line_back(ask: Ask, office: str) -> Answer:
    """The office's hub is broken: the cloud calls, as soon as the hub knows so or may be taken not to run. What it did is played later."""
    there = offices.read(office)
    leases.end(there.home, there.id, int(ask.now.timestamp()))
    return Answer(status=204)

"""How visitors reach what stands in front of booking: the waiting room, and places elsewhere."""

from chalicelib.asking import Answer, Ask
from chalicelib.caller import PUBLIC
from chalicelib.edge import Routes
from chalicelib.errors import NotTaken
from chalicelib.store import offices

from .alternatives import alternatives, as_listed, party_asked
from .enter_room import as_entered, ask_again, enter_room, entering

routes = Routes(__name__)


@routes.view("POST", "/offices/{office}/room", who=PUBLIC)
def room(ask: Ask, office: str) -> Answer:
    """Come into the waiting room of a day, or ask with its pass when one is let in."""
    there = offices.read(office)
    asked = entering(there, ask.body, ask.now)
    if asked.written:
        made = ask_again(there, asked.service, asked.day, asked.written, ask.now)
    else:
        made = enter_room(there, asked.service, asked.day, ask.who, ask.key, ask.address, ask.now, asked.nik)
    return Answer(as_entered(there, made), 201)


@routes.view("GET", "/offices/{office}/services/{service}/alternatives", who=PUBLIC)
def elsewhere(ask: Ask, office: str, service: str) -> Answer:
    """Where a party finds a place, here and at offices nearby."""
    there, party = offices.read(office), party_asked(ask.query.get("party"))
    if "booking" not in there.service(service).takes:
        raise NotTaken
    found = alternatives(there, there.service(service), party, ask.now)
    return Answer({"alternatives": as_listed(found, ask.language)}, cache="public, max-age=2")

"""Whether a visitor has come: near by the phone's own reckoning, or in the lobby by its code."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib import codes, fields
from chalicelib.errors import TooFar, TooMany, WrongCode
from chalicelib.fields import Body
from chalicelib.queueing.office import Office
from chalicelib.store import tries

NEAR = 100.0
"""Metres from the office that count as being there."""

BLUR = 150.0
"""Metres of inaccuracy that a phone is given at most: indoors, cheap ones err by 20 to 100."""

WINDOW = 60
"""Seconds that the lobby shows a code; the one before is still good."""

TRIES = 5
"""How often a booking or ticket may try a lobby code in one window."""

FAR = 30_000_000


@dataclass(frozen=True)
class Proof:
    """What a visitor shows for having come: metres as the phone reckons them, or the lobby's code."""

    distance: float = 0.0
    accuracy: float = 0.0
    lobby_code: str = ""


def proof_of(body: Body) -> Proof:
    """The proof in a body: a position or a lobby code, one of them. A phone sends metres, no coordinates."""
    fields.only(body, "position", "lobby_code")
    if len(body) != 1:
        raise fields.wrong(
            "position",
            "Kirim posisi atau kode lobi, salah satu.",
            "Send either the position or the lobby code.",
        )
    if "lobby_code" in body:
        return Proof(lobby_code=fields.text(body, "lobby_code", fields.SIX_DIGITS))
    position = fields.part(body, "position")
    fields.only(position, "distance", "accuracy", at="position.")
    distance, accuracy = (
        fields.number(position, n, 0, FAR, at="position.") for n in ("distance", "accuracy")
    )
    return Proof(distance, accuracy)


def prove(office: Office, proof: Proof, what: str, now: datetime) -> None:
    """Refuse who has not come; `what` is the ticket's or booking's id, whose tries of the lobby code are counted.

    The position is a courtesy and no proof against who lies; the lobby's code is one.
    """
    if proof.lobby_code:
        _in_the_lobby(office, proof.lobby_code, what, int(now.timestamp()))
    elif proof.distance - min(proof.accuracy, BLUR) > NEAR:
        raise TooFar


def _in_the_lobby(office: Office, said: str, what: str, now: int) -> None:
    window = now // WINDOW
    if not tries.one_more(office.home, what, window, TRIES, expires=(window + 60) * WINDOW):
        raise TooMany(retry_after=(window + 1) * WINDOW - now)
    if said not in (codes.lobby_code(office.home, office.id, w) for w in (window, window - 1)):
        raise WrongCode

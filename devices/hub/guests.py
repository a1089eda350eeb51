"""Who may come to the office's broker and what each may do there; pure."""

from schemas import topics

HUB = "hub"
"""The hub's own name at its broker."""

Guests = list[dict[str, str]]


def passwords(guests: Guests, own: str) -> str:
    """Mosquitto's password file: the hub and its office's things."""
    lines = [f"{HUB}:{own}", *(f"{guest['thing']}:{guest['hash']}" for guest in guests)]
    return "\n".join(lines) + "\n"


def acl(guests: Guests, office: str) -> str:
    """Mosquitto's access list: a thing's own topics and who leads; the hub, all of its office."""
    blocks = [f"user {HUB}\ntopic readwrite antrean/{office}/#\n"]
    for guest in guests:
        thing = guest["thing"]
        kind = topics.kind_of(thing)
        place = thing.removeprefix(topics.thing_name(kind, office, ""))
        if kind not in topics.KINDS or kind == topics.HUB or place == thing:
            continue
        says = [f"topic write {topic}" for topic in topics.may_publish(kind, thing, office, place)]
        hears = topics.may_receive_in_the_office(kind, office, place)
        blocks.append("\n".join([f"user {thing}", *says, *(f"topic read {topic}" for topic in hears), ""]))
    return "\n".join(blocks)

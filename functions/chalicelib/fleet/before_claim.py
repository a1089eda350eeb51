"""AWS IoT asks whether a device may become the thing that it says; its code is used up by the question."""

from datetime import UTC, datetime
from typing import Any

from chalicelib import codes
from chalicelib.log import logged
from chalicelib.store import claims, things
from schemas import topics
from schemas.policies import policy_of

from .certificates import end_certificates, write_policy
from .whose import office_of_thing, place_of_thing

NO: dict[str, Any] = {"allowProvisioning": False}


@logged
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer a pre-provisioning hook (payload 2020-04-01); a refusal says no more, for whom we refuse we do not know."""
    said = event.get("parameters")
    asked = said if isinstance(said, dict) else {}
    return may_claim(
        str(asked.get("Thing", "")), str(asked.get("Code", "")), str(event.get("templateArn", "")), datetime.now(UTC)
    )  # fmt: skip


def may_claim(thing: str, written: str, template: str, now: datetime) -> dict[str, Any]:
    """Whether the code is this thing's, unused and in time; then what the thing had before is ended.

    The device hears the moment of its claiming in the cloud's milliseconds: a button counts its presses on from there,
    so that a new one in an old one's stead is not taken for a repeat.
    """
    office, code = office_of_thing(thing), codes.read_device_code(written)
    if office is None or code is None:
        return NO
    at = int(now.timestamp())
    if claims.use(office.home, office.id, thing, codes.device_hash(office.home, thing, code), at):
        return NO
    place = place_of_thing(thing, office)
    end_certificates(thing)
    write_policy(thing, policy_of(thing, office.id, place, template.rpartition(":")[0]))
    # The hash of the one in whose stead it comes is none of its own: the hub hears of another with its first word.
    things.note(office.home, office.id, thing, {"claimed": at, "revoked": 0, "guest": ""})
    return {
        "allowProvisioning": True,
        "parameterOverrides": {
            "Type": f"antrean-{topics.kind_of(thing)}",
            "Group": f"antrean-{office.id}",
            "Office": office.id,
            "Place": place,
            "Claimed": str(int(now.timestamp() * 1000)),
        },
    }

"""What a thing may do in AWS IoT: connect by its own name, and exactly its own topics."""

from typing import Any

from . import topics

CLAIM_POLICY = "antrean-claim"
"""The name of the policy of claim certificates, which may become a thing and nothing else."""
TEMPLATE = "antrean-device"
"""The name of the provisioning template."""


def policy_of(thing: str, office: str, place: str, iot: str) -> dict[str, Any]:
    """The policy document of a thing; `iot` is the beginning of its region's names, `arn:aws:iot:{region}:{account}`."""
    kind = topics.kind_of(thing)
    publish = (*topics.may_publish(kind, thing, office, place), *topics.may_tell(thing))
    receive = (*topics.may_receive(kind, office, place), *topics.may_be_told(thing))

    def allow(action: str, what: str, names: tuple[str, ...]) -> dict[str, Any]:
        return {
            "Effect": "Allow",
            "Action": [f"iot:{action}"],
            "Resource": [f"{iot}:{what}/{name}" for name in names],
        }

    retained = [allow("RetainPublish", "topic", (topics.hub_there(office),))] if kind == topics.HUB else []
    return {
        "Version": "2012-10-17",
        "Statement": [
            allow("Connect", "client", (thing,)),
            allow("Publish", "topic", publish),
            allow("Subscribe", "topicfilter", receive),
            allow("Receive", "topic", receive),
            *retained,
        ],
    }

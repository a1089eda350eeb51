"""Devices in AWS IoT: a thing, its certificate, and a policy that names its own topics and no other."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.target import Target
from schemas import policies, topics


@dataclass(frozen=True)
class Thing:
    """A device at its place: the counter of a button, or a kiosk's or display's id."""

    kind: str
    office: str
    place: str

    @property
    def name(self) -> str:
        """The thing's name, which is its MQTT client id."""
        return topics.thing_name(self.kind, self.office, self.place)


def policy_of(thing: Thing, region: str, account: str) -> dict[str, Any]:
    """What the thing may do: connect by its own name, and exactly its topics."""
    return policies.policy_of(thing.name, thing.office, thing.place, f"arn:aws:iot:{region}:{account}")


def make_groups_of(target: Target, offices: list[dict[str, Any]]) -> None:
    """Make each office's group of things; one that is there stays."""
    iot = target.client("iot", target.messages)
    for office in offices:
        iot.create_thing_group(thingGroupName=f"antrean-{office['id']}")


def make_claim_certificate(target: Target, folder: Path) -> bool:
    """A certificate in `folder` with which a device may be claimed and nothing else; True when new."""
    iot = target.client("iot", target.messages)
    known = folder / "certificate.arn"
    if known.exists() and _active(iot, known.read_text()):
        return False
    arn = _certificate_into(iot, folder)
    iot.attach_policy(policyName=policies.CLAIM_POLICY, target=arn)
    known.write_text(arn)
    return True


def make_thing(target: Target, thing: Thing, folder: Path) -> bool:
    """Make the thing and its policy; a new certificate in `folder` unless one there is in use. True when new."""
    iot = target.client("iot", target.messages)
    _put_policy(
        iot, thing.name, json.dumps(policy_of(thing, target.messages, target.account), sort_keys=True)
    )
    iot.create_thing(thingName=thing.name, thingTypeName=f"antrean-{thing.kind}")
    known = folder / "certificate.arn"
    if known.exists() and _active(iot, known.read_text()):
        return False
    arn = _certificate_into(iot, folder)
    iot.attach_policy(policyName=thing.name, target=arn)
    iot.attach_thing_principal(thingName=thing.name, principal=arn)
    known.write_text(arn)
    return True


def _certificate_into(iot: Any, folder: Path) -> str:
    """Make an active certificate, put it and its key into `folder`, and return its resource name."""
    made = iot.create_keys_and_certificate(setAsActive=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "certificate.pem").write_text(made["certificatePem"])
    (folder / "private.key").touch(mode=0o600)
    (folder / "private.key").write_text(made["keyPair"]["PrivateKey"])
    return str(made["certificateArn"])


def _put_policy(iot: Any, name: str, document: str) -> None:
    try:
        there = iot.get_policy(policyName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        iot.create_policy(policyName=name, policyDocument=document)
        return
    if json.dumps(json.loads(there["policyDocument"]), sort_keys=True) == document:
        return
    for version in iot.list_policy_versions(policyName=name)["policyVersions"]:
        if not version["isDefaultVersion"]:  # AWS keeps five; only the last is of use
            iot.delete_policy_version(policyName=name, policyVersionId=version["versionId"])
    iot.create_policy_version(policyName=name, policyDocument=document, setAsDefault=True)


def _active(iot: Any, arn: str) -> bool:
    try:
        told = iot.describe_certificate(certificateId=arn.rpartition("/")[2])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return False
    return bool(told["certificateDescription"]["status"] == "ACTIVE")

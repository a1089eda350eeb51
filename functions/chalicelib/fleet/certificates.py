"""The certificates and the policy of a thing in AWS IoT."""

import json
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.session import client
from chalicelib.settings import settings

SHUT: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Action": ["iot:*"], "Resource": ["*"]}],
}
"""What a thing may do that was revoked, also by a connection that is still open: nothing."""


def write_policy(thing: str, document: dict[str, Any]) -> None:
    """Let this be what the thing may do."""
    wanted = json.dumps(document, sort_keys=True)
    try:
        there = _iot().get_policy(policyName=thing)
    except ClientError as error:
        _unless(error, "ResourceNotFoundException")
        _iot().create_policy(policyName=thing, policyDocument=wanted)
        return
    if json.dumps(json.loads(there["policyDocument"]), sort_keys=True) == wanted:
        return
    for version in _iot().list_policy_versions(policyName=thing)["policyVersions"]:
        if not version["isDefaultVersion"]:  # AWS keeps five; only the last is of use
            _iot().delete_policy_version(policyName=thing, policyVersionId=version["versionId"])
    _iot().create_policy_version(policyName=thing, policyDocument=wanted, setAsDefault=True)


def end_certificates(thing: str) -> int:
    """Make every certificate of a thing inactive, take it off the thing, and say how many; again is the same."""
    try:
        found = _iot().list_thing_principals(thingName=thing)["principals"]
    except ClientError as error:
        _unless(error, "ResourceNotFoundException")
        return 0
    for arn in found:
        _iot().update_certificate(certificateId=arn.rpartition("/")[2], newStatus="INACTIVE")
        _iot().detach_thing_principal(thingName=thing, principal=arn)
    return len(found)


def end_connection(thing: str) -> bool:
    """End the thing's connection, if it has one; False where that cannot be asked for, and it only goes on unheard."""
    ours = settings()
    data = client("iot-data", ours.message_region, ours.iot_endpoint or None)
    if not hasattr(data, "delete_connection"):
        return False  # an older SDK
    try:
        data.delete_connection(clientId=thing, cleanSession=True)
    except ClientError:
        return False
    return True


def _unless(error: ClientError, *codes: str) -> None:
    if error.response["Error"]["Code"] not in codes:
        raise error


def _iot() -> Any:
    return client("iot", settings().message_region)

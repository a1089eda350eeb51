"""Writes `.local/endpoints.json`: all that a program outside needs to use the local cloud."""

import json
from typing import Any

from infra.local import accounts, agents
from infra.local.settings import DEVICES, ENDPOINTS, SLIPS, port
from infra.target import Target

HOW = (
    "POST {cognito}/ with headers Content-Type: application/x-amz-json-1.1 and "
    "X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth, body "
    '{{"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "{client}", '
    '"AuthParameters": {{"USERNAME": …, "PASSWORD": …}}}}; '
    "the token is AuthenticationResult.IdToken; send it as Authorization: Bearer <token>. "
    "Or: make token ROLE=staff"
)


def write(target: Target, outputs: dict[str, str], offices: list[dict[str, Any]]) -> dict[str, Any]:
    """Write the file and return what it says."""
    told = _told(target, outputs, offices)
    ENDPOINTS.touch(mode=0o600)  # it holds the demo accounts' passwords
    ENDPOINTS.write_text(json.dumps(told, indent=1))
    return told


def _told(target: Target, outputs: dict[str, str], offices: list[dict[str, Any]]) -> dict[str, Any]:
    people = accounts.known()
    how = HOW.format(cognito=target.endpoint, client=outputs["UserPoolClientId"])
    return {
        "api": f"{target.site}/api",
        "api_direct": f"{target.endpoint}/_aws/execute-api/{outputs['ApiId']}/api",
        "site": f"{target.site}/",
        "staff": f"{target.site}/staff/",
        "manager": f"{target.site}/manager/",
        "kiosk": f"http://127.0.0.1:{port('ANTREAN_KIOSK_PORT')}/",
        "display": f"http://127.0.0.1:{port('ANTREAN_DISPLAY_PORT')}/",
        "mqtt": {"host": "localhost", "port": port("ANTREAN_MQTT_PORT"), "ca": str(agents.CA)},
        "claim": {
            "certificate": str(agents.CLAIM / "certificate.pem"),
            "key": str(agents.CLAIM / "private.key"),
        },
        "offices": [office["id"] for office in offices],
        "regions": {
            "homes": list(target.homes),
            "messages": target.messages,
            "offices": {office["id"]: office["home"] for office in offices},
        },
        "staff_login": {
            **people["staff"],
            **{role: people[role] for role in ("manager", "administrator")},
            "region": target.first,
            "user_pool": outputs["UserPoolId"],
            "client": outputs["UserPoolClientId"],
            "how": how,
        },
        "devices": {thing.name: _device(thing) for thing in agents.things_of(offices[0])[1]},
        "agents": [thing.name for thing in agents.things_of(offices[0])[0]],
        "slips": str(SLIPS),
        "sms": f"{target.endpoint}/_ministack/sns/sms-messages",
        "aws": target.endpoint,
    }


def _device(thing: agents.Thing) -> dict[str, str]:
    folder = DEVICES / thing.name
    return {
        "certificate": str(folder / "certificate.pem"),
        "key": str(folder / "private.key"),
        "office": thing.office,
        "place": thing.place,
    }

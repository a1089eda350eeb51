"""Prints an id token of a demo account.

python -m infra.local.token staff|manager|administrator
"""

import json
import sys
import urllib.request

from infra.local.accounts import ROLES
from infra.local.settings import ENDPOINTS


def token(role: str) -> str:
    """Sign in as the demo account of this role and return the id token."""
    told = json.loads(ENDPOINTS.read_text())
    login = told["staff_login"]
    account = login if role == "staff" else login[role]
    named = {"USERNAME": account["username"], "PASSWORD": account["password"]}
    body = {"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": login["client"], "AuthParameters": named}
    headers = {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
    }
    request = urllib.request.Request(told["aws"] + "/", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=15) as answer:
        return str(json.load(answer)["AuthenticationResult"]["IdToken"])


def main(arguments: list[str]) -> None:
    """Print the token and nothing else."""
    if len(arguments) != 1 or arguments[0] not in ROLES:
        sys.exit(f"usage: make token ROLE={'|'.join(ROLES)}")
    if not ENDPOINTS.exists():
        sys.exit("The local cloud is not set up: make up")
    try:
        print(token(arguments[0]))
    except OSError as error:
        sys.exit(f"The local AWS does not sign us in ({error}): make up")


if __name__ == "__main__":
    main(sys.argv[1:])

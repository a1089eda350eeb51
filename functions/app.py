"""The functions' entry: a placeholder until the features' routes are joined here."""

from typing import Any

from chalice import Chalice, CognitoUserPoolAuthorizer

app = Chalice(app_name="antrean")
staff = CognitoUserPoolAuthorizer("staff", provider_arns=["arn:aws:cognito-idp:us-east-1:0:userpool/x"])


@app.route("/offices")
def offices() -> dict[str, Any]:
    """The offices."""
    print('{"at": "offices"}')
    return {"offices": [{"id": "rsud-igd", "name": "IGD RSUD", "time_zone": "Asia/Jakarta"}]}


@app.route("/offices/{office}/line", authorizer=staff)
def line(office: str) -> dict[str, Any]:
    """The line of an office."""
    print('{"at": "line"}')
    return {"office": office}

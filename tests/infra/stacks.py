"""The stacks as they would be deployed, to AWS and to one machine, for tests that read them as data."""

from functools import cache
from pathlib import Path
from typing import Any

from infra.deploy import stacks_of
from infra.package import Package, split_routes
from infra.stacks import Stack
from infra.target import Target

HOMES, MESSAGES, ACCOUNT = ("ap-southeast-3", "ap-southeast-5"), "ap-southeast-1", "111122223333"
AWS = Target(HOMES, MESSAGES, ACCOUNT, "https://antrean.example")
LOCAL = Target(HOMES, MESSAGES, ACCOUNT, "http://localhost:8100", "http://localhost:4566")
TARGETS = {"aws": AWS, "local": LOCAL}


def _route(**more: Any) -> dict[str, Any]:
    called = {"type": "aws_proxy", "httpMethod": "POST", "uri": "replaced"}
    return {"get": {"responses": {}, "x-amazon-apigateway-integration": called, **more}}


SWAGGER = {
    "swagger": "2.0",
    "info": {"title": "antrean", "version": "1.0"},
    "paths": {
        "/offices": _route(),
        "/offices/{office}/line": _route(security=[{"Staff": []}]),
    },
    "securityDefinitions": {"Staff": {"x-amazon-apigateway-authorizer": {"providerARNs": ["replaced"]}}},
}


@cache
def stacks(where: str) -> list[Stack]:
    """All stacks of a deployment to `aws` or `local`."""
    return stacks_of(TARGETS[where], Package(Path("bundle.zip"), "0" * 64, split_routes(SWAGGER)))


def resources(where: str, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Logical id and properties of all resources of a type, over all stacks."""
    return [
        (name, resource["Properties"])
        for stack in stacks(where)
        for name, resource in stack.template["Resources"].items()
        if resource["Type"] == kind
    ]


def statements(where: str) -> list[tuple[str, dict[str, Any]]]:
    """Every statement of every role's own policies, with the role's logical id."""
    return [
        (name, statement)
        for name, role in resources(where, "AWS::IAM::Role")
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]

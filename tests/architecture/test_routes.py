"""What is deployed is what is described, and every route says who may call it."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from chalice.app import CognitoUserPoolAuthorizer

from app import FUNCTIONS, ROUTES, app
from chalicelib.caller import ROLES
from tests.openapi import operations

DECLARED = {route: who for routes in ROUTES for route, who in routes.declared.items()}
ENTRIES = [(method, path, entry) for path, methods in app.routes.items() for method, entry in methods.items()]


def test_the_routes_are_those_of_openapi():
    assert {(method, path) for method, path, _ in ENTRIES} == set(operations())


@pytest.mark.parametrize(("method", "path", "entry"), ENTRIES, ids=[f"{m} {p}" for m, p, _ in ENTRIES])
def test_every_route_says_who_may_call_it(method, path, entry):
    who = DECLARED[method, path]

    assert who in ROLES
    signed_in = isinstance(entry.authorizer, CognitoUserPoolAuthorizer)
    assert signed_in == (who != "public")


@pytest.mark.parametrize(
    ("route", "operation"), operations().items(), ids=[" ".join(o) for o in operations()]
)
def test_the_description_says_the_same(route, operation):
    needs_token = operation.get("security", []) == [{"token": []}]

    assert needs_token == (DECLARED[route] != "public")
    parameters = str(operation.get("parameters", "")) + str(operation.get("operationId"))
    assert ("/key" in parameters) == (route[0] == "POST")
    names = {"office", "service", "counter", "code", "hold", "day", "closure", "thing"}
    assert set(re.findall(r"\{(\w+)\}", route[1])) <= names


def test_the_functions_are_those_that_infra_names():
    templates = Path(__file__).parents[2] / "infra" / "templates"
    named = {
        name
        for file in templates.glob("*.yaml")
        for name in re.findall(r"Handler: app\.(\w+)", file.read_text())
    }

    assert {function.name for function in app.pure_lambda_functions} | {"app"} == named
    assert all(function.handler_string == f"app.{function.name}" for function in app.pure_lambda_functions)


@pytest.mark.parametrize(("name", "module"), FUNCTIONS.items())
def test_every_function_has_its_handler(name, module):
    assert callable(import_module(f"chalicelib.{module}").handler)
    assert callable(getattr(import_module("app"), name))

"""The list of who may call what is what app.py declares, and what the page says."""

from pathlib import Path

from app import ROUTES, app
from tests import roles
from tests.openapi import operations

PAGE = Path(__file__).parents[3] / "docs" / "roles.md"


def test_every_declared_route_stands_in_the_list_with_who_may_call_it():
    declared = {route: who for routes in ROUTES for route, who in routes.declared.items()}

    assert declared == roles.ROUTES


def test_the_app_has_no_route_beside_those_that_say_who_may_call_them():
    known = {(method, path) for path, views in app.routes.items() for method in views}

    assert known == set(roles.ROUTES)


def test_the_gateway_asks_for_a_token_wherever_it_is_needed():
    guarded = {
        (m, path) for path, views in app.routes.items() for m, view in views.items() if view.authorizer
    }

    assert guarded == {route for route, who in roles.ROUTES.items() if who != roles.PUBLIC}


def test_the_description_says_the_same():
    secured = {route for route, said in operations().items() if {} not in said.get("security", [{}])}

    assert secured == {route for route, who in roles.ROUTES.items() if who != roles.PUBLIC}


def test_the_page_is_the_list():
    assert PAGE.read_text(encoding="utf-8") == roles.table(), "python -m tests.roles > docs/roles.md"

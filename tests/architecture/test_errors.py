"""Every way of saying no is in the tree on top of errors.py, with a title in both languages and a status that is described."""

import pytest

from chalicelib import errors
from chalicelib.errors import Refusal
from tests.openapi import operations


def kinds(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind, *(one for below in kind.__subclasses__() for one in kinds(below))]


SAID = [kind for kind in kinds() if kind.__module__ == errors.__name__]
FAMILIES = {"Refusal", "NotFound", "Conflict", "Denied", "Invalid", "Later"}


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_it_stands_in_the_tree(kind):
    assert kind.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_it_speaks_both_languages(kind):
    assert set(kind.titles) == {"id", "en"}
    assert kind.titles["id"] != kind.titles["en"]
    assert kind().title("fr") == kind.titles["id"]


def test_no_two_have_the_same_name_on_the_wire():
    slugs = [kind.slug() for kind in SAID]

    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize(
    "kind", [k for k in SAID if k.__name__ not in FAMILIES], ids=lambda kind: kind.__name__
)
def test_its_status_is_described_somewhere(kind):
    described = {status for operation in operations().values() for status in operation["responses"]}

    assert str(kind.status) in described


def test_every_refusal_is_raised_or_returned_somewhere():
    from tests.architecture.test_rooms import SOURCES, room

    text = "\n".join(path.read_text() for path in SOURCES if room(path) != "errors.py")

    assert [
        kind.__name__ for kind in SAID if kind.__name__ not in FAMILIES and kind.__name__ not in text
    ] == []

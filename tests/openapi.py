"""Whether what the API answers is what schemas/openapi.yaml says; every answer in any test is held to it."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

import schemas

ROOT = "https://antrean.example/schemas/"
HERE = Path(schemas.__file__).parent
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def described() -> dict[str, Any]:
    """The description of the API."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "openapi.yaml").read_text(encoding="utf-8"))
    return loaded


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Each operation by its method and path."""
    paths = described()["paths"]
    return {(m.upper(), path): paths[path][m] for path in paths for m in METHODS if m in paths[path]}


def check_answer(method: str, path: str, status: int, kind: str, text: str) -> None:
    """Fails the test when an answer is none of those that are described for it."""
    found = [
        (m, p) for m, p in operations() if m == method and re.fullmatch(_pattern(p), path.partition("?")[0])
    ]
    assert found, f"{method} {path} is not described"
    template = min(found, key=lambda one: one[1].count("{"))
    said = operations()[template]["responses"].get(str(status))
    assert said, f"{template} does not say that it answers {status}: {text[:300]}"
    content = _resolved(said).get("content", {})
    if not content:
        assert text == "", f"{template} says that {status} has no body"
        return
    kind = kind.partition(";")[0]
    assert kind in content, f"{template} does not say that {status} is {kind}"
    value = json.loads(text) if kind.endswith("json") else text
    faults = [f"{e.json_path}: {e.message}" for e in _validator(template, status, kind).iter_errors(value)]
    assert not faults, f"{template} {status}: {'; '.join(faults)}"


def _pattern(path: str) -> str:
    return re.sub(r"\{[a-z]+\}", "[^/]+", path)


def _resolved(said: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in said:
        return said
    found: Any = described()
    for step in said["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


@cache
def _validator(template: tuple[str, str], status: int, kind: str) -> Draft202012Validator:
    said = _resolved(operations()[template]["responses"][str(status)])
    schema = _absolute(said["content"][kind]["schema"])
    return Draft202012Validator(
        schema, registry=_registry(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@cache
def _registry() -> Registry[Any]:
    files = [
        f"{folder}/{path.name}"
        for folder in ("messages", "requests")
        for path in (HERE / folder).glob("*.json")
    ]
    resources = [(ROOT + name, json.loads((HERE / name).read_text(encoding="utf-8"))) for name in files]
    resources.append((ROOT + "openapi.yaml", described()))
    return Registry().with_resources(
        (uri, Resource.from_contents(content, default_specification=DRAFT202012))
        for uri, content in resources
    )


def _absolute(schema: Any) -> Any:
    """The schema with its references made absolute, so that it can stand outside its file."""
    if isinstance(schema, dict):
        return {
            k: _from_root(v) if k == "$ref" and isinstance(v, str) else _absolute(v)
            for k, v in schema.items()
        }
    return [_absolute(one) for one in schema] if isinstance(schema, list) else schema


def _from_root(reference: str) -> str:
    return ROOT + ("openapi.yaml" + reference if reference.startswith("#") else reference)

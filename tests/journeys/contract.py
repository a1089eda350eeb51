"""Whether an HTTP answer is one that openapi.yaml describes: its status, its content type, its body."""

import re
from functools import cache
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

import schemas

BASE = "https://antrean.example/schemas/openapi.yaml"
OPENAPI = yaml.safe_load((schemas.HERE / "openapi.yaml").read_text(encoding="utf-8"))


def check_answer(method: str, path: str, status: int, content_type: str, body: Any) -> None:
    """Fails the test when the answer is not described; a path that the description lacks may only be refused."""
    operation = _operation(method, path.partition("?")[0])
    where = f"{method} {path} → {status}"
    if operation is None:
        assert status in (403, 404), f"{where} is no described operation"
        return
    assert str(status) in operation["responses"], f"{where} is not described; it says {body}"
    response = _resolved(operation["responses"][str(status)])
    if "content" not in response:
        assert not body, f"{where} should be empty"
        return
    kind = content_type.partition(";")[0].strip()
    assert kind in response["content"], f"{where} is {kind or 'of no type'}"
    faults = [f"{e.json_path}: {e.message}" for e in _validator(response["content"][kind]["schema"], body)]
    assert not faults, f"{where}: {'; '.join(faults)}"


def _operation(method: str, path: str) -> dict[str, Any] | None:
    for template, item in OPENAPI["paths"].items():
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", template), path) and method.lower() in item:
            found: dict[str, Any] = item[method.lower()]
            return found
    return None


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    for name in part.get("$ref", "").removeprefix("#/").split("/") if "$ref" in part else ():
        part = OPENAPI[name] if name == "components" else part[name]
    return part


def _validator(schema: dict[str, Any], body: Any) -> Any:
    schema = schema if "$ref" not in schema else {"$ref": BASE + schema["$ref"]}
    checks = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema, registry=_registry(), format_checker=checks).iter_errors(body)


@cache
def _registry() -> Registry[Any]:
    registry: Registry[Any] = Registry()
    registry = registry.with_resource(BASE, DRAFT202012.create_resource(OPENAPI))
    for name in schemas.names("messages"):
        resource: Resource[Any] = Resource.from_contents(schemas.message(name))
        registry = registry.with_resource(f"https://antrean.example/schemas/messages/{name}.json", resource)
    return registry

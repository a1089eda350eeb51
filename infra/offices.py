"""The offices of a deployment, read from `offices/*.yaml` and refused with file, line and field where wrong.

python -m infra.offices check [FILES]
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

import schemas
from infra.marked import Fault, Field, Marked, NotYaml, read
from infra.office_rules import wrong_in
from infra.public_holidays import with_holidays

HERE = Path(__file__).parent
OFFICES, REGIONS = HERE / "offices", HERE / "regions.yaml"


class WrongOffices(Exception):
    """Office files or regions that cannot be used; the message has one line for each fault."""


def load_regions() -> dict[str, Any]:
    """`infra/regions.yaml`: deployment, offices in order with their home, regions, rollback."""
    regions: dict[str, Any] = read(REGIONS).value
    return regions


def load_offices(year: int | None = None) -> list[dict[str, Any]]:
    """All offices in their order, each as its file says and with its `home` region.

    The holidays of that year, the present one when none is given, and of the next stand among its `closed` days.
    Raises WrongOffices when a file is wrong.
    """
    year = year or datetime.now(UTC).year
    faults = [*(fault for file in files() for fault in check(file)), *check_regions(REGIONS)]
    if faults:
        raise WrongOffices("\n".join(map(str, faults)))
    return [
        {
            **with_holidays(read(OFFICES / f"{entry['id']}.yaml").value, (year, year + 1)),
            "home": entry["home"],
        }
        for entry in load_regions()["offices"]
    ]


def files() -> list[Path]:
    """The office files of this deployment."""
    return sorted(OFFICES.glob("*.yaml"))


def check(file: Path) -> list[Fault]:
    """All faults of one office file, in the order of their lines."""
    try:
        marked = read(file)
    except NotYaml as error:
        return [error.fault]
    faults = list(_against_schema(marked))
    if not faults:
        faults = [marked.fault(field, sentence) for field, sentence in wrong_in(marked.value)]
        if marked.value["id"] != file.stem:
            faults.append(
                marked.fault(("id",), f"the id is {marked.value['id']}, but the file is {file.name}")
            )
    return sorted(faults, key=lambda fault: fault.line)


def check_regions(file: Path) -> list[Fault]:
    """Each listed office has a file and a home that is a region, and each file is listed."""
    marked = read(file)
    named = {path.stem for path in files()}
    faults = []
    for i, entry in enumerate(marked.value["offices"]):
        if entry["id"] not in named:
            faults.append(marked.fault(("offices", i, "id"), f"there is no file offices/{entry['id']}.yaml"))
        if entry["home"] not in marked.value["regions"]:
            faults.append(marked.fault(("offices", i, "home"), f"{entry['home']} is not one of the regions"))
    for office in sorted(named - {entry["id"] for entry in marked.value["offices"]}):
        faults.append(marked.fault(("offices",), f"offices/{office}.yaml is not in the list"))
    return faults


def _against_schema(marked: Marked) -> Iterator[Fault]:
    for error in Draft202012Validator(schemas.request("office")).iter_errors(marked.value):
        for field, sentence in _said(error):
            yield marked.fault((*error.absolute_path, *field), sentence)


def _said(error: ValidationError) -> list[tuple[Field, str]]:
    """A schema's refusal in words, with the fields below the instance that it is about."""
    rule: Any = error.validator_value
    value: Any = error.instance
    if error.validator == "required":
        return [((name,), "this field is missing") for name in rule if name not in value]
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        return [
            ((n,), f"there is no such field; known are {', '.join(known)}") for n in value if n not in known
        ]
    say = SENTENCES.get(str(error.validator))
    return [((), say(value, rule) if say else error.message)]


SENTENCES: dict[str, Callable[[Any, Any], str]] = {
    "type": lambda value, rule: (
        f"{value!r} is not of the type {' or '.join(rule) if isinstance(rule, list) else rule}"
    ),
    "enum": lambda value, rule: f"{value!r} is not one of {', '.join(map(str, rule))}",
    "const": lambda value, rule: f"{value!r} is not {rule!r}",
    "pattern": lambda value, rule: f"{value!r} does not have the form {rule}",
    "minimum": lambda value, rule: f"{value} is less than {rule}",
    "maximum": lambda value, rule: f"{value} is more than {rule}",
    "minItems": lambda value, rule: f"at least {rule} must be there, but there are {len(value)}",
    "maxItems": lambda value, rule: f"at most {rule} may be there, but there are {len(value)}",
    "minLength": lambda value, rule: f"the text is shorter than {rule}",
    "maxLength": lambda value, rule: f"the text is longer than {rule}",
    "minProperties": lambda value, rule: f"at least {rule} must be there",
    "uniqueItems": lambda value, rule: "one of these is there twice",
}


def main(arguments: list[str]) -> int:
    """Check the files, or those of the deployment; print each fault; 0 when there is none."""
    if arguments[:1] != ["check"]:
        print("usage: python -m infra.offices check [FILES]", file=sys.stderr)
        return 2
    named = [Path(name) for name in arguments[1:]]
    faults = [fault for file in named or files() for fault in check(file)]
    if not named:
        faults += check_regions(REGIONS)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(named or files())} office files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

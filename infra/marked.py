"""YAML read together with the line of each field, so that a fault can be shown where it stands."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Field = tuple[str | int, ...]

DEEPEST = 20
"""How many levels a file may have; an alias can hold itself."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field of a file; the line counts from 1."""

    file: Path
    line: int
    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field or 'file'}: {self.sentence}"


class NotYaml(Exception):
    """The file cannot be read at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Plain(yaml.SafeLoader):
    """Reads only null, true, false and numbers as such: YAML 1.1 makes 780 of 13:00 and a date of 2026-12-25."""


Plain.yaml_implicit_resolvers = {}
for tag, pattern, firsts in (
    ("null", r"^(null|~|)$", ["n", "~", ""]),
    ("bool", r"^(true|false)$", ["t", "f"]),
    ("int", r"^-?(0|[1-9][0-9]*)$", list("-0123456789")),
    ("float", r"^-?(0|[1-9][0-9]*)\.[0-9]+$", list("-0123456789")),
):
    Plain.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), firsts)


@dataclass(frozen=True)
class Marked:
    """A file's value, and the line on which each of its fields begins."""

    file: Path
    value: Any
    lines: dict[Field, int]

    def fault(self, field: Field, sentence: str) -> Fault:
        """A fault at this field, or at the nearest field around it that the file has."""
        nearest = field
        while nearest and nearest not in self.lines:
            nearest = nearest[:-1]
        return Fault(self.file, self.lines.get(nearest, 1), spelt(field), sentence)


def read(file: Path) -> Marked:
    """The file's value with its lines.

    Raises NotYaml when it is not YAML, or says a field twice.
    """
    lines: dict[Field, int] = {}
    try:
        loader = Plain(file.read_text(encoding="utf-8"))
        node = loader.get_single_node()
        value = _value(loader, node, (), lines, file) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotYaml(Fault(file, line, "", f"this is not YAML: {error.problem}")) from error
    except (UnicodeDecodeError, yaml.reader.ReaderError) as error:
        raise NotYaml(Fault(file, 1, "", "this is not a text in UTF-8")) from error
    except ValueError as error:
        raise NotYaml(Fault(file, 1, "", f"a value cannot be read: {error}")) from error
    except OSError as error:
        raise NotYaml(Fault(file, 1, "", f"the file cannot be read: {error.strerror}")) from error
    return Marked(file, value, lines)


def spelt(field: Field) -> str:
    """A field as a person writes it: `services[1].letter`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in field).lstrip(".")


def _value(loader: Plain, node: yaml.Node, at: Field, lines: dict[Field, int], file: Path) -> Any:
    lines.setdefault(at, node.start_mark.line + 1)
    if len(at) > DEEPEST:
        raise NotYaml(Fault(file, node.start_mark.line + 1, "", "this is too deep, or holds itself"))
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, (*at, i), lines, file) for i, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node, deep=True)
    found: dict[str, Any] = {}
    for key, item in node.value:
        field = (*at, str(key.value))
        lines.setdefault(field, key.start_mark.line + 1)
        if field[-1] in found:
            line = key.start_mark.line + 1
            raise NotYaml(Fault(file, line, spelt(field), "this field is there twice"))
        found[str(key.value)] = _value(loader, item, field, lines, file)
    return found

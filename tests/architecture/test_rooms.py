"""Which room may know what: read from the sources, so that a wrong import fails before it is felt."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "functions"
SOURCES = [*sorted((FUNCTIONS / "chalicelib").rglob("*.py")), FUNCTIONS / "app.py"]


def room(path: Path) -> str:
    """The path inside functions/chalicelib, such as `store/table.py`."""
    return path.relative_to(FUNCTIONS).as_posix().removeprefix("chalicelib/")


def imports(path: Path) -> Iterator[str]:
    """The top-level packages that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def who_imports(package: str) -> set[str]:
    return {room(path) for path in SOURCES if package in imports(path)}


def test_only_the_edge_and_the_app_know_chalice():
    assert who_imports("chalice") == {"app.py", "edge.py"}


def test_only_the_store_knows_pynamodb():
    assert {name.partition("/")[0] for name in who_imports("pynamodb")} == {"store"}


@pytest.mark.parametrize("package", ["awscrt", "boto3", "jsonschema", "pydantic", "yaml"])
def test_nothing_heavy_is_imported(package):
    assert who_imports(package) == set()


def test_only_settings_reads_the_environment():
    readers = {room(path) for path in SOURCES if {"environ", "getenv"} & names(path)}

    assert readers == {"settings.py"}


def names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return attributes | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def test_every_variable_that_settings_read_is_set_by_infra():
    variable = re.compile(r"ANTREAN_[A-Z_]+")
    read = set(variable.findall((FUNCTIONS / "chalicelib/settings.py").read_text(encoding="utf-8")))
    defaults = (ROOT / "infra/templates/defaults.yaml").read_text(encoding="utf-8")

    assert read == set(variable.findall(defaults))


def test_only_the_store_keeps_things():
    """Use cases ask the store by name; a table or a key in one would be a second place that knows how things lie.

    The stream's reader only turns a record's image into plain values.
    """
    askers = {
        room(path) for path in SOURCES if "store.table" in path.read_text() or "#{office" in path.read_text()
    }

    assert {name.partition("/")[0] for name in askers} <= {"store", "stream.py"}


@pytest.mark.parametrize("path", SOURCES, ids=room)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_rooms_import_only_what_they_may():
    lint = Path(sys.executable).with_name("lint-imports")

    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, env={"PYTHONPATH": "functions:."}, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout

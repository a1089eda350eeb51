"""Typed fields of a JSON file, each refused by name when it is missing or wrong."""

import json
from pathlib import Path
from typing import Any


class ConfigWrong(ValueError):
    """A field of the configuration is missing or wrong; the message names the file and the field."""


class Fields:
    """Reads typed fields of one JSON object and says which one is at fault."""

    def __init__(self, file: Path, values: Any, prefix: str = "") -> None:
        self.file, self.prefix = file, prefix
        if not isinstance(values, dict):
            raise ConfigWrong(f"{file}: {prefix.rstrip('.') or 'the file'}: must be an object")
        self.values = values

    def wrong(self, name: str, must: str) -> ConfigWrong:
        """The error for one field: what it must be and what it is."""
        is_now = json.dumps(self.values[name]) if name in self.values else "missing"
        return ConfigWrong(f"{self.file}: {self.prefix}{name}: must be {must} (is {is_now})")

    def text(self, name: str, default: str | None = None) -> str:
        """A text that is not empty, unless the default is."""
        value = self.values.get(name, default)
        if not isinstance(value, str) or (not value and default != ""):
            raise self.wrong(name, "a text")
        return value

    def choice(self, name: str, choices: tuple[Any, ...], default: Any = None) -> Any:
        """One of a few values."""
        value = self.values.get(name, default)
        if value not in choices or isinstance(value, bool):
            raise self.wrong(name, f"one of {', '.join(map(str, choices))}")
        return value

    def number(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within a range."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(name, f"a number from {low} to {high}")
        return value

    def truth(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false")
        return value

    def path(self, name: str, default: str | None = None) -> Path:
        """A path; a relative one counts from the configuration's folder."""
        return (self.file.parent / self.text(name, default)).resolve()

    def file_there(self, name: str) -> Path:
        """The path of a file that exists."""
        found = self.path(name)
        if not found.is_file():
            raise self.wrong(name, "a file that exists")
        return found

    def inner(self, name: str) -> "Fields":
        """The fields of an object within this one."""
        return Fields(self.file, self.values.get(name, {}), f"{self.prefix}{name}.")

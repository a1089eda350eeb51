"""Makes the day's report now, by the same scheduled function that makes it each night, and fetches its page."""

import json
import urllib.request
from pathlib import Path
from typing import Any

from infra.demo.doors import Api
from infra.target import local_target


def make_report(told: dict[str, Any], manager: Api, office: str, day: str, file: Path) -> Path:
    """Run `write_reports` for this office and day, then save the page that the manager's link opens."""
    home = told["regions"]["offices"][office]
    target = local_target(*(int(told[name].rsplit(":", 1)[1].strip("/")) for name in ("aws", "site")))
    client = target.client("lambda", home)
    name = function_named(client, "write_reports")
    client.invoke(FunctionName=name, Payload=json.dumps({"office": office, "day": day}).encode())
    _, said = manager.ask("GET", f"/offices/{office}/reports?from={day}&to={day}")
    with urllib.request.urlopen(said["days"][-1]["page"], timeout=15) as page:
        file.write_bytes(page.read())
    return file


def function_named(client: Any, part: str) -> str:
    """The deployed function whose name has this part, in any case and without separators."""
    plain = part.replace("_", "").lower()
    for page in client.get_paginator("list_functions").paginate():
        for one in page["Functions"]:
            if plain in one["FunctionName"].replace("-", "").replace("_", "").lower():
                return str(one["FunctionName"])
    raise LookupError(f"no function named {part} is deployed")

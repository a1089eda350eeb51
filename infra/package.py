"""Packages the functions once: `bundle.zip` and the body of the API, both the same for every region.

python -m infra.package
"""

import copy
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra import bundle

OUT = bundle.BUILD / "out"
ZIP = bundle.BUILD / "bundle.zip"
BODY = bundle.BUILD / "api.json"
VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Package:
    """A bundle, its SHA-256, and the API's body whose routes point at PublicAPI and StaffAPI."""

    bundle: Path
    sha256: str
    body: dict[str, Any]


def package() -> Package:
    """Stage, let Chalice package, and split the API's routes between the two functions."""
    bundle.stage()
    shutil.rmtree(OUT, ignore_errors=True)
    chalice = [str(Path(sys.executable).with_name("chalice")), "--project-dir", str(bundle.STAGED), "package"]
    told = subprocess.run(
        [*chalice, "--stage", "api", "--pkg-format", "cloudformation", str(OUT)],
        capture_output=True,
        text=True,
        env={**os.environ, "AWS_DEFAULT_REGION": "ap-southeast-3"},  # asked for, yet not used
    )
    if told.returncode:
        last = "\n".join(told.stderr.strip().splitlines()[-4:])
        raise bundle.NotPackaged(f"Chalice could not package the functions:\n{last}")
    sha256 = bundle.rezip(OUT / "deployment.zip", ZIP)
    packaged = json.loads((OUT / "sam.json").read_text())
    body = split_routes(packaged["Resources"]["RestAPI"]["Properties"]["DefinitionBody"])
    BODY.write_text(json.dumps(body, indent=1, sort_keys=True))
    return Package(ZIP, sha256, body)


def split_routes(swagger: dict[str, Any]) -> dict[str, Any]:
    """Point routes that ask for a sign-in at StaffAPI and the others at PublicAPI."""
    body = copy.deepcopy(swagger)
    for authorizer in body.get("securityDefinitions", {}).values():
        if "x-amazon-apigateway-authorizer" in authorizer:
            authorizer["x-amazon-apigateway-authorizer"]["providerARNs"] = [
                {"Fn::GetAtt": ["UserPool", "Arn"]}
            ]
    for path in body["paths"].values():
        for verb in set(path).intersection(VERBS):
            name = "StaffAPI" if path[verb].get("security") else "PublicAPI"
            path[verb]["x-amazon-apigateway-integration"]["uri"] = invocation_of(name)
    return body


def invocation_of(function: str) -> dict[str, str]:
    """The address by which API Gateway invokes a function."""
    functions = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions"
    return {"Fn::Sub": f"{functions}/${{{function}.Arn}}/invocations"}


if __name__ == "__main__":
    made = package()
    print(f"{made.bundle}: {made.bundle.stat().st_size / 1e6:.2f} MB, sha256 {made.sha256[:12]}")

"""Uploads the built pages and tells them where the cloud is."""

import hashlib
import json
import mimetypes
from pathlib import Path
from typing import Any

from infra.target import Target

DIST = Path(__file__).resolve().parent.parent / "web" / "dist"
YEAR, MINUTE = "public, max-age=31536000, immutable", "public, max-age=60"


def upload_site(target: Target, outputs: dict[str, str]) -> int:
    """Put pages that differ from what lies there, and `config.json`; returns how many."""
    s3 = target.client("s3", target.first)
    bucket = outputs["SiteBucket"]
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    there = {one["Key"]: one["ETag"].strip('"') for page in pages for one in page.get("Contents", [])}
    files = {str(path.relative_to(DIST)): path.read_bytes() for path in DIST.rglob("*") if path.is_file()}
    files["config.json"] = json.dumps(config(target, outputs), indent=1).encode()
    changed = {name: body for name, body in files.items() if there.get(name) != _etag(body)}
    for name, body in changed.items():
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        age = YEAR if name.startswith("assets/") else MINUTE
        s3.put_object(Bucket=bucket, Key=name, Body=body, ContentType=kind, CacheControl=age)
    return len(changed)


def _etag(body: bytes) -> str:
    return hashlib.md5(body, usedforsecurity=False).hexdigest()


def config(target: Target, outputs: dict[str, str]) -> dict[str, Any]:
    """What the pages ask for first: where to sign in, where messages come from."""
    return {
        "api": "/api",
        "region": target.first,
        "messageRegion": target.messages,
        "identityPoolId": outputs["IdentityPoolId"],
        "userPoolId": outputs["UserPoolId"],
        "userPoolClientId": outputs["UserPoolClientId"],
        "cognito": target.endpoint or f"https://cognito-idp.{target.first}.amazonaws.com",
        "cognitoIdentity": target.endpoint or f"https://cognito-identity.{target.first}.amazonaws.com",
        "iot": iot_endpoint(target),
        "iotScheme": "ws" if target.local else "wss",
    }


def iot_endpoint(target: Target) -> str:
    """Host and port where browsers connect in the message region."""
    answer = target.client("iot", target.messages).describe_endpoint(endpointType="iot:Data-ATS")
    return str(answer["endpointAddress"])

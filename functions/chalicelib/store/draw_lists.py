"""A draw's list as it is kept: static files in the boards' bucket, named by what is in them, so that none is overwritten."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import bus
from chalicelib.errors import Busy
from chalicelib.queueing.draw_list import Listed, cut, joined
from chalicelib.queueing.office import Office
from chalicelib.session import client
from chalicelib.settings import settings

from .draws import Draw, DrawKey


def put(region: str, key: DrawKey, listed: Listed) -> tuple[str, int]:
    """Write a list in its parts; returns its name and how many parts it has."""
    parts = cut(listed)
    content = json.dumps(listed, sort_keys=True, separators=(",", ":")).encode()
    name = f"{listed['state']}-{hashlib.sha256(content).hexdigest()[:16]}"
    for part in parts:
        bus.put_json(
            settings().boards_bucket(region), _file(key, name, part["part"]), part, cache="max-age=86400"
        )
    return name, len(parts)


def read(office: Office, draw: Draw) -> Listed:
    """The draw's whole list as it is now."""
    return joined(read_part(office, draw, part) for part in range(1, draw.parts + 1))


def read_part(office: Office, draw: Draw, part: int) -> Listed:
    """One part of the draw's list as it is now; before the first checkpoint nobody is in it. Raises `Busy`."""
    if draw.listed:
        return _read(office.home, draw.key, draw.listed, part)
    opens, closes = (datetime.fromtimestamp(at, office.zone).isoformat() for at in (draw.opens, draw.closes))
    begun = {"office": draw.key.office, "service": draw.key.service, "day": draw.key.day, "opens": opens}
    begun |= {"closes": closes, "commit": draw.commit, "state": "open"}
    return cut({**begun, "checkpoints": [], "people": {}})[0]


@lru_cache(maxsize=16)
def _read(region: str, key: DrawKey, name: str, part: int) -> Listed:
    """A file; what has this name never changes, so a process reads it once."""
    asked = {"Bucket": settings().boards_bucket(region), "Key": _file(key, name, part)}
    try:
        return dict(json.loads(client("s3", region).get_object(**asked)["Body"].read()))
    except (BotoCoreError, ClientError) as error:
        raise Busy(key.day) from error


def forget() -> None:
    """Drop the files that the process has read; for tests."""
    _read.cache_clear()


def _file(key: DrawKey, name: str, part: int) -> str:
    return f"draws/{key.office}/{key.service}/{key.day}/{name}.{part}.json"

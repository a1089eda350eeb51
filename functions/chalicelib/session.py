"""The one botocore session of a process: its data and credentials are loaded once, whatever clients are made."""

from functools import lru_cache
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config

_lock = Lock()
"""Making a client is not safe in two threads at once."""


@lru_cache(maxsize=1)
def session() -> botocore.session.Session:
    """The session that pynamodb and every other client share."""
    return botocore.session.get_session()


@lru_cache(maxsize=64)
def client(service: str, region: str, endpoint: str | None = None) -> Any:
    """A client of an AWS service in a region, made at its first use, with time-outs that fit a function."""
    config = Config(connect_timeout=1, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})
    with _lock:
        return session().create_client(service, region, endpoint_url=endpoint, config=config)


def forget() -> None:
    """Drop the session and its clients; for programs that change their endpoint or credentials, such as tests."""
    session.cache_clear()
    client.cache_clear()

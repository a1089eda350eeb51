"""The one botocore session of a process: its data and credentials are loaded once, whatever clients are made."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import botocore.session
from botocore.config import Config

_lock = Lock()
"""Making a client is not safe in two threads at once."""


DATA = Path(__file__).with_name("botocore_data")
"""What we tell botocore's service models: DynamoDB's values are passed on as they are on the wire, not walked over.

Without it botocore builds and reads each value of an item by its shape, which took half of an issue's CPU time.
Binaries are therefore base64 text in both directions (store/plain.py).
"""


@lru_cache(maxsize=1)
def session() -> botocore.session.Session:
    """The session that pynamodb and every other client share."""
    made = botocore.session.get_session()
    made.get_component("data_loader").search_paths.insert(0, str(DATA))
    # A name of our own, for botocore would put its long one together again for each request; and no look for an
    # account's own endpoint, for the regional one is that of the policies and of the local AWS.
    made.set_default_client_config(Config(user_agent="antrean", account_id_endpoint_mode="disabled"))
    return made


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

"""Runs the local AWS and saves its state every few seconds; by itself it saves only at a graceful stop.

Started by the path of this file, with -P lest its neighbours hide Python's own modules, in the venv of the local AWS. Its names below are private to ministack
1.5.33: check them when the pin moves. Lambda workers inherit nothing of ours.
"""

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from ministack import app
from ministack.core.persistence import save_state

ATTEMPTS = 20
log = logging.getLogger("antrean.runner")


def snapshots(seconds: float) -> None:
    """Save the state of every service again and again, each file at once or not at all."""
    while True:
        time.sleep(seconds)
        for service, get_state in app._build_persistence_save_dict().items():
            state = still(service, get_state)
            if state is not None:
                save_state(service, state)


def still(service: str, get_state: Callable[[], Any]) -> Any:
    """The service's state; a request may change it while it is copied, then it is copied again."""
    for _ in range(ATTEMPTS):
        try:
            return get_state()
        except RuntimeError as error:
            log.debug("%s changed while it was copied: %s", service, error)
    log.warning("%s could not be saved, the next snapshot follows", service)
    return None


def stay_on_loopback() -> None:
    """The listener for devices would open on all interfaces; keep it where the rest is."""
    make = asyncio.BaseEventLoop.create_server

    async def create_server(loop: Any, factory: Any, host: Any = None, *rest: Any, **more: Any) -> Any:
        return await make(loop, factory, "127.0.0.1" if host == "0.0.0.0" else host, *rest, **more)

    asyncio.BaseEventLoop.create_server = create_server  # type: ignore[method-assign,assignment]  # ministack offers no setting


if __name__ == "__main__":
    logging.getLogger("persistence").setLevel(logging.WARNING)
    stay_on_loopback()
    seconds = float(os.environ["SNAPSHOT_SECONDS"])
    threading.Thread(target=snapshots, args=(seconds,), daemon=True).start()
    app.main()

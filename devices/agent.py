"""How every agent runs: reads its configuration, goes on over faults, leaves at SIGTERM."""

import argparse
import logging
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from devices import log as lines
from devices.config import Config, load
from devices.fields import ConfigWrong
from devices.log import fields

log = logging.getLogger(__name__)

AGAIN_AFTER = 3.0

Serve = Callable[[Config, threading.Event], None]


def run(kind: str, serve: Serve) -> int:
    """Run an agent of this kind until SIGTERM or SIGINT; 2 when its configuration is wrong."""
    asked = argparse.ArgumentParser(prog=f"devices.{kind}")
    asked.add_argument("--config", type=Path, required=True, help="a JSON file, see config.example.json")
    given = asked.parse_args()
    lines.to_stderr()
    try:
        config = load(given.config, kind)
    except ConfigWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    config.state_dir.mkdir(parents=True, exist_ok=True)
    keep_serving(config, serve, stop)
    log.info("stopped", extra=fields(thing=config.thing))
    return 0


def keep_serving(
    config: Config, serve: Serve, stop: threading.Event, again_after: float = AGAIN_AFTER
) -> None:
    """Serve until told to stop, again after any fault: the outermost loop of a device."""
    while not stop.is_set():
        try:
            log.info("starting", extra=fields(thing=config.thing, office=config.office, place=config.place))
            serve(config, stop)
        except Exception:
            # A device in a lobby has nobody to restart it: only here is every error caught.
            log.exception("sedang gangguan")
            stop.wait(again_after)

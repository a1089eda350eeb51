"""Runs a display: `python -m devices.display --config FILE`."""

import sys
import threading

from devices.agent import run
from devices.config import Config
from devices.display.agent import Display
from devices.display.web import site
from devices.events import Events
from schemas import topics


def serve(config: Config, stop: threading.Event) -> None:
    """Work and serve the page until told to stop."""
    display = Display(config, Events())
    with site(config, display) as page, page.serving():
        display.serve(stop)


if __name__ == "__main__":
    sys.exit(run(topics.DISPLAY, serve))

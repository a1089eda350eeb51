"""Runs a kiosk: `python -m devices.kiosk --config FILE`."""

import sys
import threading
from contextlib import closing

from devices.agent import run
from devices.config import Config
from devices.events import Events
from devices.kiosk.agent import Kiosk
from devices.kiosk.printer import SlipPrinter
from devices.kiosk.web import site
from devices.outbox import Outbox
from schemas import topics


def serve(config: Config, stop: threading.Event) -> None:
    """Work and serve the page until told to stop."""
    with closing(Outbox(config.state_dir / "outbox.sqlite")) as outbox:
        kiosk = Kiosk(config, outbox, SlipPrinter(config.printer), Events())
        with site(config, kiosk) as page, page.serving():
            kiosk.serve(stop)


if __name__ == "__main__":
    sys.exit(run(topics.KIOSK, serve))

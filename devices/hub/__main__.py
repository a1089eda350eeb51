"""Runs a hub: `python -m devices.hub --config FILE`."""

import sys
import threading
from contextlib import closing

from devices.agent import run
from devices.config import Config
from devices.hub.agent import Hub
from devices.hub.broker import Broker
from devices.hub.journal import Journal
from devices.hub.web import StaffSite
from schemas import topics


def serve(config: Config, stop: threading.Event) -> None:
    """Work and serve the staff page until told to stop."""
    own = config.hub
    broker = Broker(
        config.state_dir / "broker", config.office, own.host, own.port, own.bind, own.starts_broker
    )
    with closing(Journal(config.state_dir / "journal.sqlite")) as journal:
        hub = Hub(config, journal, broker)
        with StaffSite(hub, own.bind, config.http_port) as page:
            threading.Thread(target=page.serve_forever, args=(0.5,), name="page", daemon=True).start()
            try:
                hub.serve(stop)
            finally:
                page.shutdown()


if __name__ == "__main__":
    sys.exit(run(topics.HUB, serve))

"""What must be torn down: the broker, the cloud's client, the simulated printer."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulated.printer import Printer
from tests.devices.cloud import Cloud
from tests.devices.office import MOSQUITTO, Broker


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    if not MOSQUITTO:
        pytest.fail("mosquitto is not installed; `make test` installs it")
    running = Broker(tmp_path_factory.mktemp("broker"))
    yield running
    running.stop()


@pytest.fixture
def cloud(broker: Broker) -> Iterator[Cloud]:
    listening = Cloud(broker)
    yield listening
    listening.stop()
    assert listening.wrong == []


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Printer]:
    """A simulated printer; write its mood to `printer.control`."""
    with Printer(0, tmp_path / "slips", tmp_path / "control") as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running
        running.stopped.set()
        running.shutdown()

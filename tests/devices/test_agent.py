"""How every agent runs: over faults, until it is told to stop."""

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from devices.agent import keep_serving
from devices.config import Config
from devices.log import Lines, fields
from devices.loops import Loops
from schemas import topics
from tests.devices.office import ROOT, config, configure


def test_after_a_fault_the_agent_starts_again_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stop, starts = threading.Event(), []

    def serve(_: Config, stop: threading.Event) -> None:
        starts.append(1)
        if len(starts) < 3:
            raise OSError("the card is gone")
        stop.set()

    keep_serving(config(None, tmp_path, topics.BUTTON), serve, stop, again_after=0.01)

    assert len(starts) == 3
    assert caplog.messages.count("sedang gangguan") == 2


def test_what_fails_in_a_loop_reaches_the_outermost_one() -> None:
    loops = Loops()

    def fail() -> None:
        raise OSError("the card is gone")

    loops.repeat(fail)
    with pytest.raises(OSError, match="the card is gone"):
        loops.wait(threading.Event())


@pytest.mark.parametrize("kind", topics.KINDS)
def test_a_wrong_configuration_ends_it_with_a_sentence(tmp_path: Path, kind: str) -> None:
    file = configure(None, tmp_path, kind, port="8883")
    command = [sys.executable, "-m", f"devices.{kind}", "--config", str(file)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    assert ended.stderr == f'{file}: port: must be a number from 1 to 65535 (is "8883")\n'


def test_a_log_line_is_one_json_object() -> None:
    record = logging.getLogger("kiosk").makeRecord(
        "kiosk", logging.INFO, "f", 1, "slip", (), None, extra=fields(number="A001")
    )
    line = Lines().format(record)

    assert '"said": "slip", "number": "A001"' in line
    assert "\n" not in line

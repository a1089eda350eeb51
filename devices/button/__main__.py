"""Runs a button: `python -m devices.button --config FILE`."""

import sys
import threading

from devices.agent import run
from devices.button import keyboard
from devices.button.agent import Counter
from devices.button.control import Control
from devices.config import Config
from schemas import topics


def serve(config: Config, stop: threading.Event) -> None:
    """Work until told to stop; on mock pins, with the control socket of the demo."""
    counter = Counter(config)
    if config.pins.factory not in ("mock", "keyboard"):
        counter.serve(stop)
        return
    if config.pins.factory == "keyboard":
        keyboard.listen(counter.answer)
    with Control(config.state_dir, counter.answer) as control:
        threading.Thread(target=control.serve_forever, args=(0.2,), name="control", daemon=True).start()
        try:
            counter.serve(stop)
        finally:
            control.shutdown()


if __name__ == "__main__":
    sys.exit(run(topics.BUTTON, serve))

"""Pushes the button of a running agent: `python -m devices.button.push --config FILE [single|double|long]`."""

import argparse
import json
import sys
from pathlib import Path

from devices.button.control import ask
from devices.config import load
from devices.fields import ConfigWrong
from schemas import topics


def main() -> int:
    """Push, print what came of it as JSON; 1 when the press did not reach the broker."""
    asked = argparse.ArgumentParser(prog="devices.button.push")
    asked.add_argument("--config", type=Path, required=True, help="the configuration of the running button")
    asked.add_argument("press", nargs="?", default="single", choices=("single", "double", "long", "state"))
    given = asked.parse_args()
    try:
        answer = ask(load(given.config, topics.BUTTON).state_dir, given.press)
    except ConfigWrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"no button runs with {given.config}: {error}", file=sys.stderr)
        return 1
    print(json.dumps(answer))
    return 0 if answer.get("sent") or given.press == "state" else 1


if __name__ == "__main__":
    sys.exit(main())

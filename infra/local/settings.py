"""Where the local cloud keeps things and which ports it takes; each port can be changed by the environment."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ROOT / ".local"
STATE, S3, LOGS, PIDS, TEMPORARY = (LOCAL / name for name in ("state", "s3", "log", "run", "tmp"))
DEVICES, SLIPS, ACCOUNTS = LOCAL / "devices", LOCAL / "slips", LOCAL / "accounts.json"
ENDPOINTS = LOCAL / "endpoints.json"
VENV, MINISTACK = ROOT / ".venv", ROOT / ".ministack"
# With the time that a snapshot takes, less than 5 s are lost when the local AWS is killed.
SNAPSHOT_SECONDS = 3
# A process whose stamp in the environment differs is started anew.
STAMP = "ANTREAN_STAMP"

PORTS = {
    "ANTREAN_SITE_PORT": (8100, "the pages and the API"),
    "ANTREAN_KIOSK_PORT": (8101, "the kiosk's page"),
    "ANTREAN_DISPLAY_PORT": (8102, "the display's page"),
    "ANTREAN_PRINTER_PORT": (9100, "the simulated printer"),
    "ANTREAN_AWS_PORT": (4566, "the local AWS"),
    "ANTREAN_MQTT_PORT": (8883, "messages of devices"),
}


def port(variable: str) -> int:
    """The port that stands in the environment, else the usual one."""
    text = os.environ.get(variable, "")
    if not text:
        return PORTS[variable][0]
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"{variable}={text} is not a port: give a number from 1 to 65535.")
    return int(text)

"""The devices of one office: which run as agents with simulated hardware, and which stay spare."""

import json
import sys
import urllib.request
from typing import Any

from infra.local import install, processes
from infra.local.settings import DEVICES, ROOT, SLIPS, STAMP, port
from infra.target import Target
from infra.things import Thing, make_claim_certificate, make_thing
from schemas import topics

CA = DEVICES / "ca.pem"
CLAIM = DEVICES / "claim"
PRINTER = "printer"


def things_of(office: dict[str, Any]) -> tuple[list[Thing], list[Thing]]:
    """Agents and spares: the last kiosk, display and counter of the office get no agent, and its hub none.

    An office whose hub runs stops calling in the cloud when that falls silent: `make offline` shows it elsewhere.
    """
    kiosks = [Thing("kiosk", office["id"], place) for place in office["kiosks"]]
    displays = [Thing("display", office["id"], place) for place in office["displays"]]
    buttons = [Thing("button", office["id"], counter["id"]) for counter in office["counters"]]
    spares = [kiosks[-1], displays[-1], buttons[-1], Thing(topics.HUB, office["id"], "1")]
    return [kiosks[0], displays[0], *buttons[:-1]], spares


def prepare(target: Target, office: dict[str, Any]) -> int:
    """Make all things of the office and write the agents' configurations; returns how many are new."""
    DEVICES.mkdir(parents=True, exist_ok=True)
    with urllib.request.urlopen(f"{target.endpoint}/_ministack/iot/ca.pem", timeout=10) as answer:
        CA.write_bytes(answer.read())
    agents, spares = things_of(office)
    make_claim_certificate(target, CLAIM)
    new = sum(make_thing(target, thing, DEVICES / thing.name) for thing in (*agents, *spares))
    for thing in agents:
        file = DEVICES / thing.name / "config.json"
        file.write_text(json.dumps(config(target, thing), indent=1))
    return new


def config(target: Target, thing: Thing) -> dict[str, Any]:
    """What an agent knows at its start."""
    folder = DEVICES / thing.name
    pages = {"kiosk": "ANTREAN_KIOSK_PORT", "display": "ANTREAN_DISPLAY_PORT"}
    return {
        "thing": thing.name,
        "kind": thing.kind,
        "office": thing.office,
        "place": thing.place,
        "certificate": str(folder / "certificate.pem"),
        "key": str(folder / "private.key"),
        "ca": str(CA),
        "endpoint": "localhost",
        "port": port("ANTREAN_MQTT_PORT"),
        "state_dir": str(folder / "state"),
        "http_port": port(pages[thing.kind]) if thing.kind in pages else 0,
        "site_dir": str(ROOT / "web" / "dist"),
        "site": target.site,
        "language": "id",
        "printer": {"host": "127.0.0.1", "port": port("ANTREAN_PRINTER_PORT")},
    }


def start(office: dict[str, Any]) -> list[str]:
    """Start the printer and the agents, anew where code or configuration changed; returns their names."""
    SLIPS.mkdir(parents=True, exist_ok=True)
    sources = [*install.sources_of(ROOT / "devices"), *install.sources_of(ROOT / "schemas")]
    code = install.digest(file for file in sources if file.suffix != ".pyc")
    at = ["--port", str(port("ANTREAN_PRINTER_PORT")), "--out", str(SLIPS)]
    processes.start(PRINTER, [sys.executable, "-m", "devices.simulated.printer", *at], {STAMP: code})
    for thing in things_of(office)[0]:
        file = DEVICES / thing.name / "config.json"
        told = install.digest([file, file.with_name("certificate.arn")])
        command = [sys.executable, "-m", f"devices.{thing.kind}", "--config", str(file)]
        processes.start(thing.name, command, {STAMP: code + told})
    return expected(office)


def expected(office: dict[str, Any]) -> list[str]:
    """The names of the processes that stand for devices."""
    return [PRINTER, *(thing.name for thing in things_of(office)[0])]

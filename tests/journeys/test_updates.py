"""A real job of AWS IoT updates a real agent; one that ends at once is taken back, and both are told as they ended."""

import io
import json
import os
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from devices.update.bundle import unpack
from devices.update.place import Place
from infra import bundle_devices, rollout
from infra.local.settings import ROOT
from infra.target import local_target
from infra.things import Thing, make_groups_of, make_thing
from tests.journeys.waiting import eventually

pytestmark = pytest.mark.cloud

OFFICE = "tembok-c"
BUTTON = Thing("button", OFFICE, "1")
PRIVATE, PUBLIC = bundle_devices.keys()


def broken(bundle: bytes) -> bytes:
    """The same release, with an agent that ends at once."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(bundle)) as tar, tarfile.open(fileobj=out, mode="w") as made:
        for entry in tar:
            inside = tar.extractfile(entry)
            assert inside
            content = (
                b"raise SystemExit(3)\n" if entry.name == "devices/button/__main__.py" else inside.read()
            )
            entry.size = len(content)
            made.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.fixture(name="target")
def _target(told):
    return local_target(int(told["aws"].rpartition(":")[2]), 0)


@pytest.fixture(name="shelf")
def _shelf(tmp_path) -> Iterator[str]:
    """Where bundles lie, as an address."""
    (tmp_path / "shelf").mkdir()
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(tmp_path / "shelf")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(name="place")
def _place(told, target, tmp_path) -> Iterator[Place]:
    """A button with release 0.1.0, claimed and running under its starter."""
    make_groups_of(target, [{"id": OFFICE}])
    make_thing(target, BUTTON, tmp_path / "thing")
    iot = target.client("iot", target.messages)
    iot.add_thing_to_thing_group(thingGroupName=f"antrean-{OFFICE}", thingName=BUTTON.name)
    mqtt, config = told["mqtt"], tmp_path / "thing" / "config.json"
    own = {"thing": BUTTON.name, "office": OFFICE, "place": "1", "state_dir": "state"}
    link = {
        "certificate": "certificate.pem",
        "key": "private.key",
        "ca": mqtt["ca"],
        "endpoint": mqtt["host"],
    }
    config.write_text(json.dumps({**own, **link, "port": mqtt["port"]}))
    root = tmp_path / "root"
    (root / "releases").mkdir(parents=True)
    (root / "bundle.pub").write_bytes(PUBLIC)
    (tmp_path / "first.tar").write_bytes(bundle_devices.make("0.1.0"))
    unpack(tmp_path / "first.tar", root / "releases" / "0.1.0")
    place = Place(root)
    place.switch("0.1.0")
    command = [sys.executable, "-m", "devices.button", "--config", str(config)]
    start = [sys.executable, str(ROOT / "devices" / "update" / "start.py"), str(root), *command]
    told_by = {**os.environ, "ANTREAN_HEALTHY_WITHIN": "30"}
    process = subprocess.Popen(start, env=told_by, stderr=subprocess.DEVNULL, start_new_session=True)
    eventually(lambda: place.is_healthy("0.1.0"), 60, "the first release is healthy")
    yield place
    process.terminate()
    process.wait(30)


def sent(target, tmp_path, shelf: str, version: str, bundle: bytes, key: bytes = PRIVATE) -> str:
    (tmp_path / "shelf" / f"{version}.tar").write_bytes(bundle)
    document = bundle_devices.document(version, bundle, f"{shelf}/{version}.tar", key)
    [job] = rollout.rollout(target, document, [OFFICE])
    return job


def ended(target, job: str) -> str:
    iot = target.client("iot", target.messages)
    told = iot.describe_job_execution(jobId=job, thingName=BUTTON.name)["execution"]
    return str(told["status"])


def test_a_job_updates_a_device_and_one_that_fails_is_taken_back(target, tmp_path, shelf, place):
    good = sent(target, tmp_path, shelf, "9.9.1", bundle_devices.make("9.9.1"))
    eventually(lambda: ended(target, good) == "SUCCEEDED", 90, "the good release is in")
    assert place.is_healthy("9.9.1")

    bad = sent(target, tmp_path, shelf, "9.9.2", broken(bundle_devices.make("9.9.2")))
    eventually(lambda: ended(target, bad) == "FAILED", 90, "the bad release is told")
    assert place.current() == "9.9.1"
    eventually(lambda: place.is_healthy("9.9.1"), 30, "the good release is back")

    foreign = sent(target, tmp_path, shelf, "9.9.3", bundle_devices.make("9.9.3"), bundle_devices.keys()[0])
    eventually(lambda: ended(target, foreign) == "REJECTED", 90, "the foreign release is refused")
    assert place.current() == "9.9.1"

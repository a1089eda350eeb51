"""A good bundle goes in, an unhealthy one comes out by itself, a foreign one is refused, and power cuts undo nothing.

The starter is the real one; the agent is a few lines that take part in updates by the real code, and its cloud is a folder.
"""

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from devices.update.bundle import BundleRefused, check_signature, unpack, wanted_of
from devices.update.place import Place
from infra import bundle_devices
from tests.devices.office import eventually

REPOSITORY = Path(__file__).resolve().parents[3]
THING = "kiosk-rsud-1"
PRIVATE, PUBLIC = bundle_devices.keys()
AGENT = """
import json, os, sys, time
from concurrent.futures import Future
from pathlib import Path
sys.path.append({repository!r})
from devices.update.jobs import Jobs
from schemas import topics
cloud = Path(os.environ["CLOUD"])
def publish(topic, what):
    with (cloud / "said").open("a") as out:
        out.write(json.dumps([topic, what]) + "\\n")
    done = Future(); done.set_result(None)
    if topic.endswith("/start-next") and (cloud / "job.json").exists():
        jobs.heard(topics.jobs("{thing}", "start-next/accepted"), json.loads((cloud / "job.json").read_text()))
    return done
jobs = Jobs("{thing}", publish)
{healthy}
while True:
    time.sleep(0.05)
"""
HEALTHY = "jobs.connected()"


class Cloud:
    """A folder with a job, a bundle beside it, and what the device said."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address

    def gives(self, version: str, healthy: str = HEALTHY, key: bytes = PRIVATE) -> None:
        """Put a job there for a release of one agent."""
        bundle = a_bundle(healthy)
        (self.folder / f"{version}.tar").write_bytes(bundle)
        document = bundle_devices.document(version, bundle, f"{self.address}/{version}.tar", key)
        job = {"execution": {"jobId": f"job-{version}", "jobDocument": document}}
        (self.folder / "job.json").write_text(json.dumps(job))

    def said(self) -> list[tuple[str, str]]:
        """The ends of jobs, in order."""
        if not (self.folder / "said").exists():
            return []
        lines = [json.loads(line) for line in (self.folder / "said").read_text().splitlines()]
        return [(topic.split("/")[-2], what["status"]) for topic, what in lines if topic.endswith("/update")]

    def why(self) -> str:
        """The last reason that was told."""
        lines = [json.loads(line)[1] for line in (self.folder / "said").read_text().splitlines()]
        return str([what["statusDetails"]["why"] for what in lines if "statusDetails" in what][-1])


def a_bundle(healthy: str = HEALTHY, name: str = "agent.py") -> bytes:
    out = io.BytesIO()
    content = AGENT.format(repository=str(REPOSITORY), thing=THING, healthy=healthy).encode()
    with tarfile.open(fileobj=out, mode="w") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.fixture
def cloud(tmp_path: Path) -> Iterator[Cloud]:
    folder = tmp_path / "cloud"
    folder.mkdir()
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Cloud(folder, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A device on which release 1 was installed."""
    root = tmp_path / "root"
    (root / "releases").mkdir(parents=True)
    (root / "bundle.pub").write_bytes(PUBLIC)
    (tmp_path / "first.tar").write_bytes(a_bundle())
    unpack(tmp_path / "first.tar", root / "releases" / "1")
    there = Place(root)
    there.switch("1")
    return there


class Device:
    """The starter and its agent as processes; a power cut kills both at once."""

    def __init__(self, place: Place, cloud: Cloud) -> None:
        self.place, self.cloud = place, cloud
        self.process: subprocess.Popen[bytes] | None = None

    def on(self) -> None:
        start = [
            sys.executable,
            "-m",
            "devices.update.start",
            str(self.place.root),
            sys.executable,
            "agent.py",
        ]
        told = {**os.environ, "CLOUD": str(self.cloud.folder), "ANTREAN_HEALTHY_WITHIN": "8"}
        self.process = subprocess.Popen(start, cwd=REPOSITORY, env=told, start_new_session=True)

    def cut(self) -> None:
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def off(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)

    def runs(self, version: str) -> bool:
        return self.place.current() == version and self.place.is_healthy(version)


@pytest.fixture
def device(place: Place, cloud: Cloud) -> Iterator[Device]:
    one = Device(place, cloud)
    yield one
    one.off()


def test_a_good_release_goes_in_and_is_told(device: Device, cloud: Cloud) -> None:
    cloud.gives("2")
    device.on()

    eventually(lambda: cloud.said() == [("job-2", "SUCCEEDED")], 30)
    assert device.runs("2")
    assert (device.place.releases / "1").is_dir()


@pytest.mark.parametrize(
    ("healthy", "why"),
    [("pass", "not healthy within 8 s"), ("raise SystemExit(3)", "ended by itself with 3")],
)
def test_a_release_that_is_not_healthy_is_taken_back_by_itself(
    device: Device, cloud: Cloud, healthy: str, why: str
) -> None:
    cloud.gives("2", healthy)
    device.on()

    eventually(lambda: cloud.said() == [("job-2", "FAILED")], 40)
    assert device.runs("1")
    assert why in cloud.why()


def test_a_bundle_that_another_signed_is_refused_and_changes_nothing(device: Device, cloud: Cloud) -> None:
    cloud.gives("2", key=bundle_devices.keys()[0])
    device.on()

    eventually(lambda: cloud.said() == [("job-2", "REJECTED")], 30)
    assert device.runs("1")
    assert not (device.place.releases / "2").exists()


@pytest.mark.parametrize("healthy", [HEALTHY, "pass"])
def test_wherever_the_power_is_cut_the_update_ends_as_it_would_have(
    device: Device, cloud: Cloud, healthy: str
) -> None:
    cloud.gives("2", healthy)
    for delay in (0.3, 0.5, 0.7, 0.9, 1.2):
        device.on()
        time.sleep(delay)
        device.cut()

    device.on()
    ends = "SUCCEEDED" if healthy == HEALTHY else "FAILED"
    eventually(lambda: ("job-2", ends) in cloud.said(), 40)
    assert set(cloud.said()) == {("job-2", ends)}
    assert device.runs("2" if healthy == HEALTHY else "1")


@pytest.mark.parametrize("half", ["switched", "not switched"])
def test_an_update_that_was_decided_is_tried_also_when_the_power_went_just_then(
    device: Device, cloud: Cloud, tmp_path: Path, half: str
) -> None:
    place = device.place
    (tmp_path / "second.tar").write_bytes(a_bundle())
    unpack(tmp_path / "second.tar", place.releases / "2")
    place.note(job="job-2", version="2", previous="1", state="trying", told=False, why="")
    if half == "switched":
        place.switch("2")

    device.on()

    eventually(lambda: cloud.said() == [("job-2", "SUCCEEDED")], 30)
    assert device.runs("2")


@pytest.mark.parametrize("name", ["/etc/passwd", "../outside.py", "a/../../outside.py"])
def test_a_bundle_reaches_nothing_outside_its_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.tar").write_bytes(a_bundle(name=name))

    with pytest.raises(BundleRefused):
        unpack(tmp_path / "b.tar", tmp_path / "release")
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"version": "../1"}, "version"),
        ({"version": 2}, "version"),
        ({"bundle": "http://elsewhere.example/b.tar"}, "bundle"),
        ({"bundle": "file:b.tar"}, "bundle"),
        ({"sha256": None}, "sha256"),
    ],
)
def test_a_job_that_is_wrong_is_refused_by_its_field(changes: dict[str, Any], field: str) -> None:
    right = {"version": "2", "bundle": "https://a.example/2.tar", "sha256": "0" * 64, "signature": "0" * 128}

    with pytest.raises(BundleRefused, match=f"^{field}:"):
        wanted_of(right | changes)


@pytest.mark.parametrize("changes", [{"version": "3"}, {"sha256": "1" * 64}, {"signature": "zz"}])
def test_a_signature_is_of_one_version_and_one_bundle(tmp_path: Path, changes: dict[str, str]) -> None:
    (tmp_path / "bundle.pub").write_bytes(PUBLIC)
    document = bundle_devices.document("2", b"bundle", "https://a.example/2.tar", PRIVATE)
    check_signature(wanted_of(document), tmp_path / "bundle.pub")

    with pytest.raises(BundleRefused, match=r"^signature:"):
        check_signature(wanted_of(document | changes), tmp_path / "bundle.pub")


def test_the_bundle_of_the_agents_is_the_same_for_the_same_sources_and_names_its_version(
    tmp_path: Path,
) -> None:
    one, again = bundle_devices.make("9.9.9"), bundle_devices.make("9.9.9")
    (tmp_path / "b.tar").write_bytes(one)
    unpack(tmp_path / "b.tar", tmp_path / "release")

    assert hashlib.sha256(one).digest() == hashlib.sha256(again).digest()
    asked = [
        sys.executable,
        "-c",
        "import devices, devices.kiosk.agent, devices.display.agent; print(devices.VERSION)",
    ]
    inside = {**os.environ, "PYTHONPATH": f"{tmp_path}/release:{tmp_path}/release/functions"}
    told = subprocess.run(asked, cwd=tmp_path, env=inside, capture_output=True, text=True)
    assert (told.stdout.strip(), told.stderr) == ("9.9.9", "")

"""What is installed on devices: a script that any shell reads, units under watch, and all of it in the bundle."""

import re
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from infra.bundle_devices import make
from infra.local.settings import ROOT
from schemas import topics

INSTALL, UNITS = ROOT / "devices" / "install.sh", ROOT / "devices" / "install"
AGENT = (UNITS / "antrean@.service").read_text()


@pytest.mark.parametrize("script", [INSTALL, ROOT / "docs" / "guides" / "try-install.sh"])
def test_any_shell_reads_the_scripts(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)]).returncode == 0


@pytest.mark.parametrize("kind", topics.KINDS)
def test_every_kind_can_be_installed_and_has_a_guide(kind: str) -> None:
    assert f"{kind}|" in INSTALL.read_text() or f"|{kind})" in INSTALL.read_text()
    assert (ROOT / "docs" / "guides" / f"{kind}.md").is_file()


@pytest.mark.parametrize("guide", ["README", *topics.KINDS])
def test_both_languages_of_a_guide_say_the_same_commands_settings_and_rows(guide: str) -> None:
    english, indonesian = (
        (ROOT / "docs" / "guides" / folder / f"{guide}.md").read_text() for folder in (".", "id")
    )

    said = [
        (re.findall(r"`[^`]+`", text), text.count("\n|"), text.count("!["), text.count("**"))
        for text in (english, indonesian)
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("asked", [[], ["fridge"], ["kiosk", "--colour", "red"]])
def test_who_asks_wrongly_is_told_how(asked: list[str]) -> None:
    told = subprocess.run(["sh", str(INSTALL), *asked], capture_output=True, text=True)

    assert told.returncode == 2
    assert "sudo sh install.sh KIND" in told.stderr


@pytest.mark.parametrize(
    "line",
    [
        "User=antrean", "Restart=always", "NotifyAccess=all", "WatchdogSec=60", "NoNewPrivileges=yes",
        "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=",
    ],
)  # fmt: skip
def test_an_agent_is_under_watch_and_may_little(line: str) -> None:
    assert line in AGENT.splitlines()


def test_the_bundle_has_what_installs_it() -> None:
    with tarfile.open(fileobj=BytesIO(make("1.2.3"))) as tar:
        names = set(tar.getnames())

    units = {f"devices/install/{file.name}" for file in UNITS.iterdir()}
    assert units | {"devices/requirements.txt", "devices/update/start.py", "devices/update/place.py"} <= names

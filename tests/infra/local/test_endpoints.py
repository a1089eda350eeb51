"""What programs outside are told, the README tells too."""

import re
from pathlib import Path

import pytest

from infra.local import accounts, endpoints
from infra.local.settings import ROOT
from infra.offices import load_offices
from infra.target import local_target

OUTPUTS = {"ApiId": "a", "UserPoolId": "p", "UserPoolClientId": "c"}


@pytest.fixture(name="told")
def _told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.setattr(accounts, "ACCOUNTS", tmp_path / "accounts.json")
    monkeypatch.setattr(endpoints, "ENDPOINTS", tmp_path / "endpoints.json")
    return endpoints.write(local_target(4566, 8100), OUTPUTS, load_offices())


def test_the_readme_names_each_key_of_endpoints_json(told: dict[str, object]) -> None:
    rows = [line for line in (ROOT / "README.md").read_text().splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}

    assert set(told) <= named


def test_one_of_each_kind_is_spare(told: dict[str, object]) -> None:
    devices, agents = told["devices"], told["agents"]

    assert isinstance(devices, dict)
    assert isinstance(agents, list)
    assert {name.partition("-")[0] for name in devices} == {"kiosk", "button", "display", "hub"}
    assert not set(devices) & set(agents)


def test_only_its_owner_reads_the_passwords(told: dict[str, object], tmp_path: Path) -> None:
    for name in ("accounts.json", "endpoints.json"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0

"""Things are made once and keep their certificate."""

from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.target import Target
from infra.things import Thing, make_thing

BUTTON = Thing("button", "rsud-igd", "2")


class Moto(Target):
    """A target whose clients are moto's."""

    def client(self, service: str, region: str) -> Any:
        return boto3.client(service, region, aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def target():
    with mock_aws():
        made = Moto(("ap-southeast-3",), "ap-southeast-1", "123456789012", "https://antrean.example")
        for kind in ("kiosk", "button", "display"):
            made.client("iot", "ap-southeast-1").create_thing_type(thingTypeName=f"antrean-{kind}")
        yield made


def test_a_thing_made_twice_has_one_certificate(target: Target, tmp_path: Path) -> None:
    assert make_thing(target, BUTTON, tmp_path) is True
    assert make_thing(target, BUTTON, tmp_path) is False

    assert len(target.client("iot", "ap-southeast-1").list_certificates()["certificates"]) == 1


def test_a_thing_whose_certificate_is_gone_gets_a_new_one(target: Target, tmp_path: Path) -> None:
    make_thing(target, BUTTON, tmp_path)
    (tmp_path / "certificate.arn").write_text("arn:aws:iot:ap-southeast-1:123456789012:cert/" + "0" * 64)

    assert make_thing(target, BUTTON, tmp_path) is True


def test_only_the_owner_may_read_a_private_key(target: Target, tmp_path: Path) -> None:
    make_thing(target, BUTTON, tmp_path)

    assert (tmp_path / "private.key").stat().st_mode & 0o077 == 0

"""Where a deployment goes: AWS, or the cloud on this machine."""

import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from infra.offices import load_regions

LOCAL_ACCOUNT = "000000000000"


@dataclass(frozen=True)
class Target:
    """A deployment's regions and addresses; `endpoint` is set for the cloud on one machine only."""

    homes: tuple[str, ...]
    messages: str
    account: str
    site: str
    endpoint: str = ""
    iot_endpoint: str = ""

    @property
    def local(self) -> bool:
        """Whether this is the cloud on one machine."""
        return bool(self.endpoint)

    @property
    def first(self) -> str:
        """The first home region, where pages and API stand."""
        return self.homes[0]

    @property
    def device_queues(self) -> str:
        """The region of the device messages' queues: a local topic rule reaches its own region only."""
        return self.messages if self.local else self.first

    def queues(self, region: str) -> str:
        """The address before a queue's name."""
        return f"{self.endpoint or f'https://sqs.{region}.amazonaws.com'}/{self.account}"

    def connects(self) -> str:
        """The origins beside its own that a page connects to, as in a Content-Security-Policy."""
        if self.local:
            host = self.endpoint.removeprefix("http://")
            port = host.rpartition(":")[2]
            return f"{self.endpoint} ws://{host} ws://*.iot.{self.messages}.localhost:{port}"
        cognito = " ".join(
            f"https://cognito-{what}.{self.first}.amazonaws.com" for what in ("idp", "identity")
        )
        return f"{cognito} wss://*.iot.{self.messages}.amazonaws.com"

    def client(self, service: str, region: str) -> Any:
        """A client of an AWS service."""
        return _client(service, region, self.endpoint)


def local_target(port: int, site_port: int) -> Target:
    """The cloud on this machine."""
    homes, messages = _regions()
    return Target(homes, messages, LOCAL_ACCOUNT, f"http://localhost:{site_port}", f"http://localhost:{port}")


def aws_target(site: str) -> Target:
    """The account whose credentials the environment gives."""
    homes, messages = _regions()
    account = _client("sts", homes[0], "").get_caller_identity()["Account"]
    return Target(homes, messages, account, site)


def _regions() -> tuple[tuple[str, ...], str]:
    regions = load_regions()["regions"]
    homes = tuple(sorted(regions, key=lambda region: regions[region]["wave"]))
    return homes, regions[homes[0]]["messages"]


@cache
def _client(service: str, region: str, endpoint: str) -> Any:
    import boto3  # half a second that most commands of the local cloud can do without
    from botocore.config import Config

    if not endpoint:
        return boto3.client(service, region)
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    config = Config(retries={"total_max_attempts": 2}, connect_timeout=5, read_timeout=120)
    return boto3.client(service, region, endpoint_url=endpoint, config=config, **keys)

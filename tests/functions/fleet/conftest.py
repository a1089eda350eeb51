"""Its tests run on a whole region in memory."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from chalicelib.session import client
from tests.functions.deployed import SEAS, deployed

__all__ = ["deployed"]

CALL = "before-call.iot-data-plane.DeleteConnection"


@pytest.fixture
def ended(deployed: None) -> Iterator[list[str]]:
    """The things whose connections were ended: the cloud in memory knows no connections."""
    things: list[str] = []

    def end(params: dict[str, Any], **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        things.append(params["url_path"].rpartition("/")[2])
        return AWSResponse("", 200, {}, None), {}

    events = client("iot-data", SEAS, None).meta.events
    events.register(CALL, end)
    yield things
    events.unregister(CALL, end)

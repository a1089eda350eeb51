"""A trace says what was called and how long it took; what the call was about it does not say."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from aws_xray_sdk.core import AWSXRayRecorder
from aws_xray_sdk.ext import boto_utils
from botocore.exceptions import ClientError

from chalicelib.session import client
from chalicelib.tracing import Wordless
from tests.factories import HOME

PHONE = "+6281234567890"


class Kept(Wordless):
    """Keeps what would be sent to X-Ray's daemon."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []

    def _send_data(self, data: str) -> None:
        self.sent.append(data)


def refuse(*_: Any, **__: Any) -> None:
    said = {"Code": "InvalidParameter", "Message": f"PhoneNumber Reason: {PHONE} is not valid to publish to"}
    raise ClientError({"Error": said, "ResponseMetadata": {"HTTPStatusCode": 400}}, "Publish")


@pytest.fixture
def traced(aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kept]:
    """What a function's trace holds after it tried to send an SMS that SNS refused."""
    recorder, kept = AWSXRayRecorder(), Kept()
    recorder.emitter._socket.close()
    recorder.configure(emitter=kept, sampling=False, context_missing="RUNTIME_ERROR", service="on-message")
    monkeypatch.setattr(boto_utils, "xray_recorder", recorder)
    recorder.begin_segment("on-message")
    with pytest.raises(ClientError):
        recorder.record_subsegment(
            refuse, client("sns", HOME), ("Publish", {"PhoneNumber": PHONE, "Message": "Siti"}), {},
            name="sns", namespace="aws", meta_processor=boto_utils.aws_meta_processor,
        )  # fmt: skip
    recorder.end_segment()
    yield kept
    kept._socket.close()


def test_a_trace_holds_no_words_of_a_refusal(traced: Kept) -> None:
    [sent] = traced.sent

    assert "81234567890" not in sent
    assert "Siti" not in sent


def test_a_trace_still_says_what_failed_and_where(traced: Kept) -> None:
    [part] = json.loads(traced.sent[0].partition("\n")[2])["subsegments"]

    assert (part["name"], part["aws"]["operation"]) == ("sns", "Publish")
    [error] = part["cause"]["exceptions"]
    assert error["type"] == "ClientError"
    assert error["stack"][-1]["path"] == "test_tracing.py"

"""The front hands requests to the local CloudFront as they are, under its name."""

import gzip
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Any

import pytest

from infra.local.settings import ROOT


class Cloud(BaseHTTPRequestHandler):
    """Says back what it was asked."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        told = json.dumps(
            {"method": self.command, "path": self.path, "host": self.headers["Host"], "body": body}
        )
        status = 304 if self.headers.get("If-None-Match") else 200
        self.send_response(status)
        self.send_header("ETag", '"1"')
        if status == 304:
            self.end_headers()
            return
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (told[:7], told[7:], ""):
            self.wfile.write(f"{len(part.encode()):x}\r\n{part}\r\n".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


for method in ("GET", "POST", "PATCH", "DELETE", "PUT"):
    setattr(Cloud, f"do_{method}", Cloud.answer)


@pytest.fixture
def port() -> Iterator[int]:
    cloud = ThreadingHTTPServer(("127.0.0.1", 0), Cloud)
    threading.Thread(target=cloud.serve_forever, daemon=True).start()
    yield from _fronted(cloud.server_port)
    cloud.shutdown()
    cloud.server_close()


@pytest.fixture
def port_without_cloud() -> Iterator[int]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    yield from _fronted(number)


def _fronted(cloud: int) -> Iterator[int]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    named = ["--port", str(port), "--cloud", str(cloud), "--host", "d1.cloudfront.localhost"]
    with subprocess.Popen([sys.executable, "-m", "infra.local.front", *named], cwd=ROOT) as process:
        while _closed(port):
            time.sleep(0.02)
        yield port
        process.terminate()


def _closed(port: int) -> bool:
    with socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def ask(port: int, method: str, path: str, body: str = "", **headers: str) -> tuple[int, Any, str]:
    """Status, headers and body of the front's answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request(
        method, path, body.encode(), {name.replace("_", "-"): v for name, v in headers.items()}
    )
    answer = connection.getresponse()
    said = answer.status, answer.headers, answer.read().decode()
    connection.close()
    return said


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_every_method_and_body_arrives_under_the_name_of_the_distribution(port: int, method: str) -> None:
    _, _, text = ask(port, method, "/api/offices?date=1", '{"a": "antrean"}')

    assert json.loads(text) == {
        "method": method,
        "path": "/api/offices?date=1",
        "host": "d1.cloudfront.localhost",
        "body": '{"a": "antrean"}',
    }


def test_what_has_not_changed_is_not_sent_again(port: int) -> None:
    status, headers, text = ask(port, "GET", "/api/offices", If_None_Match='"1"')

    assert (status, text, headers["ETag"]) == (304, "", '"1"')


def test_a_long_text_goes_out_compressed_as_cloudfront_does_it(port: int) -> None:
    long = "antrean " * 200
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/api/offices", long, {"Accept-Encoding": "gzip, br"})
    answer = connection.getresponse()
    packed = answer.read()
    connection.close()

    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(packed) == int(answer.headers["Content-Length"]) < 300
    assert json.loads(gzip.decompress(packed))["body"] == long


@pytest.mark.parametrize(("body", "accepted"), [("short", "gzip"), ("antrean " * 200, "identity")])
def test_a_short_text_or_one_for_who_takes_no_gzip_goes_out_as_it_is(
    port: int, body: str, accepted: str
) -> None:
    _, headers, text = ask(port, "POST", "/api/offices", body, Accept_Encoding=accepted)

    assert "Content-Encoding" not in headers
    assert json.loads(text)["body"] == body


def test_without_a_cloud_the_answer_is_503_as_problem_json(port_without_cloud: int) -> None:
    status, headers, _ = ask(port_without_cloud, "GET", "/api/offices")

    assert (status, headers["Content-Type"]) == (503, "application/problem+json")
    assert headers["Retry-After"] == "1"

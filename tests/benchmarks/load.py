"""Clients that ask a plain HTTP server, each in a thread of its own, and what the answers said of their cost."""

import json
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import quantiles
from typing import Any
from uuid import uuid4

from tests.benchmarks.server import ASKED, CPU, WORKER


@dataclass(frozen=True)
class Said:
    """One answer: how long it took its client, and what it cost the server's process."""

    status: int
    seconds: float
    cpu: float
    worker: str
    asked: str
    text: str

    @property
    def body(self) -> dict[str, Any]:
        """The answer's JSON."""
        return dict(json.loads(self.text))


def ask(port: int, method: str, path: str, body: Any = None, token: str = "") -> Said:
    """One request on a connection of its own, as gunicorn's sync workers serve them."""
    headers = {"Idempotency-Key": str(uuid4()), "Content-Type": "application/json"}
    if token:
        headers["Authorization"] = token
    sent = json.dumps({} if body is None else body)
    begun = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, sent, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    took = time.monotonic() - begun
    connection.close()
    cost = float(answer.headers.get(CPU, 0))
    return Said(
        answer.status, took, cost, answer.headers.get(WORKER, ""), answer.headers.get(ASKED, ""), text
    )


def together(clients: int, each: Callable[[int], Iterable[Said]]) -> list[Said]:
    """What all clients were told, who began at one moment; `each` is given the client's place among them."""
    gate = threading.Barrier(clients)

    def one(place: int) -> list[Said]:
        gate.wait()
        return list(each(place))

    with ThreadPoolExecutor(clients) as pool:
        return [said for many in pool.map(one, range(clients)) for said in many]


def warm(port: int, clients: int, request: Callable[[], Said]) -> None:
    """Ask until every one of as many workers as clients has answered three times: none is measured cold."""
    seen: dict[str, int] = {}
    for _ in range(100):
        for said in together(clients, lambda _: [request()]):
            seen[said.worker] = seen.get(said.worker, 0) + 1
        if len(seen) == clients and min(seen.values()) >= 3:
            return
    raise RuntimeError(f"only {len(seen)} of {clients} workers answer")


def percentiles(answers: list[Said]) -> tuple[float, float, float]:
    """p50, p95 and p99 of the clients' seconds."""
    cut = quantiles([said.seconds for said in answers], n=100, method="inclusive")
    return cut[49], cut[94], cut[98]

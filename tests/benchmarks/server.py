"""What gunicorn serves for the benchmarks: a bare Flask hello, and the functions' app asked as the gateway asks it.

Each answer says the CPU time of its process since the answer before, so that nothing a request costs is left out, and
in COUNTED runs what it asked of the table.
"""

import base64
import json
import os
import re
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

from flask import Flask

from tests.benchmarks.counting import Listener
from tests.benchmarks.on_local import remember_secret

CPU, ASKED, WORKER = "Bench-Cpu", "Bench-Asked", "Bench-Worker"
COUNTED = "BENCH_COUNTED"

Start = Callable[..., Any]
Wsgi = Callable[[dict[str, Any], Start], Iterable[bytes]]


def measured(app: Wsgi, listener: Listener | None = None) -> Wsgi:
    """The app with the headers that say what a request cost."""
    told = [time.process_time()]

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            before, told[0] = told[0], time.process_time()
            cost = [(CPU, f"{told[0] - before:.6f}"), (WORKER, str(os.getpid()))]
            if listener:
                asked = listener.since()
                counts = (sum(asked.requests.values()), asked.writes, asked.write_units)
                cost.append((ASKED, " ".join(map(str, counts))))
            return start(status, [*headers, *cost], *more)

        return app(environ, started)

    return answer


def gateway(app: Any) -> Wsgi:
    """A Chalice app behind what API Gateway makes of a request; who may call has been checked before."""
    routes = [(re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", path)), path) for path in app.routes]

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        told = app(_event(environ, routes), None)
        headers = [*told["headers"].items(), *_several(told.get("multiValueHeaders", {}))]
        start(f"{told['statusCode']} -", headers)
        return [told["body"].encode()]

    return answer


def _event(environ: dict[str, Any], routes: list[tuple[re.Pattern[str], str]]) -> dict[str, Any]:
    path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
    values, resource = next((m.groupdict(), name) for one, name in routes if (m := one.fullmatch(path)))
    headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
    claims = {"authorizer": {"claims": _claims(headers)}} if "authorization" in headers else {}
    return {
        "resource": resource, "path": path, "httpMethod": method, "stageVariables": None,
        "headers": headers | {"content-type": environ.get("CONTENT_TYPE", "")},
        "pathParameters": {name: unquote(value) for name, value in values.items()},
        "multiValueQueryStringParameters": None, "isBase64Encoded": False,
        "body": environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode(),
        "requestContext": {"resourcePath": resource, "httpMethod": method, "requestId": "bench", **claims},
    }  # fmt: skip


def _claims(headers: dict[str, str]) -> dict[str, Any]:
    payload = headers["authorization"].split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(payload + "==")))


def _several(headers: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, values in headers.items() for value in values]


def hello() -> Wsgi:
    """The unit: a Flask app that says hello."""
    flask = Flask("hello")
    flask.add_url_rule("/", view_func=lambda: "hello", methods=["GET", "POST"])
    return measured(flask)


def api() -> Wsgi:
    """The functions' app; the secret is read once, from memory, before anything is measured."""
    remember_secret()
    from app import app  # only here: a hello imports none of it

    return measured(gateway(app), Listener() if os.environ.get(COUNTED) else None)

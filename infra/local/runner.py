"""Runs the local AWS and saves its state every few seconds; by itself it saves only at a graceful stop.

Started by the path of this file, with -P lest its neighbours hide Python's own modules, in the venv of the
local AWS. What stands behind a dot and an underscore is private to ministack 1.5.33: check it when the pin moves.

ministack keeps where a function stands in a stream, but not the stream: after a restart the function would
wait at a place that the new stream has yet to reach. So the records not yet delivered are kept with the tables.
"""

import asyncio
import json
import logging
import os
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import persistence
from ministack.core.iam_evaluator import AuthError
from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb, iot, lambda_svc

ATTEMPTS = 20
STREAMS = "antrean_streams"
METADATA = (
    "tags", "ttl_settings", "pitr_settings", "kinesis_destinations", "contributor_insights", "backups",
    "resource_policies", "exports", "imports",
)  # fmt: skip
log = logging.getLogger("antrean.runner")
loaded: "Future[asyncio.AbstractEventLoop]" = Future()
"""The event loop, once the state of before is loaded: a snapshot taken earlier would write over it."""


def snapshots(seconds: float) -> None:
    """Save every service again and again; one that fails is logged, and the next follows."""
    loop = loaded.result()
    while True:
        time.sleep(seconds)
        try:
            snapshot(loop)
        except (OSError, RuntimeError, TypeError, ValueError):
            log.exception("a snapshot failed, the next follows")


def snapshot(loop: asyncio.AbstractEventLoop) -> None:
    """Save all; what the tables say is read first, for what follows from them may be doubled but not lost."""
    texts = {"dynamodb": at_rest(loop, lambda: text_of("dynamodb", dynamodb.get_state()))}
    for service, get_state in app._build_persistence_save_dict().items():
        if service != "dynamodb" and (text := still(service, get_state)):
            texts[service] = text
    Path(persistence.STATE_DIR).mkdir(parents=True, exist_ok=True)
    for service, text in texts.items():
        write(service, text)


def at_rest(loop: asyncio.AbstractEventLoop, get: Callable[[], str]) -> str:
    """Run on the event loop, where all writes to tables happen, so that none happens meanwhile."""

    async def run() -> str:
        return get()

    return asyncio.run_coroutine_threadsafe(run(), loop).result()


def still(service: str, get_state: Callable[[], Any]) -> str | None:
    """The service's state as text; a request may change it while it is read, then it is read again."""
    for _ in range(ATTEMPTS):
        try:
            state = get_state()
            return None if state is None else text_of(service, state)
        except (RuntimeError, TypeError) as error:
            log.debug("%s changed while it was read: %s", service, error)
    log.warning("%s could not be saved, the next snapshot follows", service)
    return None


def text_of(service: str, state: Any) -> str:
    """The state in ministack's own form."""
    wrapped = {"__ministack_format__": persistence._state_format_version(service), "payload": state}
    return json.dumps(wrapped, default=persistence._json_default)


def write(service: str, text: str) -> None:
    """Put the file in the place of the last one, whole."""
    path = Path(persistence.STATE_DIR, f"{service}.json")
    path.with_suffix(".tmp").write_text(text)
    path.with_suffix(".tmp").replace(path)


def tables_and_streams() -> dict[str, Any]:
    """All tables as they are, not copied, and what of their streams is yet to be delivered."""
    tables = AccountRegionScopedDict()
    for (account, region, name), table in dynamodb._tables.all_items():
        kept = {key: value for key, value in table.items() if key != dynamodb._INDEX_MEMBERS}
        tables.set_scoped(account, region, name, kept)
    streams, trimmed = AccountRegionScopedDict(), AccountRegionScopedDict()
    for (account, region, name), records in dynamodb._stream_records.all_items():
        begin = dynamodb._stream_trimmed.get_scoped(account, region, name, 0)
        first = min(positions_in(account, region, name), default=begin + len(records))
        streams.set_scoped(account, region, name, records[max(0, first - begin) :])
        trimmed.set_scoped(account, region, name, max(first, begin))
    kept = {"records": streams, "trimmed": trimmed, "last": dynamodb._stream_seq_counter}
    positions = {"positions": lambda_svc._dynamodb_stream_positions}
    return {
        "tables": tables,
        **{name: getattr(dynamodb, f"_{name}") for name in METADATA},
        STREAMS: {**kept, **positions},
    }


def positions_in(account: str, region: str, table: str) -> list[int]:
    """Where the functions that read a table's stream stand in it."""
    return [
        lambda_svc._dynamodb_stream_positions.get_scoped(account, region, uuid, 0)
        for (owner, there, uuid), mapping in lambda_svc._esms.all_items()
        if (owner, there) == (account, region) and f":table/{table}/stream/" in mapping["EventSourceArn"]
    ]


def load_streams() -> None:
    """Put back the records that were not delivered, and the functions where they stood."""
    kept = (persistence.load_state("dynamodb") or {}).get(STREAMS)
    if kept:
        dynamodb._stream_records.update(kept["records"])
        dynamodb._stream_trimmed.update(kept["trimmed"])
        dynamodb._stream_seq_counter = kept["last"]
        lambda_svc._dynamodb_stream_positions.update(kept["positions"])


def keep_streams() -> None:
    """Have ministack save and load streams with their tables."""
    load = app._load_persisted_state

    def load_all() -> None:
        load()
        load_streams()
        loaded.set_result(asyncio.get_running_loop())

    dynamodb.get_state = tables_and_streams
    app._load_persisted_state = load_all


def stay_on_loopback() -> None:
    """The listener for devices would open on all interfaces; keep it where the rest is."""
    make = asyncio.BaseEventLoop.create_server

    async def create_server(loop: Any, factory: Any, host: Any = None, *rest: Any, **more: Any) -> Any:
        return await make(loop, factory, "127.0.0.1" if host == "0.0.0.0" else host, *rest, **more)

    asyncio.BaseEventLoop.create_server = create_server  # type: ignore[method-assign,assignment]  # ministack offers no setting


def ask_who_connects() -> None:
    """Devices show a certificate and browsers a signature, as on AWS; ministack lets in who shows nothing."""
    build, check = iot._mtls_build_ssl_context, iot._ws_handshake_check

    def context() -> ssl.SSLContext:
        made = build()
        made.verify_mode = ssl.CERT_REQUIRED
        return made

    iot._mtls_build_ssl_context = context
    iot._ws_handshake_check = lambda scope: (
        check(scope) or AuthError("MissingAuthenticationToken", "unsigned")
    )


if __name__ == "__main__":
    logging.getLogger("persistence").setLevel(logging.WARNING)
    stay_on_loopback()
    ask_who_connects()
    keep_streams()
    os.environ.pop("ANTREAN_STAMP", None)  # else every function would inherit it
    seconds = float(os.environ.pop("SNAPSHOT_SECONDS"))
    threading.Thread(target=snapshots, args=(seconds,), daemon=True).start()
    app.main()

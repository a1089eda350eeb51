"""One structured line per invocation, with nothing personal in it: no code, no phone, no body."""

import functools
import json
import logging
import time
import traceback
from collections.abc import Callable
from typing import Any

Handler = Callable[[Any, Any], Any]


def write(**said: Any) -> None:
    """Print one line of JSON; Lambda's own log takes it from there."""
    print(json.dumps(said, separators=(",", ":"), default=str), flush=True)


def why(error: BaseException) -> str:
    """Where an error arose, as lines of files; without the values in its message, which may be a visitor's."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__name__} at {' > '.join(places)}"


def wordless(record: logging.LogRecord) -> bool:
    """A filter of Chalice's own log: where a bug arose, without the path that it was asked by, which may have a code."""
    bug = record.exc_info[1] if record.exc_info else None
    record.msg, record.args, record.exc_info = why(bug) if bug else "Chalice", (), None
    return True


class Failed(Exception):
    """A function failed by a fault that is not ours to name: Lambda logs an error's message, so this says only where."""


def logged(handler: Handler) -> Handler:
    """A function's handler that leaves exactly one line: what ran, on how many records, how long, and what failed.

    What the handler answers is returned as it is; a dict's `said` key is taken out and stands in the line. An error
    of our own goes on to Lambda as it is, another one as `Failed`.
    """

    @functools.wraps(handler)
    def timed(event: Any, context: Any) -> Any:
        begun = time.perf_counter()
        line = {
            "function": handler.__module__.removeprefix("chalicelib."),
            "request": getattr(context, "aws_request_id", ""),
            "records": len(event.get("Records", ())) if isinstance(event, dict) else 0,
        }
        try:
            answer = handler(event, context)
        except BaseException as error:
            write(**line, ms=_since(begun), failed=why(error))
            if isinstance(error, Exception) and not type(error).__module__.startswith("chalicelib."):
                raise Failed(why(error)) from None
            raise
        said = answer.pop("said", {}) if isinstance(answer, dict) else {}
        write(**line, ms=_since(begun), **said)
        return answer

    return timed


def _since(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 1)

"""One structured line per event on standard error: never a code, a name or a phone number."""

import json
import logging
import sys
from datetime import UTC, datetime


class Lines(logging.Formatter):
    """Formats a record as one JSON object; `extra={"fields": {…}}` stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "room": record.name, "said": record.getMessage()}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def to_stderr(level: int = logging.INFO) -> None:
    """Send every record of this agent to standard error as lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    # python-escpos reports each connection at info, by the root logger, which is nobody of ours.
    handler.addFilter(lambda record: record.name != "root" or record.levelno > logging.INFO)
    logging.basicConfig(level=level, handlers=[handler], force=True)


def fields(**values: object) -> dict[str, dict[str, object]]:
    """The `extra` of a logging call: `log.info("…", extra=fields(number="A001"))`."""
    return {"fields": values}

"""The formats of the log. Control characters are escaped, so a client cannot forge a log line. No line has a token of a link."""

import json
import logging
import re
from datetime import UTC, datetime

from portal.core.addresses import without_token

# The attributes of every `LogRecord`. Any other attribute was passed in `extra=`.
USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def moment(record: logging.LogRecord) -> str:
    """Return the time of a log record as an ISO 8601 timestamp in UTC, to the millisecond."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Text(logging.Formatter):
    """A format for people. Line breaks in a message are followed by an indent, so a client cannot forge a line of its own."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{request_id}] {message}", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 (a name of logging)
        return moment(record)

    def format(self, record: logging.LogRecord) -> str:
        written = CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), super().format(record))
        return without_token(written).replace("\n", "\n    ")


class Json(logging.Formatter):
    """A format for programs: one JSON object per line.

    Of the values in `extra=`, only text and numbers are written. Django also puts the request there.
    """

    def format(self, record: logging.LogRecord) -> str:
        told = {"time": moment(record), "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        given = {key: value for key, value in vars(record).items() if key not in USUAL}
        told |= {key: value for key, value in given.items() if isinstance(value, str | int | float)}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return without_token(json.dumps(told))

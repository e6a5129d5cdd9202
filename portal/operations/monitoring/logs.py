"""How a line of the log looks. Whatever a visitor sends, one event stays one event."""

import json
import logging
import re
from datetime import UTC, datetime

# What every record of Python's logging has; the rest was given by who wrote the line.
USUAL = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def moment(record: logging.LogRecord) -> str:
    """When it happened, in UTC."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Text(logging.Formatter):
    """A line for people; what goes on on the next line is indented, so nobody makes a line of their own."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} [{request_id}] {message}", style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 (a name of logging)
        return moment(record)

    def format(self, record: logging.LogRecord) -> str:
        written = CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), super().format(record))
        return written.replace("\n", "\n    ")


class Json(logging.Formatter):
    """An object on a line, for programs. Only plain values: a request or a form is never written out."""

    def format(self, record: logging.LogRecord) -> str:
        told = {"time": moment(record), "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        given = {key: value for key, value in vars(record).items() if key not in USUAL}
        told |= {key: value for key, value in given.items() if isinstance(value, str | int | float)}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told)

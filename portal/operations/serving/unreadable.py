"""What the server refuses before Django sees it: an address that is too long, too many headers, no HTTP at all.

Whether a page or the API was asked is not known yet, so all of it is answered as a problem, as the API does.
"""

import json
import socket

from gunicorn import util

from portal.core.problems import PROBLEM_JSON, problem
from portal.outputs.api.middleware import HEADERS, JSON_POLICY


def answer(status: int, reason: str) -> bytes:
    """A whole answer, as it goes over the line. Says nothing of what the server found: that is for its log."""
    body = json.dumps(problem(status)).encode()
    headers = HEADERS | {
        "Content-Type": PROBLEM_JSON,
        "Content-Security-Policy": JSON_POLICY,
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"HTTP/1.1 {status} {reason}", *[f"{name}: {value}" for name, value in headers.items()], "", ""]
    return "\r\n".join(lines).encode() + body


def write_problem(line: socket.socket, status: int, reason: str, _words: str) -> None:
    """Takes the place of gunicorn's own page, which is in English and in HTML."""
    util.write_nonblock(line, answer(status, reason))

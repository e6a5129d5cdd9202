"""Responses to requests that gunicorn refuses before Django sees them: a URL that is too long, too many headers, no HTTP.

At that point a request for a page cannot be told from one for the API. So every refusal is a problem (RFC 9457), as in the API.
"""

import json
import socket

from gunicorn import util

from portal.core.problems import PROBLEM_JSON, problem
from portal.outputs.api.middleware import HEADERS, JSON_POLICY


def answer(status: int, reason: str) -> bytes:
    """Return a complete HTTP response. It does not say what gunicorn found: only the log does."""
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
    """Send the refusal over a socket. Replaces `gunicorn.util.write_error`, which sends a page in English."""
    util.write_nonblock(line, answer(status, reason))

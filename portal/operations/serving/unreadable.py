"""Responses to requests that gunicorn refuses before Django sees them: a URL that is too long, too many headers, no HTTP.

At that point a request for a page cannot be told from one for the API. So every refusal is a problem (RFC 9457), as in the API.
"""

import json
from http import HTTPStatus

from gunicorn.http import errors

from portal.core.problems import PROBLEM_JSON, problem
from portal.outputs.api.middleware import HEADERS, JSON_POLICY

# Errors of the request that are no plain 400.
STATUSES = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
}
# Errors that gunicorn raises for a request, but that the settings or a response of the portal caused.
OURS = (errors.ConfigurationProblem, errors.InvalidResponseHeader, errors.InvalidResponseHeaderName)


def status_of(error: BaseException) -> HTTPStatus:
    """Return the status of a refusal. An error that is not about the request itself gives a 500."""
    if not isinstance(error, errors.ParseException) or isinstance(error, OURS):
        return HTTPStatus.INTERNAL_SERVER_ERROR
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST)


def answer(status: HTTPStatus) -> bytes:
    """Return a complete HTTP response. It does not say what gunicorn found: only the log does."""
    body = json.dumps(problem(status)).encode()
    headers = HEADERS | {
        "Content-Type": PROBLEM_JSON,
        "Content-Security-Policy": JSON_POLICY,
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = [f"HTTP/1.1 {status:d} {status.phrase}", *[f"{name}: {value}" for name, value in headers.items()], "", ""]
    return "\r\n".join(lines).encode() + body

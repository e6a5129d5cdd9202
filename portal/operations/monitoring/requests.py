"""Request IDs, which mark the log lines of one request, and an optional log line for every request."""

import logging
import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("portaal.verzoeken")

request_id: ContextVar[str] = ContextVar("request_id", default="")
# Where a request keeps its ID.
HEADER = "HTTP_X_REQUEST_ID"
# The only form of request ID that is accepted from a client. Other text could forge a log line.
GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)


class NameOfRequest(logging.Filter):
    """A log filter that adds the ID of the request to every log record. Django logs an error response after the request ended."""

    def filter(self, record: logging.LogRecord) -> bool:
        ended = getattr(record, "request", None)
        record.request_id = request_id.get() or (ended.META.get(HEADER, "") if isinstance(ended, HttpRequest) else "")
        return True


def name_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take the request ID from the header `X-Request-ID`, or make one. Add it to the log and to the response.

    With `LOG_REQUESTS`, also log the method, path, status and duration in milliseconds. The client and the query string, which
    may hold search terms, are left out.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = request.META[HEADER] = given if GIVEN.fullmatch(given) else uuid4().hex
        mark = request_id.set(name)
        begun = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = name
            if settings.LOG_REQUESTS:
                took = round((time.perf_counter() - begun) * 1000, 1)
                # Percent-encoded, so a line break in the path cannot forge a log line.
                path = quote(request.path)
                told = {"method": request.method, "path": path, "status": response.status_code, "milliseconds": took}
                logger.info("%s %s %s", request.method, path, response.status_code, extra=told)
            return response
        finally:
            request_id.reset(mark)

    return middleware

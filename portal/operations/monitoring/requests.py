"""A name for every request, so that its lines in the log belong together; and, where a setting asks, a line for each."""

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
# What a proxy gives; anything else could be a line of its own in the log.
GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)


class NameOfRequest(logging.Filter):
    """Put the name of the request on every line that is written while it is answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


def name_requests(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Take the name that a proxy gave in X-Request-ID, or make one; tell it to the log and to the visitor.

    With `LOG_REQUESTS` a line tells method, path, status and milliseconds: not who asked, and not the query, which may
    hold what somebody looked for.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if GIVEN.fullmatch(given) else uuid4().hex
        mark = request_id.set(name)
        begun = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = name
            if settings.LOG_REQUESTS:
                took = round((time.perf_counter() - begun) * 1000, 1)
                # As it came: a line break in it stays written out.
                path = quote(request.path)
                told = {"method": request.method, "path": path, "status": response.status_code, "milliseconds": took}
                logger.info("%s %s %s", request.method, path, response.status_code, extra=told)
            return response
        finally:
            request_id.reset(mark)

    return middleware

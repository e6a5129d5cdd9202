"""The headers that tell nginx how long it may keep a public response (deploy/nginx.conf).

nginx sends its clock with every request, so the clocks of the machines need not be equal. A request without that clock gets
none of these headers: they are for nginx only.
"""

import datetime as dt
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

# The request header with the clock of nginx: seconds since 1970, with three decimals. nginx replaces the value of a client.
CLOCK = "X-Front-Clock"
# The response header with the Cache-Control for the client. nginx removes it, and sends its value as Cache-Control.
FOR_CLIENT = "X-Client-Cache-Control"
# Seconds that nginx may send a kept response while it requests a new one.
WHILE_RENEWING = 1
# Seconds that nginx may send a kept response while the portal or the database is gone.
WHILE_GONE = 86_400


@dataclass(frozen=True)
class Keepable:
    """The moment at which a response was known to be current, as `time.monotonic()`, and the day that it depends on, if any."""

    since: float
    day: dt.date | None


def may_be_kept(request: HttpRequest, since: float, day: dt.date | None) -> None:
    """Allow nginx to keep the response to this request. See `Keepable` for `since` and `day`."""
    request.keepable = Keepable(since, day)


def tell_front(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers for nginx to a response that `may_be_kept` allows. The outermost middleware, so no other changes them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = get_response(request)
        keepable, clock = getattr(request, "keepable", None), _seconds(request.headers.get(CLOCK, ""))
        if keepable and clock and not response.cookies and response.status_code in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            response[FOR_CLIENT] = response["Cache-Control"]
            # nginx read its clock before `begun`, so the result is never later than the real moment.
            since = clock - max(0.0, begun - keepable.since)
            for name, value in headers(since, keepable.day, timezone.now()).items():
                response[name] = value
        return response

    return middleware


def headers(since: float, day: dt.date | None, now: dt.datetime) -> dict[str, str]:
    """Return the headers for nginx. `since` is the moment at which the response was known to be current, on the clock of nginx.

    nginx counts in whole seconds. It sends the response until the end of the second of `since`, and for `WHILE_RENEWING` more
    while it requests a new one. So no response is outdated for two seconds. nginx 1.22 reads the extensions of Cache-Control
    (RFC 5861) only when that header comes before X-Accel-Expires and allows caching.
    """
    gone = min(WHILE_GONE, _left_of(day, now)) if day else WHILE_GONE
    return {
        "Cache-Control": f"max-age=1, stale-while-revalidate={min(WHILE_RENEWING, gone)}, stale-if-error={gone}",
        "X-Accel-Expires": f"@{int(since)}",
    }


def _left_of(day: dt.date, now: dt.datetime) -> int:
    """Return the number of seconds until the day ends in the Netherlands, without the present second, which nginx adds."""
    midnight = timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
    return max(0, int((midnight - now).total_seconds()) - 1)


def _seconds(clock: str) -> float:
    """Return the clock of nginx in seconds, or 0 for anything else."""
    try:
        seconds = float(clock)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0

"""Health checks for load balancers and monitoring: whether this process is alive, and whether it is ready for visitors."""

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from uuid import uuid4

from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from portal.core.database.unavailable import redis_kinds

logger = logging.getLogger(__name__)

GOOD, BAD = "goed", "niet goed"
# The time for all checks together, in seconds. A supervisor that waits three seconds then still gets the answer.
PATIENCE = 2
# Held while a process checks, so that checks that hang never take more than one thread.
_turn = threading.Lock()


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Return 200 while this process answers. It uses no database or cache, so their failure never restarts a healthy process."""
    return JsonResponse({"status": GOOD})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Return 200 when the database, the migrations and the shared cache are in order, else 503; always within `PATIENCE`.

    The JSON has the result of each check. An exception of a check is only in the log.
    """
    found = {name: GOOD if holds else BAD for name, holds in checked_in_time(PATIENCE).items()}
    is_ready = BAD not in found.values()
    return JsonResponse({"status": GOOD if is_ready else BAD, **found}, status=200 if is_ready else 503)


def checked_in_time(seconds: float) -> dict[str, bool]:
    """Return whether each check holds. A check that has no result within `seconds` does not hold.

    The checks run in a thread of their own, because no setting of a driver bounds every way in which a database can hang. While
    the thread of an earlier request still hangs, no new one starts.
    """
    end = time.monotonic() + seconds
    found: dict[str, bool] = {}
    if _turn.acquire(timeout=seconds):
        thread = threading.Thread(target=_check_and_let_go, args=[found], daemon=True)
        thread.start()
        thread.join(max(end - time.monotonic(), 0))
    result = {name: found.get(name, False) for name in CHECKS}
    if len(found) < len(CHECKS):
        logger.error("Niet gereed: geen antwoord binnen %s seconden.", seconds)
    return result


def _check_and_let_go(found: dict[str, bool]) -> None:
    try:
        check_all(found)
    finally:
        connections.close_all()
        _turn.release()


def check_all(found: dict[str, bool]) -> None:
    """Put the result of each check in `found` as soon as it is known."""
    for name, check in CHECKS.items():
        found[name] = _holds(check)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:
        if not isinstance(error, (DatabaseError, InterfaceError)) and not redis_kinds(error):
            raise
        logger.exception("Niet gereed.")
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations() -> bool:
    """Return whether every migration of this release was applied.

    Unknown migrations are no failure: during an upgrade, a newer release has already migrated the database.
    """
    return needed_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def needed_migrations() -> frozenset[tuple[str, str]]:
    """Return the app and name of every migration of this release."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _cache() -> bool:
    shared, key = caches["default"], f"gereed-{uuid4()}"
    shared.set(key, GOOD, timeout=10)
    held = shared.get(key) == GOOD
    shared.delete(key)
    return held


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "migraties": _migrations, "cache": _cache}

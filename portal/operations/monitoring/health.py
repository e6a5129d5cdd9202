"""Health checks for load balancers and monitoring: whether this process is alive, and whether it is ready for visitors."""

import logging
from collections.abc import Callable
from functools import cache
from uuid import uuid4

from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

GOOD, BAD = "goed", "niet goed"


@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Return 200 while this process answers. It uses no database or cache, so their failure never restarts a healthy process."""
    return JsonResponse({"status": GOOD})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Return 200 when the database, the migrations and the shared cache are in order, else 503.

    The JSON has the result of each check. An exception of a check is only in the log.
    """
    checks = {"database": _database, "migraties": _migrations, "cache": _cache}
    found = {name: GOOD if _holds(check) else BAD for name, check in checks.items()}
    is_ready = BAD not in found.values()
    return JsonResponse({"status": GOOD if is_ready else BAD, **found}, status=200 if is_ready else 503)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, InterfaceError, RedisError):
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

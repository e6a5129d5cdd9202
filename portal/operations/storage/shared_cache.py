"""The shared cache, in the database or in Redis. An unreadable entry counts as absent and raises no error."""

import binascii
import logging
import pickle
from collections.abc import Collection
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import transaction

logger = logging.getLogger(__name__)

# The exceptions that a truncated entry, or an entry of other software, can raise when it is unpickled.
UNREADABLE = (pickle.UnpicklingError, binascii.Error, EOFError, AttributeError, ImportError, LookupError, TypeError, ValueError)
THROWN_AWAY = "Een rij van de cache was niet te lezen en is weggegooid."


class SturdyDatabaseCache(DatabaseCache):
    """A database cache that treats an unreadable entry as absent, deletes the entry and logs a warning."""

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Add an entry, and return whether its key was free. Raises `OperationalError` when the database takes no writes.

        Django hides that error and returns False. allauth then tells a person who logs in that they tried too often.
        """
        with transaction.atomic():
            return super().add(key, value, timeout, version)

    def get_many(self, keys: Collection[str], version: int | None = None) -> dict[str, Any]:
        # `DatabaseCache.get` calls this method too.
        try:
            return super().get_many(keys, version)
        except UNREADABLE:
            return self._readable_of(keys, version)

    def _readable_of(self, keys: Collection[str], version: int | None) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in keys:
            try:
                found |= super().get_many([key], version)
            except UNREADABLE:
                logger.warning(THROWN_AWAY)
                self.delete(key, version)
        return found


class SturdyRedisCache(RedisCache):
    """A Redis cache that treats an unreadable entry as absent, deletes the entry and logs a warning."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except UNREADABLE:
            logger.warning(THROWN_AWAY)
            self.delete(key, version)
            return default

    def get_many(self, keys: Collection[str], version: int | None = None) -> dict[str, Any]:
        # One key at a time: in one call for all keys, an unreadable entry would hide the others.
        absent = object()
        found = {key: self.get(key, absent, version) for key in keys}
        return {key: value for key, value in found.items() if value is not absent}

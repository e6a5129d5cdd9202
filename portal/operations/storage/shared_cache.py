"""The shared cache, in the database or in Redis, unharmed by an entry that cannot be read."""

import binascii
import logging
import pickle
from collections.abc import Collection
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

# What half of an entry, or one of a stranger, can raise.
UNREADABLE = (pickle.UnpicklingError, binascii.Error, EOFError, AttributeError, ImportError, LookupError, TypeError, ValueError)
THROWN_AWAY = "Een rij van de cache was niet te lezen en is weggegooid."


class SturdyDatabaseCache(DatabaseCache):
    """An entry that cannot be read counts as absent, is thrown away, and stands in the log; a page never fails for it."""

    def get_many(self, keys: Collection[str], version: int | None = None) -> dict[str, Any]:
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
    """The same where the shared cache is Redis."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except UNREADABLE:
            logger.warning(THROWN_AWAY)
            self.delete(key, version)
            return default

    def get_many(self, keys: Collection[str], version: int | None = None) -> dict[str, Any]:
        absent = object()
        found = {key: self.get(key, absent, version) for key in keys}
        return {key: value for key, value in found.items() if value is not absent}

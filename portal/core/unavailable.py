"""Errors that are no bug of the portal: the database or the shared cache cannot be reached, is full, or cannot be read."""

from django.db import DatabaseError, InterfaceError, OperationalError
from redis.exceptions import RedisError


def is_unavailable(error: BaseException | None) -> bool:
    """Return whether an error means that the database or the shared cache is unavailable.

    A damaged SQLite file raises exactly `DatabaseError`. Most of its subclasses, such as `IntegrityError`, mean a bug.
    """
    return isinstance(error, (OperationalError, InterfaceError, RedisError)) or type(error) is DatabaseError

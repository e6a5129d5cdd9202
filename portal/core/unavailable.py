"""When a mistake is not ours: the database or the shared cache cannot be reached, is full, or cannot be read."""

from django.db import DatabaseError, InterfaceError, OperationalError
from redis.exceptions import RedisError


def is_unavailable(error: BaseException | None) -> bool:
    """Whether an error says that something is not there. A damaged file is told to us as no kind in particular."""
    return isinstance(error, (OperationalError, InterfaceError, RedisError)) or type(error) is DatabaseError

"""When a mistake is not ours: the database cannot be reached, is full, or cannot be read."""

from django.db import DatabaseError, InterfaceError, OperationalError


def is_unavailable(error: BaseException | None) -> bool:
    """Whether an error says that the database is not there. A damaged file is told to us as no kind in particular."""
    return isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError

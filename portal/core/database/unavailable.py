"""Errors that are no bug of the portal.

The database or the shared cache cannot be reached, is full, or cannot be read. Or a value in a request cannot be read.
"""

from collections.abc import Iterator

from django.db import DatabaseError, DataError, InterfaceError, OperationalError

# A Redis that starts (`BusyLoadingError`) raises a connection error. Other errors of Redis mean a bug, such as a wrong command.
REDIS_IS_GONE = {"ConnectionError", "TimeoutError", "OutOfMemoryError", "ReadOnlyError"}
# What SQLite says when a function in Python fails. The only one that gets values of a client is REGEXP.
UNREADABLE_PATTERN = "user-defined function raised exception"


def is_unavailable(error: BaseException | None) -> bool:
    """Return whether an error means that the database or the shared cache is unavailable.

    A damaged SQLite file raises exactly `DatabaseError`. Most of its subclasses, such as `IntegrityError`, mean a bug.
    """
    if is_bad_value(error):
        return False
    of_database = isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError
    return of_database or bool(redis_kinds(error) & REDIS_IS_GONE)


def redis_kinds(error: BaseException | None) -> set[str]:
    """Return the names of the classes of redis that an error is an instance of; empty for another error.

    By name, because redis takes 6 MB, and only a portal with `CACHE_URL` imports it.
    """
    return {kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "redis.exceptions"}


def is_bad_value(error: BaseException | None) -> bool:
    """Return whether an error means that a value cannot be compared with a column: "abc" with a number, or "(" as a pattern.

    Forms and filters refuse such values. But Django's admin also compares values that no form of its own checks, such as the
    rows that an action is for.
    """
    is_no_number = isinstance(error, ValueError | TypeError) and str(error).startswith("Field ")
    return is_no_number or isinstance(error, DataError | OverflowError) or str(error) == UNREADABLE_PATTERN


def causes_of(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error, then the error during whose handling it was raised, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__

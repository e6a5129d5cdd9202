"""A rehearsal: a public change is really made, looked at, and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from measures.publication.gate import rehearsing


@contextmanager
def rehearsal() -> Iterator[None]:
    """Take back everything that the block writes. What the block reads sees it; nobody else does.

    Nothing of it is kept in memory, and the search index stays as it was. An exception takes everything back as well.
    """
    with transaction.atomic(), rehearsing():
        yield
        transaction.set_rollback(True)

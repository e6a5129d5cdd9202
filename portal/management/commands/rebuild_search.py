"""A command that rebuilds the search index."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.management.line import progress
from portal.search.index import rebuild


class Command(BaseCommand):
    help = "Maakt alles wat openbaar is opnieuw vindbaar. Nodig na een nieuwe uitgave; verder gaat het vanzelf."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with progress(self.stdout, "Alles opnieuw vindbaar maken", verbosity):
            count = rebuild()
        if verbosity:
            self.stdout.write(f"{count} onderwerpen zijn vindbaar.")

"""A command that rebuilds the search index."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.search.index import rebuild


class Command(BaseCommand):
    help = "Maakt alles wat openbaar is opnieuw vindbaar. Nodig na een nieuwe uitgave; verder gaat het vanzelf."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{rebuild()} onderwerpen zijn vindbaar.")

"""A command that deletes the drafts that were thrown away a month ago."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.desk.records.discarding import KEPT, clear
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = f"Verwijdert de concepten die meer dan {KEPT.days} dagen geleden zijn weggegooid, met wat alleen zij noemen."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with act_of_command("clear_discarded", f"ouder dan {KEPT.days} dagen"):
            titles = clear(timezone.now())
        for title in titles if verbosity else ():
            self.stdout.write(f"  {title}")
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{len(titles)} weggegooide concepten verwijderd."))

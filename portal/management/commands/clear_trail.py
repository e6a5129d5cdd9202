"""A command that takes names and IP addresses out of the old part of the audit trail."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.desk.accounts.trail import clear_trail
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = (
        "Haalt namen en IP-adressen uit het wijzigingslog, uit wat ouder is dan TRAIL_DAYS dagen. Wat er wijzigde, blijft staan."
    )

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with act_of_command("clear_trail", f"ouder dan {settings.TRAIL_DAYS} dagen"):
            cleared, deleted = clear_trail()
        if verbosity:
            self.stdout.write(f"Zonder naam en adres: {cleared} regels. Over accounts, en verwijderd: {deleted} regels.")

"""A command that exports all content as fixtures."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.operations.monitoring.acts import act_of_command
from portal.operations.storage.exporting import ExportError, export_content


class Command(BaseCommand):
    help = (
        "Schrijft alle inhoud als fixtures: bestanden die „manage.py seed --folder MAP” in een lege database laadt. "
        "Ook concepten. Accounts, het wijzigingslog, correcties, de werklijst en de logregels van publicaties gaan niet mee: "
        "daarvoor is „manage.py backup”."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="MAP", type=Path, help="De map die wordt gemaakt. Zij mag nog niets bevatten.")

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        total = 0
        try:
            with act_of_command("export_content", folder):
                for name, count in export_content(folder):
                    total += count
                    if verbosity:
                        self.stdout.write(f"  {count:5} {name}")
        except ExportError as error:
            raise CommandError(f"{error}\nEr is niets geschreven.") from error
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"{total} rijen met alles wat erbij hoort, in {folder}."))

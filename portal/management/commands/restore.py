"""A command that restores a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.management.line import progress
from portal.operations.monitoring.acts import act_of_command
from portal.operations.storage.backup import BackupError, restore_backup


class Command(BaseCommand):
    help = (
        "Zet een back-up terug: alles of niets. Werkt daarna de database bij naar deze versie van het portaal. "
        "Iedereen moet opnieuw inloggen. Ook wachtwoorden en accounts zijn die van de back-up."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="BESTAND", type=Path, help="Een bestand dat „manage.py backup” maakte.")
        parser.add_argument(
            "--overschrijf", action="store_true", help="Ook als de database niet leeg is: alles wat erin staat, gaat weg."
        )

    def handle(self, *, file: Path, overschrijf: bool, verbosity: int, **options: Any) -> None:
        try:
            with act_of_command("restore", file), progress(self.stdout, "De back-up terugzetten", verbosity):
                manifest = restore_backup(file, overwrite=overschrijf)
        except BackupError as error:
            raise CommandError(f"{error}\nEr is niets veranderd.") from error
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"De back-up van {manifest.moment} is teruggezet."))
            self.stdout.write("Draaide het portaal al? Start het dan opnieuw.")

"""A command that makes a backup of the whole database, while the portal runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.management.line import progress
from portal.operations.monitoring.acts import act_of_command
from portal.operations.storage.backup import BackupError, make_backup


class Command(BaseCommand):
    help = (
        "Bewaart de hele database in één bestand, terwijl het portaal blijft werken. Alles gaat mee, ook accounts, concepten "
        "en het wijzigingslog: bewaar het bestand geheim. „manage.py restore” zet het terug."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="BESTAND", type=Path, help="Het bestand dat wordt gemaakt. Het mag nog niet bestaan.")

    def handle(self, *, file: Path, verbosity: int, **options: Any) -> None:
        try:
            with act_of_command("backup", file), progress(self.stdout, "De hele database bewaren", verbosity):
                manifest = make_backup(file)
        except BackupError as error:
            raise CommandError(f"{error}\nEr is geen back-up gemaakt.") from error
        if verbosity:
            self.stdout.write(self.style.SUCCESS(f"Back-up van {manifest.moment} ({manifest.engine}) in {file}."))
            self.stdout.write("Hierin staan ook accounts en concepten: bewaar dit bestand geheim.")

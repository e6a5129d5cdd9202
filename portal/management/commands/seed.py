"""A command that loads the fixtures into an empty database, and never overwrites existing data."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.management.line import say
from portal.operations.monitoring.acts import act_of_command
from portal.operations.storage.seeding import SeedError, has_no_content, load_folder


class Command(BaseCommand):
    help = "Vult een lege database met de inhoud van fixtures/. Doet niets als er al gegevens zijn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="De map met *.yaml-bestanden.")

    def handle(self, *, folder: Path, verbosity: int, **options: Any) -> None:
        if not has_no_content():
            if verbosity:
                self.stdout.write("De database bevat al gegevens; de fixtures zijn niet geladen.")
            return
        try:
            with act_of_command("seed", folder):
                counts = load_folder(folder, lambda step: say(self.stdout, step, verbosity))
        except SeedError as error:
            raise CommandError(f"{error}\nEr is niets opgeslagen.") from error
        if not verbosity:
            return
        for name, count in counts.items():
            self.stdout.write(f"  {count:5} {name}")
        self.stdout.write(self.style.SUCCESS(f"{counts.total()} rijen geladen uit {folder.name}/."))

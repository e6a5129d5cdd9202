"""A command that forgets who did not confirm in time, and what is left of mails that were sent."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.operations.monitoring.acts import act_of_command
from portal.subscriptions.sending.clearing import clear


class Command(BaseCommand):
    help = "Vergeet wie zijn adres niet binnen 48 uur bevestigde, en wist wat over is van verstuurde mails."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with act_of_command("clear_messages", "wat verlopen is"):
            forgotten, texts = clear()
        if verbosity:
            self.stdout.write(f"Niet bevestigd: {forgotten}. Teksten zonder mail: {texts}.")

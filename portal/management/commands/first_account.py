"""A command that makes the first account, so that a new portal can be edited."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = "Maakt een eerste redactieaccount met een willekeurig wachtwoord. Doet niets als er al een account is."

    def handle(self, **options) -> None:
        users = get_user_model()
        if users.objects.exists():
            self.stdout.write("Er is al een account.")
            return
        password = secrets.token_urlsafe(15)
        with act_of_command("first_account", "redactie"):
            users.objects.create_superuser("redactie", password=password)
        self.stdout.write("Eerste account voor /beheer/ (dit wachtwoord verschijnt maar één keer):")
        self.stdout.write("  gebruikersnaam: redactie")
        self.stdout.write(f"  wachtwoord:     {password}")
        self.stdout.write("Na het inloggen stelt u eerst een tweede stap in: een app op uw telefoon of een sleutel.")
        self.stdout.write(
            "Op uw eigen computer werkt een sleutel alleen op http://localhost:PORT, niet op 127.0.0.1 (docs/deployment.md)."
        )

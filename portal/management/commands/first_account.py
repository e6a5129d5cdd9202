"""A command that makes the first account, so that a new portal can be edited."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localtime

from portal.desk.accounts.handing_over import base_on_server, link_at
from portal.desk.accounts.invitations import invite
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = "Maakt een eerste redactieaccount en geeft er één keer een link voor. Doet niets als er al een account is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--adres", default="", help="Het adres van de site, zoals http://localhost:8000.")

    def handle(self, *, adres: str, **options: Any) -> None:
        users = get_user_model()
        if users.objects.exists():
            self.stdout.write("Er is al een account.")
            return
        with act_of_command("first_account", "redactie"):
            invitation, token = invite(users.objects.create_superuser("redactie", password=None), None)
        self.stdout.write("Het eerste account voor /beheer/ heet redactie. Kies er een wachtwoord voor met deze link.")
        self.stdout.write(f"Hij werkt één keer, tot {localtime(invitation.until):%d-%m-%Y %H:%M}, en verschijnt nu alleen:")
        self.stdout.write(f"  {link_at(adres or base_on_server(), token)}")
        self.stdout.write("Na het inloggen stelt u eerst een tweede stap in: een app op uw telefoon of een sleutel.")
        self.stdout.write("Is de link weg of te oud? Vraag een nieuwe: manage.py help_in redactie")

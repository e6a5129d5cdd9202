"""A command that gives somebody a link for a new password, for when no colleague can do that."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import localtime

from portal.core.trail import tell_as_a_whole
from portal.desk.accounts.handing_over import base_on_server, link_at
from portal.desk.accounts.invitations import invite
from portal.desk.accounts.resets import remove_steps
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = (
        "Helpt iemand weer naar binnen, als geen collega dat kan: geeft één keer een link om zelf een wachtwoord te kiezen. "
        "Het wijzigingslog vermeldt het."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="GEBRUIKERSNAAM", help="De naam waarmee iemand inlogt.")
        parser.add_argument(
            "--tweede-stap", action="store_true", dest="steps", help="Verwijdert ook de tweede stap: iemand stelt een nieuwe in."
        )

    def handle(self, *, name: str, steps: bool, **options: Any) -> None:
        account = User.objects.filter(username=name).first()
        if account is None:
            raise CommandError(f"Er is geen account dat „{name}” heet.")
        if not (account.is_active and account.is_staff):
            raise CommandError(f"Het account „{name}” staat uit. Een beheerder zet het weer aan, onder Gebruikers.")
        with act_of_command("help_in", name), transaction.atomic():
            invitation, token = invite(account, None)
            if steps:
                remove_steps(account)
            what = "een link voor een wachtwoord, en de tweede stap verwijderd" if steps else "een link voor een wachtwoord"
            tell_as_a_whole(f"Op de server geholpen: {account}, met {what}")
        self.stdout.write(f"Een link voor {account}. Hij werkt één keer, tot {localtime(invitation.until):%d-%m-%Y %H:%M}:")
        self.stdout.write(f"  {link_at(base_on_server(), token)}")
        if steps:
            self.stdout.write("De tweede stap is verwijderd. Na het inloggen stelt u een nieuwe in.")

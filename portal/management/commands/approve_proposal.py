"""A command with which the owner of the server approves a proposal, alone if need be."""

from typing import Any

from auditlog.context import set_actor
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.core.trail import tell_as_a_whole
from portal.desk.models import Proposal
from portal.desk.proposals.changing import ProposalError
from portal.desk.proposals.deciding import approve
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = "Keurt een voorstel goed, ook zonder tweede persoon. Het logboek zegt dat het met een opdracht op de server gebeurde."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("nummer", type=int, help="Het nummer in het adres van het voorstel.")
        parser.add_argument("--door", required=True, help="De gebruikersnaam van uw account.")
        parser.add_argument("--reden", required=True, help="De reden. Die is openbaar.")

    def handle(self, *, nummer: int, door: str, reden: str, **options: Any) -> None:
        proposal = Proposal.objects.filter(pk=nummer).first()
        by = get_user_model().objects.filter(username=door, is_active=True, is_staff=True).first()
        if proposal is None:
            raise CommandError(f"Voorstel {nummer} bestaat niet.")
        if by is None:
            raise CommandError(f"Er is geen actief account van een medewerker met de naam {door}.")
        with act_of_command("approve_proposal", nummer), transaction.atomic(), set_actor(by):
            try:
                approve(proposal, by, reden, is_owner=True)
            except ProposalError as error:
                raise CommandError(str(error)) from error
            tell_as_a_whole(f"Voorstel {nummer} is goedgekeurd met een opdracht op de server")
        self.stdout.write(f"Goedgekeurd: {proposal}")

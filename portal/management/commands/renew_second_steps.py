"""A command that encrypts the secrets of all second factors with the first key of SECOND_STEP_KEYS."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand

from portal.desk.login.second_steps import renew, unreadable
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = (
        "Versleutelt de geheimen van alle tweede stappen met de eerste sleutel van SECOND_STEP_KEYS. "
        "Daarna kunnen de andere sleutels weg."
    )

    def handle(self, **options) -> None:
        steps = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_related("user").order_by("pk")
        with act_of_command("renew_second_steps", "tweede stappen"):
            count = renew(steps)
        self.stdout.write(f"Opnieuw versleuteld: {count}. De andere waren al versleuteld met de eerste sleutel.")
        lost = sorted({step.user.get_username() for step in unreadable(steps)})
        if lost:
            self.stderr.write(
                f"Met geen enkele sleutel te lezen: de tweede stap van {', '.join(lost)}. Zet de oude sleutel achter de nieuwe "
                "in SECOND_STEP_KEYS. Is hij weg? Dan verwijderen twee beheerders deze tweede stappen, bij Accounts."
            )

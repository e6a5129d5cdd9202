"""A command that sends readers what became public since the last time. A timer runs it every five minutes."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.operations.monitoring.acts import act_of_command
from portal.subscriptions.sending import queue
from portal.subscriptions.sending.run import send_messages


class Command(BaseCommand):
    help = "Stuurt lezers de berichten waarom zij vroegen. Mag elk moment stoppen, en twee keer tegelijk draaien."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        if not settings.HAS_MAIL:
            if verbosity:
                self.stdout.write("Er is geen mailserver ingesteld (EMAIL_URL), dus er zijn geen berichten.")
            return
        with act_of_command("send_messages", "berichten aan lezers"):
            run = send_messages()
            if run.is_gone:
                raise CommandError(f"De mailserver is niet te gebruiken. Er wachten {queue.waiting()} mails op de volgende keer.")
        if verbosity:
            self.stdout.write(
                f"Klaargezet: {run.gathered}. Verstuurd: {run.sent}. Later nog eens: {run.later}. Geweigerd: {run.refused}."
            )

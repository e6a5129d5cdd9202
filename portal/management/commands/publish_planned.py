"""A command that publishes the drafts whose chosen moment has come. A timer runs it every five minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.desk.together.planning import publish_planned
from portal.operations.monitoring.acts import act_of_command


class Command(BaseCommand):
    help = "Publiceert de concepten waarvan het gekozen moment er is. Wat intussen wijzigde, houdt een publicatie tegen."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with act_of_command("publish_planned", "geplande publicaties"):
            done = publish_planned(timezone.now())
        for planned, stopped in done if verbosity else ():
            self.stdout.write(f"{planned.report}: {stopped or 'gepubliceerd'}")

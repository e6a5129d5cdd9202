"""The tables for accounts: links to choose a password with, and requests to remove a second factor."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from measures.models.fields import LONGEST_REASON, LongText


class InvitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return the links that still work: not used, not too old, for an account that may log in."""
        owner = {"account__is_active": True, "account__is_staff": True}
        return self.filter(used_at=None, until__gt=timezone.now(), **owner)


class Invitation(models.Model):
    """A link with which the owner of an account chooses a password, once.

    The token in the link is not stored, only its SHA-256 (`digest`). `by` gave the link; None is the command line of the server.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations", verbose_name="account")
    digest = models.CharField("kenmerk", max_length=64, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gegeven door"
    )
    at = models.DateTimeField("gegeven op", auto_now_add=True)
    until = models.DateTimeField("geldig tot")
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "link voor een wachtwoord"
        verbose_name_plural = "links voor een wachtwoord"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"link voor {self.account}"


class StepReset(models.Model):
    """A request to remove the second factor of an account. Somebody other than who asked confirms it."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="step_resets", verbose_name="account")
    reason = LongText("reden", longest=LONGEST_REASON)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door")
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bevestigd door"
    )
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)

    class Meta:
        verbose_name = "verzoek om een tweede stap te verwijderen"
        verbose_name_plural = "verzoeken om een tweede stap te verwijderen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="reset_by_two_persons", condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by"))),
            models.UniqueConstraint(name="one_open_reset_per_account", fields=["account"], condition=Q(confirmed_by=None)),
        ]

    def __str__(self) -> str:
        return f"tweede stap van {self.account}"

    def get_additional_data(self) -> dict[str, str]:
        return {"reden": self.reason}

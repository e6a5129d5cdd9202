"""Readers who get messages by e-mail, and what they chose. No IP address is kept, and nothing about what they read."""

import datetime as dt
import secrets
from typing import Self

from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from measures.models.fields import Line, LongText
from portal.subscriptions.news_models import NewsItem

# How long a link that confirms works. What was asked for and not confirmed is forgotten then.
TO_CONFIRM = dt.timedelta(hours=48)


def new_nonce() -> str:
    return secrets.token_urlsafe(16)


class Frequency(models.TextChoices):
    AT_ONCE = "direct", "Meteen, als er iets verandert"
    WEEKLY = "wekelijks", "Eén keer per week"


class SubjectKind(models.TextChoices):
    """The kinds of subject of a choice. All but the first have the key of a record."""

    ALL = "alles", "Al het nieuws"
    ROLE = "rol", "Rol"
    MEASURE = "maatregel", "Maatregel"
    BILL = "wetsvoorstel", "Wetsvoorstel"
    MOTION = "motie", "Motie"


class SubscriberQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)

    def begin(self) -> None:
        """Let who confirmed and was told of nothing yet begin with the news that was found after that."""
        before = NewsItem.objects.filter(found_at__lt=OuterRef("confirmed_at")).order_by("-pk").values("pk")[:1]
        self.confirmed().filter(told=None).update(told=Coalesce(Subquery(before), 0))

    def forget_unconfirmed(self) -> int:
        """Remove who did not confirm in time, and what others asked for and did not confirm. Return how many were removed."""
        is_late = Q(asked_at__lt=timezone.now() - TO_CONFIRM)
        self.confirmed().filter(is_late).update(asked=None, asked_at=None)
        with transaction.atomic():
            # Locked, so that nobody asks anew or confirms between the finding and the deleting.
            late = list(self.select_for_update().filter(is_late, confirmed_at=None).values_list("pk", flat=True))
            _, removed = self.filter(is_late, pk__in=late, confirmed_at=None).delete()
        return removed.get("portal.Subscriber", 0)


class Subscriber(models.Model):
    """An e-mail address, in lower case, and when and how its owner said yes.

    - `confirmed_at` is when the owner confirmed last what `consent_at` and `consent_words` are about; None for who was asked by
      mail to confirm and has not done so yet: nothing else goes to that address.
    - `nonce` stands in the links of every mail: a new one makes the earlier links void. `asked_nonce` does so for the links that
      confirm; it changes whenever one of them is used.
    - `asked` is what the last form asked for, until it is confirmed or forgotten: `vaak` (a `Frequency`), `keuzes` (lists of
      kind, slug and sector) and `tekst` (the words of the consent). `asked_at` is when, and `mails_asked` how many mails forms
      caused since `asked_since`: see `portal.subscriptions.pages.asking`.
    - `refused` counts how often in a row the mail server refused this address for good.
    - `told` is the number of the newest `NewsItem` that the reader was told of, or that was not for him; None before the first
      mails are gathered after `confirmed_at`.
    """

    address = models.EmailField("e-mailadres", max_length=254, unique=True)
    frequency = Line("hoe vaak", max_length=10, choices=Frequency.choices, default=Frequency.AT_ONCE)
    consent_at = models.DateTimeField("toestemming gegeven op", null=True)
    consent_words = LongText("tekst van de toestemming", longest=2000, default="")
    confirmed_at = models.DateTimeField("bevestigd op", null=True)
    nonce = models.CharField("kenmerk van de links", max_length=32, default=new_nonce, editable=False)
    asked = models.JSONField("aangevraagd", null=True)
    asked_at = models.DateTimeField("aangevraagd op", null=True, db_index=True)
    asked_nonce = models.CharField("kenmerk van de bevestiging", max_length=32, default=new_nonce, editable=False)
    asked_since = models.DateTimeField("telt aanvragen sinds", null=True)
    mails_asked = models.PositiveSmallIntegerField("mails na aanvragen", default=0)
    refused = models.PositiveSmallIntegerField("geweigerd", default=0)
    told = models.BigIntegerField("heeft bericht gehad tot en met", null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = "lezer met berichten"
        verbose_name_plural = "lezers met berichten"
        ordering = ["pk"]

    def __str__(self) -> str:
        # Never the address: this text may come in a log.
        return f"lezer {self.pk}"


class Choice(models.Model):
    """What a reader wants to hear about. `slug` is the natural key of the record when it was chosen; `sector` only with a role.

    A key that the record had before goes on to count (`Renamed.former_keys`).
    """

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="choices", verbose_name="lezer")
    kind = Line("soort", max_length=12, choices=SubjectKind.choices)
    slug = Line("sleutel", max_length=100, blank=True, default="")
    sector = Line("sector", max_length=10, blank=True, default="")

    class Meta:
        verbose_name = "keuze"
        verbose_name_plural = "keuzes"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "kind", "slug", "sector"], name="choice_once")]
        indexes = [models.Index(fields=["kind", "slug"])]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.kind, self.slug, self.sector]))

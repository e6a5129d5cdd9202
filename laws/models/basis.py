"""The law behind a duty or an option: the article, since when, and how sure."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import formats

from laws.enums import BasisKind, Coverage
from measures.models import Action, Report, Sector
from measures.models.base import Dated, Located
from measures.models.fields import HOW_TO_WRITE, IN_REACH, Line, LongText, WebLink
from measures.publication.freezing import cascade_drafts
from measures.publication.links import Links
from measures.querysets import OfReportQuerySet

LAW_ADDRESS = RegexValidator(
    r"\Ahttps://wetten\.overheid\.nl/BWBR[0-9]{7}/[0-9]{4}-[0-9]{2}-[0-9]{2}(#Artikel[0-9]+(\.[0-9]+)?[a-z]*)?\Z",
    "Schrijf het adres als https://wetten.overheid.nl/BWBR0003420/2026-08-01#Artikel18a.",
)


class LegalBasis(Located, Dated):
    """What stands behind an action: one article of one law, an agreement, or that no law was found.

    `report` is the text in which it was read, or looked for in vain. `period` is since when: a day, or the words for the days
    between two texts of the law, one without the article and one with it. `begin_place` and `begin_link` are the text that shows
    this begin, if another one than `report` does. `is_reading` marks a begin that no source states.
    """

    action = models.ForeignKey(Action, cascade_drafts, related_name="legal_bases", verbose_name="actie")
    report = models.ForeignKey(Report, models.PROTECT, related_name="legal_bases", verbose_name="bron")
    kind = models.CharField("soort", max_length=25, choices=BasisKind)
    law = Line("wet", max_length=120, blank=True)
    article = Line("artikel", max_length=40, blank=True, help_text="Alleen het nummer, zoals 18a.")
    paragraph = Line("lid", max_length=120, blank=True, help_text="Zoals: achtste lid, onderdeel a.")
    is_reading = models.BooleanField(
        "begin is eigen lezing", default=False, help_text="Aan: geen bron noemt dit begin; het volgt uit wat er wel staat."
    )
    begin_place = Line(
        "bron van het begin", max_length=400, blank=True, default="", db_default="",
        help_text="De titel van de tekst waaruit het begin blijkt, en de plaats daarin. Leeg: dezelfde bron, of niet gelezen.",
    )  # fmt: skip
    begin_link = WebLink("adres van de bron van het begin", max_length=400, blank=True, default="", db_default="")
    until = models.DateField("geldt tot en met", null=True, blank=True, validators=IN_REACH, help_text=HOW_TO_WRITE)
    covers = models.CharField("hoe zeker", max_length=10, choices=Coverage, blank=True)
    sectors = Links(Sector, blank=True, related_name="legal_bases", verbose_name="sectoren", help_text="Leeg: alle sectoren.")
    link = WebLink("adres", max_length=400, blank=True)
    remark = LongText("toelichting", longest=1_000, blank=True)
    looked_up_on = models.DateField("opgezocht op", validators=IN_REACH, help_text=HOW_TO_WRITE)
    # Set from the list of the desk: the address itself was opened, and says this.
    opened_on = models.DateField("adres geopend op", null=True, blank=True, editable=False)

    objects = OfReportQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "grondslag"
        verbose_name_plural = "grondslagen"
        ordering = ["pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["action", "report", "location"], name="one_basis_per_place"),
            models.CheckConstraint(name="basis_kind", condition=Q(kind__in=BasisKind.values)),
            models.CheckConstraint(name="basis_covers", condition=Q(covers__in=["", *Coverage.values])),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        of_law = {"law": self.law, "article": self.article, "link": self.link}
        if self.kind == BasisKind.LAW:
            missing = [name for name, value in of_law.items() if not value]
            if missing:
                raise ValidationError(dict.fromkeys(missing, "Vul dit in bij een wet."))
            _require_law_text(self.link, "link")
            if self.begin_link:
                _require_law_text(self.begin_link, "begin_link")
        elif self.kind == BasisKind.NOT_FOUND and any(of_law.values()):
            raise ValidationError({"kind": "Wat niet gevonden is, heeft geen wet, artikel of adres."})

    @property
    def name(self) -> str:
        """Return the law and the article in Dutch, or what was found instead."""
        if self.kind != BasisKind.LAW:
            return str(self.get_kind_display())
        return ", ".join(filter(None, [self.law, f"artikel {self.article}", self.paragraph]))

    @property
    def since(self) -> str:
        """Return the begin as the API gives it: an ISO date, or the words for the days between two texts of the law."""
        return self.earliest.isoformat() if self.earliest and self.earliest == self.latest else self.period

    @property
    def is_opened(self) -> bool:
        return self.opened_on is not None

    @property
    def how_read(self) -> str:
        """Return in Dutch how this was read: in a copy of the text on a day, or at its own address."""
        if self.opened_on:
            return f"adres geopend op {_day(self.opened_on)}"
        way = "opgezocht" if self.kind == BasisKind.NOT_FOUND else "gelezen in een afschrift, nagekeken"
        return f"{way} op {_day(self.looked_up_on)}"


def _require_law_text(address: str, field: str) -> None:
    """Raise a form error of `field` unless this is an address of a text of a law."""
    try:
        LAW_ADDRESS(address)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def _day(day: dt.date) -> str:
    return formats.date_format(day, "j F Y")

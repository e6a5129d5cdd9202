"""The tables for reading a document in: what was read of it, row by row, and what people decided about each row."""

from typing import Any

from django.conf import settings
from django.db import models

from measures.models import Report
from measures.models.fields import Line, LongText
from portal.reading.result import CHOOSE, LIKELY, SURE


class ReadDocument(models.Model):
    """A document that was handed over for a draft. The file itself is not kept.

    `doubts` holds what is uncertain about no row in particular, `gone` what the report before says and this document does not:
    lists of pairs (about, words) in Dutch. `refusal` says why the last document that was handed over could not be read.
    """

    report = models.OneToOneField(Report, models.CASCADE, related_name="read_document", verbose_name="rapportage")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door")
    name = Line("bestand", max_length=200)
    at = models.DateTimeField("op", auto_now=True)
    is_busy = models.BooleanField("wordt gelezen", default=False)
    refusal = LongText("waarom niet", blank=True, default="")
    times = models.PositiveIntegerField("keer gelezen", default=0)
    doubts = models.JSONField("twijfels", default=list)
    gone = models.JSONField("verdwenen", default=list)

    class Meta:
        verbose_name = "ingelezen document"
        verbose_name_plural = "ingelezen documenten"

    def __str__(self) -> str:
        return self.name

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class ReadRow(models.Model):
    """One thing that a document says, which can become one row of the draft.

    `key` knows the row again in a newer version of the document; `parts_of` has the keys of the rows that people split or joined
    to make it. `owner` is the key of the row that it stands under, such as that of its measure. `text` is the sentence of the
    document and `before` the one that it replaces. `values` holds what else was read, by kind; `printed` tells whether that or
    the text changed. `row` is the primary key of the row of the draft that it became. `version` counts the decisions.
    """

    class Kind(models.TextChoices):
        GOAL = "doel", "Doelen"
        MEASURE = "maatregel", "Maatregelen en statussen"
        LINK = "koppeling", "Koppelingen van doelen en maatregelen"
        ITEM = "onderdeel", "Onderdelen"
        INVOLVED = "betrokkene", "Betrokkenen"
        ACTION = "actie", "Vermeldingen van acties"
        BILL = "wetsvoorstel", "Wetsvoorstellen"
        ELEMENT = "inhoud", "Onderdelen van wetsvoorstellen"
        CONTRIBUTION = "bijdrage", "Bijdragen aan maatregelen"
        STEP = "planning", "Planning"
        ENTRY = "inwerkingtreding", "Inwerkingtredingen"
        MOTION = "motie", "Moties"
        FINDING = "bevinding", "Bevindingen"
        PARTY = "partij", "Veldpartijen"
        CHAPTER = "hoofdstuk", "Hoofdstukken"
        PARAGRAPH = "alinea", "Onderdelen van hoofdstukken"
        NOTE = "bronnotitie", "Voorgestelde bronnotities"
        LOOSE = "niet-geplaatst", "Niet geplaatst"

    class Certainty(models.TextChoices):
        SURE = SURE, "Zeker"
        LIKELY = LIKELY, "Waarschijnlijk"
        CHOOSE = CHOOSE, "Kies"

    class Change(models.TextChoices):
        NEW = "nieuw", "Nieuw"
        CHANGED = "gewijzigd", "Gewijzigd"
        SAME = "gelijk", "Gelijk"
        GONE = "verdwenen", "Verdwenen"

    class State(models.TextChoices):
        OPEN = "open", "Nog te beslissen"
        PLACED = "overgenomen", "Overgenomen"
        ASIDE = "opzij", "Opzij gelegd"

    report = models.ForeignKey(Report, models.CASCADE, related_name="read_rows", verbose_name="rapportage")
    kind = models.CharField("soort", max_length=20, choices=Kind)
    key = models.CharField("kenmerk", max_length=64)
    owner = models.CharField("hoort bij", max_length=64, blank=True)
    parts_of = models.JSONField("gemaakt van", default=list)
    position = models.PositiveIntegerField("volgorde")
    title = Line("wat", max_length=300, blank=True)
    text = LongText("zin van de bron", blank=True)
    before = LongText("eerdere zin van de bron", blank=True)
    ours = LongText("onze zin", blank=True)
    to_write = models.BooleanField("nog te schrijven", default=True)
    location = Line("vindplaats", max_length=400, blank=True)
    certainty = models.CharField("zekerheid", max_length=15, choices=Certainty)
    reason = LongText("waarom", blank=True)
    values = models.JSONField("waarden", default=dict)
    printed = models.CharField("afdruk", max_length=64)
    change = models.CharField("wijziging", max_length=12, choices=Change)
    state = models.CharField("toestand", max_length=12, choices=State, default=State.OPEN)
    row = models.BigIntegerField("rij", null=True, blank=True)
    version = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "ingelezen rij"
        verbose_name_plural = "ingelezen rijen"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_read_row_per_key")]
        indexes = [models.Index(fields=["report", "kind", "state"], name="read_row_by_kind")]

    def __str__(self) -> str:
        return self.title or self.text

    def get_additional_data(self) -> dict[str, Any]:
        return {"rapportage": self.report.slug}

    @property
    def shown(self) -> str:
        """Return the name of this row in a list of choices."""
        return f"{self}"[:80]

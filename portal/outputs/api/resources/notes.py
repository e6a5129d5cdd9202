"""`/bronnotities` (source notes) and `/correcties` (corrections), which the editors of the portal write."""

import datetime as dt

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from laws.models import Bill
from measures.enums import NoteWeight
from measures.kinds import kind_of
from measures.models import Action, Correction, Measure, SourceNote
from measures.models.note import ABOUT_REPORT
from measures.querysets import by_report
from motions.models import Motion
from portal.outputs.api.filters import CorrectionFilter, SourceNoteFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import SlugsField, SubjectOfNote


@extend_schema_serializer(description="Iets wat opvalt in een bron, en hoe het portaal dat leest.")
class Bronnotitie(serializers.Serializer):
    """A note about a contradiction, a renumbering or unreadable text in a source."""

    id = serializers.CharField(source="slug", help_text="De vaste sleutel.")
    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    onderwerp = serializers.SerializerMethodField(help_text="Waar de notitie over gaat; bij meer dan één het eerste.")
    onderwerpen = serializers.SerializerMethodField(help_text="Alles waar de notitie over gaat.")
    titel = serializers.CharField(source="title", help_text="Waar het om gaat, in een paar woorden.")
    tekst = serializers.CharField(source="text", help_text="De notitie.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")
    gewicht = serializers.ChoiceField(
        source="weight",
        choices=NoteWeight.choices,
        help_text="Of de notitie verandert wat iemand leest, zegt hoe het portaal de bron leest, of alleen een drukfout meldt.",
    )
    acties = SlugsField("public_actions", help_text="De ids van de acties waar de notitie over gaat.")

    @extend_schema_field(SubjectOfNote)
    def get_onderwerp(self, note: SourceNote) -> dict:
        return _subjects(note)[0]

    @extend_schema_field(SubjectOfNote(many=True))
    def get_onderwerpen(self, note: SourceNote) -> list[dict]:
        return _subjects(note)


def _subjects(note: SourceNote) -> list[dict]:
    """Return the type and key of each record that a note names, or of its report when it names none."""
    records = [*note.public_measures, *note.public_bills, *note.public_motions]
    subjects = [{"type": kind_of(record).word, "sleutel": kind_of(record).key_of(record)} for record in records]
    return subjects or [{"type": ABOUT_REPORT, "sleutel": note.report.slug}]


class SourceNotes(Resource):
    """Bronnotities"""

    filterset_class = SourceNoteFilter
    serializer_class = Bronnotitie
    lookup_field = "slug"
    lookup_url_kwarg = "id"
    key_pattern = "[a-z0-9-]+"
    sorting = {"rapportage": tuple(by_report()), "titel": ("title",)}
    tag = "bronnotities"
    words = "Wat opvalt in een bron: een tegenspraak, een ander nummer, iets onleesbaars."

    def get_queryset(self) -> QuerySet[SourceNote]:
        return (
            SourceNote.objects.published()
            .select_related("report")
            .prefetch_related(
                Prefetch("measures", Measure.objects.published().in_order(), to_attr="public_measures"),
                Prefetch("bills", Bill.objects.published(), to_attr="public_bills"),
                Prefetch("motions", Motion.objects.published(), to_attr="public_motions"),
                Prefetch("actions", Action.objects.published(), to_attr="public_actions"),
            )
            .order_by(*by_report(), "pk")
        )


@extend_schema_serializer(description="Een verbetering na publicatie, met de reden.")
class Correctie(serializers.Serializer):
    """A correction of something that was already published."""

    id = serializers.IntegerField(source="pk", help_text="De vaste sleutel.")
    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    onderwerp = serializers.SerializerMethodField(help_text="Wat gecorrigeerd is.")
    actie = serializers.CharField(
        source="action", allow_null=True, help_text="De id van de actie, als de correctie over een actie gaat, of null."
    )
    titel = serializers.CharField(source="subject_title", help_text="De titel van het onderwerp op dat moment.")
    veld = serializers.CharField(source="field", help_text="Het onderdeel dat veranderde.")
    van = serializers.CharField(source="old_value", help_text="De oude waarde. Kan leeg zijn.")
    naar = serializers.CharField(source="new_value", help_text="De nieuwe waarde. Kan leeg zijn.")
    reden = serializers.CharField(source="reason", help_text="Waarom.")
    functie = serializers.CharField(source="editor_function", help_text="De functie van wie corrigeerde.")
    gemaaktOp = serializers.DateTimeField(source="made_at", default_timezone=dt.UTC, help_text="Wanneer, in UTC.")

    @extend_schema_field(SubjectOfNote)
    def get_onderwerp(self, correction: Correction) -> dict:
        return {"type": correction.subject_type, "sleutel": correction.subject_key}


class Corrections(Resource):
    """Correcties"""

    filterset_class = CorrectionFilter
    serializer_class = Correctie
    lookup_field = "pk"
    lookup_url_kwarg = "id"
    key_pattern = "[0-9]{1,9}"
    sorting = {"gemaaktOp": ("made_at",)}
    tag = "correcties"
    words = "Wat er na publicatie verbeterd is, met de reden."

    def get_queryset(self) -> QuerySet[Correction]:
        return Correction.objects.published().with_action().select_related("report").order_by("-made_at", "-pk")

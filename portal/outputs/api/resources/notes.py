"""`/bronnotities` and `/correcties`: what the editors of the portal add to the sources."""

import datetime as dt

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from laws.models import Bill
from measures.kinds import kind_of
from measures.models import Correction, Measure, SourceNote
from measures.models.note import ABOUT_REPORT
from measures.querysets import by_report
from motions.models import Motion
from portal.outputs.api.filters import CorrectionFilter, SourceNoteFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import SubjectOfNote


class Bronnotitie(serializers.Serializer):
    """A contradiction, a renumbering or something unreadable in a source, and how the portal reads it."""

    id = serializers.CharField(source="slug", help_text="De vaste sleutel.")
    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    onderwerp = serializers.SerializerMethodField(help_text="Waar de notitie over gaat; bij meer dan één het eerste.")
    onderwerpen = serializers.SerializerMethodField(help_text="Alles waar de notitie over gaat.")
    titel = serializers.CharField(source="title", help_text="Waar het om gaat, in een paar woorden.")
    tekst = serializers.CharField(source="text", help_text="De notitie.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")

    @extend_schema_field(SubjectOfNote)
    def get_onderwerp(self, note: SourceNote) -> dict:
        return _subjects(note)[0]

    @extend_schema_field(SubjectOfNote(many=True))
    def get_onderwerpen(self, note: SourceNote) -> list[dict]:
        return _subjects(note)


def _subjects(note: SourceNote) -> list[dict]:
    """The records that a note names; the report itself when it names none."""
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
            )
            .order_by(*by_report(), "pk")
        )


class Correctie(serializers.Serializer):
    """A change to a published stand."""

    id = serializers.IntegerField(source="pk", help_text="De vaste sleutel.")
    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    onderwerp = serializers.SerializerMethodField(help_text="Wat gecorrigeerd is.")
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
        return Correction.objects.published().select_related("report").order_by("-made_at", "-pk")

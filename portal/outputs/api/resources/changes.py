"""`/wijzigingen` (changes): the differences between two reports."""

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from laws.enums import Outcome
from measures.enums import Direction, Status
from measures.models import Report
from portal.changes import COMPARED, Change, ChangeKind
from portal.outputs.api.filters import ApiChangesFilter
from portal.outputs.api.resource import Resource

# From label to value: a `Change` holds the Dutch labels for the HTML page, and the API returns values.
VALUES = {str(choice.label): str(choice.value) for choice in (*Status, *Outcome)}


@extend_schema_serializer(description="De maatregel, het wetsvoorstel of de motie die veranderde.")
class Onderwerp(serializers.Serializer):
    """The record that changed."""

    type = serializers.ChoiceField(
        choices=[(kind.word, kind.title) for kind in COMPARED], source="type.word", help_text="De soort van het onderwerp."
    )
    sleutel = serializers.CharField(source="key", help_text="De slug of het nummer.")
    titel = serializers.CharField(source="title", help_text="De titel.")


@extend_schema_serializer(description="Eén verschil tussen wat twee rapportages zeggen.")
class Wijziging(serializers.Serializer):
    """One difference between two reports."""

    soort = serializers.ChoiceField(source="kind", choices=ChangeKind.choices, help_text="De soort wijziging.")
    onderwerp = Onderwerp(source="subject", help_text="Wat veranderde.")
    onderdeel = serializers.CharField(source="detail", help_text="Welk onderdeel ervan. Kan leeg zijn.")
    van = serializers.SerializerMethodField(help_text="Wat de eerste rapportage zegt; null als die er niets over zegt.")
    naar = serializers.SerializerMethodField(help_text="Wat de tweede rapportage zegt; null als die er niets over zegt.")
    richting = serializers.ChoiceField(
        source="direction", choices=Direction.choices, allow_null=True, help_text="Waar het heen ging; null als dat niets zegt."
    )
    hoeveel = serializers.CharField(source="amount", help_text="Hoe ver een planning verschoof. Kan leeg zijn.")
    toelichting = serializers.CharField(source="remark", help_text="Wat de wijziging verklaart. Kan leeg zijn.")
    vindplaatsVan = serializers.CharField(
        source="old_source.location", default=None, allow_null=True, help_text="Waar de eerste rapportage dit zegt, of null."
    )
    vindplaatsNaar = serializers.CharField(
        source="new_source.location", default=None, allow_null=True, help_text="Waar de tweede rapportage dit zegt, of null."
    )

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_van(self, change: Change) -> str | None:
        return _value(change, change.old)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_naar(self, change: Change) -> str | None:
        return _value(change, change.new)


def _value(change: Change, words: str) -> str | None:
    return (VALUES[words] if change.kind == ChangeKind.STATUS else words) or None


class Changes(Resource):
    """Wijzigingen"""

    filterset_class = ApiChangesFilter
    serializer_class = Wijziging
    sorting = {"soort": (), "titel": ()}
    tag = "wijzigingen"
    words = "Wat er veranderde tussen twee rapportages die u kiest."

    def get_queryset(self) -> QuerySet[Report]:
        return Report.objects.published()

    def filterset(self, filterset_class: type | None = None) -> ApiChangesFilter:
        return ApiChangesFilter(self.request.query_params, request=self.request)

    def found(self, filterset: ApiChangesFilter, sort: str) -> Sequence[Change]:
        """Return the changes in the order of `sort`. An empty `sort` gives the order of the HTML page."""
        keys = {"soort": lambda change: change.kind.value, "titel": lambda change: change.subject.title.casefold()}
        key = keys.get(sort.lstrip("-"))
        return sorted(filterset.results, key=key, reverse=sort.startswith("-")) if key else filterset.results

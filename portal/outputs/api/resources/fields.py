"""Serializers and serializer fields that several resources share."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from measures.models.note import SUBJECTS


@extend_schema_serializer(description="Een periode in de woorden van de bron, met de eerste en laatste dag die dat kan zijn.")
class PeriodSerializer(serializers.Serializer):
    """A period in the words of a source, with the first and last day that the words can mean."""

    tekst = serializers.CharField(help_text="Letterlijk uit de bron.")
    vroegst = serializers.DateField(allow_null=True, help_text="De eerste dag die dit kan zijn, of null.")
    laatst = serializers.DateField(allow_null=True, help_text="De laatste dag die dit kan zijn, of null.")


@extend_schema_serializer(description="Het onderwerp van een bronnotitie of een correctie.")
class SubjectOfNote(serializers.Serializer):
    """The type and key of the record that a source note or correction is about."""

    type = serializers.ChoiceField(choices=[word for word, _ in SUBJECTS], help_text="De soort van het onderwerp.")
    sleutel = serializers.CharField(help_text="De slug of het nummer, zoals in het adres van het onderwerp.")


class AddressField(serializers.URLField):
    """The absolute URL of the HTML page of a record. An agenda entry gives the URL of its action."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", help_text="Het adres van de pagina op deze site.", **kwargs)

    def to_representation(self, value: Any) -> str:
        record = getattr(value, "action", value)
        return self.context["request"].build_absolute_uri(record.get_absolute_url())


class SlugsField(serializers.ListField):
    """A list with the attribute `key` of each related object. `source` leads to a list or a related manager."""

    def __init__(self, source: str, key: str = "slug", *, child: serializers.Field | None = None, **kwargs: Any) -> None:
        super().__init__(source=source, child=child or serializers.CharField(), **kwargs)
        self.key = key

    def to_representation(self, data: Any) -> list[Any]:
        return [getattr(record, self.key) for record in (data.all() if hasattr(data, "all") else data)]

"""`/rollen/{slug}/wijzigingen`: what changed for a role between two days, or between what two reports made known."""

from collections.abc import Sequence

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from measures.enums import ActionKind
from measures.models import Role
from portal.agenda import Entry, Standing
from portal.agenda.answers.between import Differing, Way
from portal.agenda.words import when
from portal.outputs.api.filters import RoleChangesFilter
from portal.outputs.api.problems import NoSuchRecordError
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField


@extend_schema_serializer(description="Hoe een actie op een van de twee dagen stond.")
class ActieOpMoment(serializers.Serializer):
    """An action at one of the two moments."""

    dag = serializers.DateField(source="day", help_text="De dag.")
    stand = serializers.ChoiceField(source="standing", choices=Standing.choices, help_text="Hoe het op die dag stond.")
    wanneer = serializers.SerializerMethodField(help_text="De dagen in woorden. Kan leeg zijn.")
    geldtVanaf = serializers.DateField(source="facts.start", allow_null=True, help_text="De eerste dag, als een bron die noemt.")
    geldtTot = serializers.DateField(source="facts.end", allow_null=True, help_text="De laatste dag waarop het geldt, of null.")

    def get_wanneer(self, entry: Entry) -> str:
        return when(entry)


@extend_schema_serializer(
    description="Eén verschil voor een rol, tussen twee dagen of tussen wat twee rapportages bekend maakten."
)
class WijzigingVoorRol(serializers.Serializer):
    """An action that differs between the two moments."""

    soort = serializers.ChoiceField(source="way", choices=Way.choices, help_text="De soort verschil.")
    actie = serializers.CharField(source="action.slug", help_text="De sleutel van de actie.")
    tekst = serializers.CharField(source="action.text", help_text="De actie in één zin.")
    soortActie = serializers.ChoiceField(source="action.kind", choices=ActionKind.choices, help_text="Verplicht of mogelijk.")
    van = ActieOpMoment(source="before", allow_null=True, help_text="Hoe het eerst stond; null als het er nog niet was.")
    naar = ActieOpMoment(
        source="after", allow_null=True, help_text="Hoe het daarna stond; null als deze bronnen het niet noemen."
    )
    url = AddressField()


class ChangesForRole(Resource):
    """Wijzigingen voor een rol"""

    filterset_class = RoleChangesFilter
    serializer_class = WijzigingVoorRol
    sorting = {"actie": ()}
    tag = "rollen"
    words = "Wat er voor een rol veranderde tussen twee dagen, of tussen wat twee rapportages bekend maakten."

    def get_queryset(self) -> QuerySet[Role]:
        return Role.objects.published().filter(slug=self.kwargs.get("slug", ""))

    def found(self, filterset: RoleChangesFilter, sort: str) -> Sequence[Differing]:
        """Return the differences in the order of `sort`. An empty `sort` gives the order of the HTML page."""
        role = filterset.queryset.first()
        if role is None:
            raise NoSuchRecordError("Deze rol is er niet. De lijst /rollen noemt wat er is.")
        found = filterset.differing(role)
        return sorted(found, key=lambda each: each.action.slug, reverse=sort.startswith("-")) if sort else found

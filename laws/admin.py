"""The admin of bills and their planning."""

from django.contrib import admin

from laws.models import (
    Bill,
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    LegalBasis,
    PlanningStep,
    Requirement,
    Station,
)
from measures.admin import ItemInline, PartInline
from measures.admin.rights import OfReportAdmin, RecordAdmin


@admin.register(Bill)
class BillAdmin(RecordAdmin):
    list_display = ["title", "dossier", "successor"]
    search_fields = ["title", "slug", "dossier"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["successor"]
    filter_horizontal = ["priorities"]
    # Chosen at the note, in whose trail they stand.
    exclude = ["source_notes"]


class PlanningStepInline(PartInline):
    model = PlanningStep
    fields = ["position", "phase", "part", "period", "chosen_days", "earliest", "latest", "location"]
    readonly_fields = ["earliest", "latest"]


class BillElementInline(ItemInline):
    model = BillElement


class ContributionInline(PartInline):
    model = Contribution
    autocomplete_fields = ["measure"]


@admin.register(BillSnapshot)
class BillSnapshotAdmin(OfReportAdmin):
    list_display = ["title_printed", "number", "bill", "report", "outcome"]
    list_filter = ["report", "outcome", "bill"]
    search_fields = ["title_printed", "bill__title", "remark", "elements__text"]
    autocomplete_fields = ["bill"]
    list_select_related = ["bill", "report"]
    inlines = [PlanningStepInline, BillElementInline, ContributionInline]


@admin.register(EntryIntoForce)
class EntryIntoForceAdmin(OfReportAdmin):
    list_display = ["bill", "part", "date", "report"]
    list_filter = ["report", "bill"]
    autocomplete_fields = ["bill"]


@admin.register(Requirement)
class RequirementAdmin(OfReportAdmin):
    list_display = ["bill", "part", "effect", "action", "report"]
    list_filter = ["report", "bill", "effect"]
    autocomplete_fields = ["bill", "action"]


@admin.register(BillName)
class BillNameAdmin(OfReportAdmin):
    list_display = ["citation_title", "bill", "report"]
    list_filter = ["report", "bill"]
    search_fields = ["citation_title", "official_title"]
    autocomplete_fields = ["bill"]
    list_select_related = ["bill", "report"]


@admin.register(Station)
class StationAdmin(OfReportAdmin):
    list_display = ["kind", "bill", "period", "result", "report"]
    list_filter = ["report", "bill", "kind"]
    search_fields = ["result", "reference"]
    autocomplete_fields = ["bill"]
    list_select_related = ["bill", "report"]
    readonly_fields = ["earliest", "latest"]


@admin.register(LegalBasis)
class LegalBasisAdmin(OfReportAdmin):
    list_display = ["action", "law", "article", "kind", "looked_up_on", "opened_on"]
    list_filter = ["report", "kind", "law"]
    search_fields = ["action__text", "law", "article"]
    autocomplete_fields = ["action"]
    list_select_related = ["action", "report"]
    readonly_fields = ["earliest", "latest", "opened_on"]

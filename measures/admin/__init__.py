"""The admin of reports, measures, goals and actions. Rows of a published report are read-only."""

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from measures.admin.rights import OfReportAdmin, OfReportMixin, PortalAdmin, ReadOnly, RecordAdmin
from measures.enums import ReportState
from measures.models import (
    Action,
    ActionMention,
    Correction,
    Figure,
    Finding,
    Goal,
    GoalSnapshot,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    OverviewCell,
    Party,
    Priority,
    PriorityItem,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    Role,
    SectionItem,
    Sector,
    SourceNote,
    Stakeholder,
)

admin.site.site_header = "Beheer van Voortgang passend onderwijs"
admin.site.site_title = "Beheer"
admin.site.index_title = "Alle gegevens"
admin.site.enable_nav_sidebar = True


class PartInline(OfReportMixin, admin.TabularInline):
    """An inline for the parts of a row, such as the items of a snapshot. In its `has_*_permission`, `obj` is the parent row."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not self._is_frozen(obj) and super().has_add_permission(request, obj)


class ItemInline(PartInline):
    fields = ["position", "heading", "period", "chosen_days", "text", "url", "location"]


class VocabularyAdmin(RecordAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Role)
class RoleAdmin(VocabularyAdmin):
    list_display = ["name", "plural", "slug"]


admin.site.register([Sector, Stakeholder, Party], VocabularyAdmin)


class SectionItemInline(ItemInline):
    model = SectionItem
    report_path = "report"
    fields = [*ItemInline.fields, "measures"]
    autocomplete_fields = ["measures"]


@admin.register(ReportSection)
class ReportSectionAdmin(OfReportAdmin):
    list_display = ["title", "report", "position"]
    list_filter = ["report"]
    search_fields = ["title", "summary", "items__text"]
    inlines = [SectionItemInline]


@admin.register(Report)
class ReportAdmin(OfReportAdmin):
    list_display = ["title", "kind", "number", "publication", "reference_date", "state"]
    list_filter = ["kind", "state"]
    search_fields = ["title", "slug", "kamerstuk"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["state", "published_at", "publication_earliest", "publication_latest", "reference_date"]
    fieldsets = [
        (None, {"fields": ["kind", "number", "title", "slug", "summary"]}),
        (
            "Wanneer",
            {
                "fields": ["publication", "publication_earliest", "publication_latest", "reference", "reference_date"],
                "description": "Schrijf de woorden van de bron over; het portaal rekent uit welke dagen zij betekenen.",
            },
        ),
        ("Waar", {"fields": ["kamerstuk", "official_number", "link", "is_official", "is_undated", "location"]}),
        ("Publicatie", {"fields": ["state", "published_at"], "description": "Een concept is nergens openbaar te zien."}),
    ]


@admin.register(Goal)
class GoalAdmin(RecordAdmin):
    list_display = ["number", "title"]
    search_fields = ["title"]


@admin.register(GoalSnapshot)
class GoalSnapshotAdmin(OfReportAdmin):
    list_display = ["goal", "report", "title_printed"]
    list_filter = ["report", "goal"]
    search_fields = ["title_printed", "summary"]
    filter_horizontal = ["measures"]


class FigureInline(PartInline):
    model = Figure


@admin.register(Finding)
class FindingAdmin(OfReportAdmin):
    list_display = ["text", "report", "goal", "measure"]
    list_filter = ["report", "goal", "measure"]
    search_fields = ["text", "figures__description", "figures__group"]
    autocomplete_fields = ["measure"]
    inlines = [FigureInline]


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    list_display = ["number", "title"]
    search_fields = ["title"]
    filter_horizontal = ["measures"]


class PriorityItemInline(ItemInline):
    model = PriorityItem


@admin.register(PrioritySnapshot)
class PrioritySnapshotAdmin(OfReportAdmin):
    list_display = ["priority", "report"]
    list_filter = ["report"]
    inlines = [PriorityItemInline]


@admin.register(Representation)
class RepresentationAdmin(OfReportAdmin):
    list_display = ["party_printed", "group_printed", "report"]
    list_filter = ["report", "group_printed"]
    search_fields = ["party_printed", "party__name", "group_printed"]
    autocomplete_fields = ["party"]


@admin.register(Measure)
class MeasureAdmin(RecordAdmin):
    list_display = ["title", "number", "parent", "slug"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "slug", "snapshots__code", "snapshots__title_printed"]
    prepopulated_fields = {"slug": ["title"]}


class MeasureItemInline(ItemInline):
    model = MeasureItem
    fields = ["position", "kind", *ItemInline.fields[1:]]


class InvolvementInline(PartInline):
    model = Involvement
    autocomplete_fields = ["stakeholder"]


class OverviewCellInline(PartInline):
    model = OverviewCell


@admin.register(MeasureSnapshot)
class MeasureSnapshotAdmin(OfReportAdmin):
    list_display = ["code", "title_printed", "measure", "report", "status"]
    list_display_links = ["title_printed"]
    list_filter = ["report", "status", "measure"]
    search_fields = ["code", "title_printed", "measure__title", "introduction", "summary", "items__text"]
    autocomplete_fields = ["measure"]
    list_select_related = ["measure", "report"]
    inlines = [MeasureItemInline, InvolvementInline, OverviewCellInline]


class ActionMentionInline(PartInline):
    model = ActionMention

    # An inline gets the parent row, and an action has no report that could freeze it. So `get_queryset` protects published
    # mentions instead: it returns only the mentions in drafts.
    def _is_frozen(self, obj: Model | None) -> bool:
        return isinstance(obj, ActionMention) and super()._is_frozen(obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(report__state=ReportState.DRAFT)


@admin.register(Action)
class ActionAdmin(RecordAdmin):
    list_display = ["text", "kind"]
    list_filter = ["kind", "roles", "measures"]
    search_fields = ["text", "slug"]
    filter_horizontal = ["roles", "sectors", "measures"]
    inlines = [ActionMentionInline]


@admin.register(SourceNote)
class SourceNoteAdmin(OfReportAdmin):
    list_display = ["title", "weight", "report"]
    list_filter = ["weight", "report"]
    search_fields = ["title", "text", "slug"]
    filter_horizontal = ["measures", "actions"]


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, PortalAdmin):
    """The read-only admin of the log of corrections."""

    list_display = ["made_at", "subject_title", "field", "old_value", "new_value", "report"]
    list_filter = ["report", "subject_type"]
    search_fields = ["subject_title", "reason"]

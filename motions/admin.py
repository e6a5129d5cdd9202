"""The admin of motions."""

from django.contrib import admin

from measures.admin import PartInline
from measures.admin.rights import OfReportAdmin, RecordAdmin
from motions.models import Motion, MotionPaper, MotionSnapshot, MotionSubmitter


@admin.register(Motion)
class MotionAdmin(RecordAdmin):
    list_display = ["number", "title"]
    search_fields = ["number", "title"]
    # Chosen at the note, in whose trail they stand.
    exclude = ["source_notes"]


@admin.register(MotionSnapshot)
class MotionSnapshotAdmin(OfReportAdmin):
    list_display = ["motion", "report", "status", "measure_printed"]
    list_filter = ["report", "status", "measures"]
    search_fields = ["motion__number", "motion__title", "title_printed", "explanation"]
    autocomplete_fields = ["motion"]
    filter_horizontal = ["measures"]
    list_select_related = ["motion", "report"]


class MotionSubmitterInline(PartInline):
    model = MotionSubmitter


@admin.register(MotionPaper)
class MotionPaperAdmin(OfReportAdmin):
    list_display = ["motion", "report", "official_title", "submitted_on", "is_reading"]
    list_filter = ["report", "is_reading"]
    search_fields = ["motion__number", "motion__title", "official_title", "request"]
    autocomplete_fields = ["motion"]
    list_select_related = ["motion", "report"]
    inlines = [MotionSubmitterInline]

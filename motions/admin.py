"""The admin of motions."""

from django.contrib import admin

from measures.admin.rights import OfReportAdmin, RecordAdmin
from motions.models import Motion, MotionSnapshot


@admin.register(Motion)
class MotionAdmin(RecordAdmin):
    list_display = ["number", "title"]
    search_fields = ["number", "title"]
    filter_horizontal = ["source_notes"]


@admin.register(MotionSnapshot)
class MotionSnapshotAdmin(OfReportAdmin):
    list_display = ["motion", "report", "status", "measure_printed"]
    list_filter = ["report", "status", "measures"]
    search_fields = ["motion__number", "motion__title", "title_printed", "explanation"]
    autocomplete_fields = ["motion"]
    filter_horizontal = ["measures"]
    list_select_related = ["motion", "report"]

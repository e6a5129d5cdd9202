"""The base classes of the admin: which rows of a model may be changed, and which filters a list accepts."""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ForeignKey, Model, QuerySet, URLField
from django.forms import ModelChoiceField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string

from measures.enums import ReportState
from measures.models import Report
from measures.publication.gate import was_public


class OfferedLookups:
    """Admin options for a list that accepts only the filters that it offers. Other lookups in the query string give a 400.

    Django accepts every lookup on a field of the model itself. A series of such lookups reveals a value that no page shows.
    """

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup in self.offered_lookups(request)

    def offered_lookups(self, request: HttpRequest | None) -> set[str]:
        """Return the names of the query parameters that `list_filter` and `date_hierarchy` use."""
        found = {f"{self.date_hierarchy}__{part}" for part in ("year", "month", "day")} if self.date_hierarchy else set()
        for offered in self.get_list_filter(request):
            if isinstance(offered, type):
                found.add(offered.parameter_name)
            else:
                found |= self._lookups_of(offered if isinstance(offered, str) else offered[0])
        return found

    def _lookups_of(self, name: str) -> set[str]:
        field = self.opts.get_field(name)
        path = f"{name}__{field.target_field.name}" if field.is_relation else name
        return {name, f"{path}__exact", f"{name}__isnull"}


class PortalAdmin(OfferedLookups, admin.ModelAdmin):
    """The base of the admin of every model of the content."""


class RecordAdmin(PortalAdmin):
    """The admin of records, actions, roles and other rows that belong to no report.

    Once such a row is or was public, nobody changes or deletes it here, not even a superuser: a change of it is proposed at the
    desk, see `portal.desk.proposals`. The page of the row then has a button for that.
    """

    change_form_template = "admin/record_change_form.html"

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_kept(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_kept(obj)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        if change:
            _check_again([obj])
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        _check_again([obj])
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        _check_again(queryset)
        # One by one, so that the trail of a report tells which of its rows lose a link.
        for row in queryset:
            row.delete()


def _is_kept(row: Model | None) -> bool:
    return row is not None and row.pk is not None and was_public(row)


def _check_again(rows: Iterable[Model]) -> None:
    """Raise `PermissionDenied` when a row became public since the form was checked.

    Locks all drafts until the transaction ends, so no draft that names a row can be published in between.
    """
    list(Report.objects.drafts().select_for_update())
    if any(map(_is_kept, rows)):
        raise PermissionDenied("Dit is zojuist openbaar geworden. Stel een wijziging voor.")


class OfReportMixin:
    """Admin options for rows of a report: only rows of a draft can be added, changed or deleted.

    `report_path` is the ORM path from a row to its report.
    """

    report_path = "report"
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def _is_frozen(self, obj: Model | None) -> bool:
        if obj is None or obj.pk is None:
            return False
        return self._report_of(obj).state != ReportState.DRAFT

    def _report_of(self, obj: Any) -> Report:
        return obj if isinstance(obj, Report) else reduce(getattr, self.report_path.split("__"), obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not self._is_frozen(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return not self._is_frozen(obj) and super().has_delete_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        if db_field.related_model is Report:
            kwargs["queryset"] = Report.objects.filter(state=ReportState.DRAFT)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OfReportAdmin(OfReportMixin, PortalAdmin):
    """The admin of a model whose rows belong to a report.

    A row of a draft is saved while its report is locked, as at the desk. When somebody else changed the row since the form was
    opened, nothing is saved, and the answer (409) says who changed what. `settings.DRAFT_ROWS` names the class that knows.
    """

    change_form_template = "admin/draft_change_form.html"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is None or not self.has_change_permission(request, row):
            return super().changeform_view(request, object_id, form_url, extra_context)
        draft_row = import_string(settings.DRAFT_ROWS)
        with transaction.atomic():
            if request.method == "POST":
                list(Report.objects.filter(pk=self._report_of(row).pk).select_for_update())
                changed = draft_row(row).changed_since(request.POST.get("opened", ""))
                if changed:
                    context = self.admin_site.each_context(request) | {"title": "Niet bewaard", "changed": changed, "row": row}
                    return TemplateResponse(request, "admin/draft_conflict.html", context, status=409)
            opened = {"opened": draft_row(row).token}
            return super().changeform_view(request, object_id, form_url, (extra_context or {}) | opened)


class ReadOnly:
    """Admin options for rows that nobody adds, changes or deletes in the admin."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

"""The page where editors say who works on what, and until when."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from measures.kinds import KINDS
from measures.models import Report
from portal.core.addresses import whole_number
from portal.desk.models import Task
from portal.desk.pages.access import find_draft, page, require
from portal.desk.roles import EDIT, EDITOR, PUBLISHER
from portal.desk.rows.fields import DayField


class DivideForm(forms.Form):
    """To whom the chosen tasks go, and until when. Both empty takes them away from whoever had them."""

    wie = forms.ModelChoiceField(User.objects.none(), label="Wie", required=False, empty_label="niemand")
    dag = DayField(label="Klaar op", required=False, help_text="Bijvoorbeeld 4 december 2026. Mag leeg blijven.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].queryset = editors()


def editors() -> Any:
    """Return the accounts that may change drafts."""
    may = Q(is_superuser=True) | Q(groups__name__in=[EDITOR, PUBLISHER])
    return User.objects.filter(may, is_active=True, is_staff=True).distinct().order_by("username")


def divide(request: HttpRequest, slug: str) -> HttpResponse:
    """Render the tasks of a draft with who has them. A POST gives the chosen ones to somebody."""
    report = find_draft(slug)
    require(request, EDIT)
    form = DivideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        count = _give(report, request.POST.getlist("taak"), form.cleaned_data)
        if count:
            messages.success(request, f"Verdeeld: {count}.")
            return redirect("divide", slug)
        messages.error(request, "Kies eerst een of meer onderwerpen.")
    tasks = report.tasks.select_related(*(kind.field for kind in KINDS), "assigned_to")
    by_kind = [(kind.heading, [task for task in tasks if task.kind == kind]) for kind in KINDS]
    return page(request, "editing/together/divide.html", {"report": report, "form": form, "by_kind": by_kind})


def _give(report: Report, chosen: list[str], to: dict[str, Any]) -> int:
    """Give the tasks with these primary keys to somebody. Return how many there are."""
    tasks = list(report.tasks.filter(pk__in=[pk for pk in map(whole_number, chosen) if pk]))
    for task in tasks:
        task.assigned_to, task.due = to["wie"], to["dag"]
        task.save()
    return len(tasks)


def waiting_tasks(user: Any) -> Any:
    """Return the tasks of a person that are not done, the earliest day first."""
    return (
        Task.objects.filter(assigned_to=user, report__in=Report.objects.drafts())
        .exclude(state=Task.State.DONE)
        .select_related(*(kind.field for kind in KINDS), "report")
        .order_by("due", "pk")
    )

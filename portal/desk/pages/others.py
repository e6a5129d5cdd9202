"""Pages for the rows of a report that are not snapshots, such as chapters, findings, and facts about laws and motions."""

from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from laws.models import BillName, EntryIntoForce, LegalBasis, Requirement, Station
from measures.models import ActionMention, Finding, PrioritySnapshot, Report, ReportSection, Representation, SourceNote
from motions.models import MotionPaper
from portal.core.addresses import whole_number
from portal.desk.editing.carrying import rows_seen
from portal.desk.pages.access import find_report, is_draft, page, require
from portal.desk.pages.stands import Editor, correct_with, edit
from portal.desk.prepared.carrying import ChangedLine, carries_out
from portal.desk.roles import EDIT, PROPOSE

NEW = "nieuw"
# Word in the URL -> the model, and the foreign keys that are fetched because the name of a row needs them.
OTHER_ROWS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "hoofdstuk": (ReportSection, ()),
    "bevinding": (Finding, ()),
    "bronnotitie": (SourceNote, ()),
    "vermelding": (ActionMention, ("action",)),
    "inwerkingtreding": (EntryIntoForce, ("bill",)),
    "naam": (BillName, ("bill",)),
    "gebeurtenis": (Station, ("bill",)),
    "grondslag": (LegalBasis, ("action",)),
    "motie": (MotionPaper, ("motion",)),
    "gevolg": (Requirement, ("bill", "action")),
    "partij": (Representation, ("party",)),
    "speerpunt": (PrioritySnapshot, ("priority",)),
}
# What a row names that can be new as well: the word in the URL of the page that makes both, and its name there.
NEW_WITH = {"vermelding": ("actie", "Nieuwe actie"), "partij": ("veldpartij", "Nieuwe veldpartij")}
# The kinds that also have a list with all rows in one form.
IN_PLACE = ("hoofdstuk", "bevinding", "bronnotitie", "vermelding", "partij", "gevolg")


def others(request: HttpRequest, slug: str) -> HttpResponse:
    """Render lists of the rows of a report that are not snapshots, by kind, with links to their forms."""
    report = find_report(slug)
    lists = []
    for kind, (model, names) in OTHER_ROWS.items():
        rows = model.objects.filter(report=report).select_related("report", *names).order_by(*_order(model))
        lines = [(_address(report, kind, row.pk), words_of(row)) for row in rows]
        with_new = (
            [(reverse("new-record", args=[slug, word]), name) for word, name in [NEW_WITH[kind]]] if kind in NEW_WITH else []
        )
        new = [(_address(report, kind, NEW), "Voeg toe"), *with_new]
        lists.append((model._meta.verbose_name_plural, lines, new, kind if kind in IN_PLACE else ""))
    may_edit = request.user.has_perm(EDIT if is_draft(report) else PROPOSE) and (is_draft(report) or report.is_public)
    context = {"report": report, "lists": lists, "is_draft": is_draft(report), "may_edit": may_edit}
    return page(request, "editing/others.html", context)


def edit_other(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Render the form of a row of one of the `OTHER_ROWS`, or save it. `key` is a primary key, or `NEW` for a new row.

    For a published report this prepares a correction or an addition, see `edit`. Raises `Http404` for an unknown kind or row.
    """
    report = find_report(slug)
    require(request, EDIT if is_draft(report) else PROPOSE)
    row = find_other(report, kind, key)
    name = str(row._meta.verbose_name)
    context = {
        "report": report,
        "title": f"{name.capitalize()}: {words_of(row)}" if row.pk else f"Nieuw: {name}",
        "compares": False,
        "after": reverse("others", args=[slug]),
        "removal": reverse("remove-other", args=[slug, kind, key]) if row.pk and is_draft(report) else "",
    }
    editor = Editor(row, not is_draft(report), request)
    return edit(request, editor, context, lambda: rows_seen(report, type(row), [editor.snapshot.pk]))


@carries_out("edit-other")
def correct_other(request: HttpRequest, reason: str, by: Any, slug: str, kind: str, key: str) -> list[ChangedLine]:
    report = find_report(slug)
    return correct_with(Editor(find_other(report, kind, key), not is_draft(report), request), reason, by)


def find_other(report: Report, kind: str, key: str) -> Any:
    """Return the row of one of the `OTHER_ROWS`, or an unsaved one for the key `NEW`. Raises `Http404`."""
    if kind not in OTHER_ROWS:
        raise Http404("Deze soort bestaat niet.")
    model, names = OTHER_ROWS[kind]
    if key != NEW:
        return get_object_or_404(model.objects.select_related("report", *names), report=report, pk=whole_number(key))
    if not (is_draft(report) or report.is_public):
        raise Http404("Een ingetrokken rapportage krijgt er niets bij.")
    row = model(report=report)
    if hasattr(row, "position"):
        row.position = (model.objects.filter(report=report).aggregate(last=Max("position"))["last"] or 0) + 1
    return row


def _order(model: Any) -> tuple[str, ...]:
    return ("position", "pk") if any(field.name == "position" for field in model._meta.fields) else ("pk",)


def words_of(row: Any) -> str:
    """Return what the lists of the desk call a row of a report."""
    words = f"{row.action}" if isinstance(row, ActionMention) else str(row)
    return words if len(words) < 100 else f"{words[:100]}…"


def _address(report: Report, kind: str, key: int | str) -> str:
    return reverse("edit-other", args=[report.slug, kind, key])

"""Pages of the desk: the list of reports, a new report, the worklist of a draft, and all statuses on one page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from measures.enums import ReportState, Status
from measures.kinds import KINDS, MEASURE, MOTION, Kind, kind_of
from measures.models import Measure, Report
from measures.models.base import Snapshot
from portal.core.addresses import whole_number
from portal.desk.editing.carrying import carry_over_rows, kinds_left, stands_seen, unseen_rows
from portal.desk.editing.worklist import add, carry_over, carry_over_all, mark, previous_report, start
from portal.desk.merging.fields import About, merge_fields
from portal.desk.merging.told import Act, Trail
from portal.desk.models import Offer, Proposal, Publication, Task
from portal.desk.pages.access import SHOW_ONLY, find_draft, find_report, is_draft, page, require
from portal.desk.pages.forms import ReportForm
from portal.desk.roles import EDIT, PROPOSE, groups_of


@dataclass(frozen=True)
class WorklistLine:
    """A task, with the snapshots of its record in the previous report (`before`) and in the draft (`now`)."""

    task: Task
    before: Snapshot | None
    now: Snapshot | None

    @property
    def may_carry_over(self) -> bool:
        return self.before is not None and self.now is None

    @property
    def address(self) -> str:
        return stand_address(self.task.report.slug, self.task.record)


def stand_address(slug: str, record: Model) -> str:
    """Return the path of the form for the snapshot of a record. `slug` is the slug of the report."""
    kind = kind_of(record)
    return reverse("edit-stand", args=[slug, kind.word, kind.key_of(record)])


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the desk. Who has no role yet sees the empty index of the admin instead."""
    return redirect("desk") if request.user.is_superuser or groups_of(request.user) else admin.site.index(request)


def desk(request: HttpRequest) -> HttpResponse:
    reports = Report.objects.exclude(state=ReportState.DISCARDED).newest_first().prefetch_related("publications__by")
    # What somebody works on comes first: the day of a draft can be long ago.
    in_order = sorted(reports, key=lambda report: not is_draft(report))
    offers = Offer.objects.filter(report__state=ReportState.DRAFT).select_related("report", "by")
    proposals = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("by", "decided_by").order_by("pk")
    context = {"reports": in_order, "may_edit": request.user.has_perm(EDIT), "offers": offers, "proposals": proposals}
    return page(request, "editing/desk.html", context)


def new_report(request: HttpRequest) -> HttpResponse:
    require(request, EDIT)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and SHOW_ONLY not in request.POST and form.is_valid():
        report = start(form.instance)
        messages.success(request, f"{report} is aangemaakt als concept. Niemand buiten de redactie ziet haar.")
        return redirect(f"{reverse('worklist', args=[report.slug])}?opgeslagen={request.path}")
    return page(request, "editing/new_report.html", {"form": form})


def worklist_lines(report: Report, *kinds: Kind) -> dict[str, list[WorklistLine]]:
    """Return the lines of a draft's worklist by heading. `kinds` limits the kinds of record; the default is all.

    The number of queries per kind is constant.
    """
    previous = previous_report(report)
    tasks = list(report.tasks.select_related(*(kind.field for kind in KINDS), "report", "copied_from", "assigned_to"))
    found: dict[str, list[WorklistLine]] = {}
    for kind in kinds or KINDS:
        stands: dict[int, dict[int, Snapshot]] = {report.pk: {}, previous.pk if previous else 0: {}}
        rows = kind.snapshot.objects.filter(report__in=[report, previous] if previous else [report])
        for row in rows.select_related(kind.field):
            stands[row.report_id][getattr(row, f"{kind.field}_id")] = row
        now, before = stands[report.pk], stands[previous.pk if previous else 0]
        ours = [task for task in tasks if task.kind == kind]
        named = {task.record.pk for task in ours}
        # A snapshot that was made in the admin has no task. An unsaved task stands in for it; saving the snapshot at the
        # desk creates the real task.
        ours += [_entered(report, kind, stand) for record, stand in now.items() if record not in named]
        lines = [WorklistLine(task, before.get(task.record.pk), now.get(task.record.pk)) for task in ours]
        if lines:
            found[kind.heading] = _in_order(kind, lines)
    return found


def _entered(report: Report, kind: Kind, stand: Snapshot) -> Task:
    return Task(report=report, state=Task.State.BUSY, **{kind.field: getattr(stand, kind.field)})


def _in_order(kind: Kind, lines: list[WorklistLine]) -> list[WorklistLine]:
    """Sort measures by number, with submeasures after their parent. Leave other records in the given order."""
    if kind != MEASURE:
        return lines
    places = {pk: place for place, pk in enumerate(Measure.objects.in_order().values_list("pk", flat=True))}
    return sorted(lines, key=lambda line: places[line.task.record.pk])


def _not_yet_named(report: Report) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return (heading, choices) for each kind that has records outside the worklist of a draft, or outside a published report.

    A choice is (value in the form, record), with a value like "maatregel:hoorrecht".
    """
    found = []
    for kind in KINDS:
        records = Measure.objects.in_order() if kind == MEASURE else kind.model.objects.all()
        rows = report.tasks.exclude(**{kind.field: None}) if is_draft(report) else kind.snapshot.objects.filter(report=report)
        named = rows.values(kind.field)
        choices = [(f"{kind.word}:{kind.key_of(record)}", record) for record in records.exclude(pk__in=named)]
        if choices:
            found.append((kind.heading, choices))
    return found


def _published(report: Report) -> list[tuple[str, str]]:
    """Return (URL of the form, name of the record) for each snapshot of a published report."""
    found = []
    for kind in KINDS:
        for stand in kind.snapshot.objects.filter(report=report).select_related(kind.field).order_by("pk"):
            record = getattr(stand, kind.field)
            # A measure and a bill can have the same name.
            found.append((stand_address(report.slug, record), f"{kind.word} {record}"))
    return found


def worklist(request: HttpRequest, slug: str) -> HttpResponse:
    report = find_report(slug)
    if request.method == "POST":
        if report.is_public:
            return _forgotten(request, report)
        require(request, EDIT)
        return _work(request, find_draft(slug))
    lines = worklist_lines(report) if is_draft(report) else {}
    if (done := request.GET.get("na")) and (following := _following(lines, done)):
        return redirect(f"{following.address}?{urlencode({'opgeslagen': request.GET.get('opgeslagen', '')})}")
    counted = [line.task for some in lines.values() for line in some]
    context = {
        "report": report,
        "is_draft": is_draft(report),
        "lines": lines,
        "counts": [(state, sum(task.state == state for task in counted)) for state in Task.State],
        "left": any(task.state == Task.State.TODO for task in counted) or bool(is_draft(report) and kinds_left(report)),
        "unseen": sum(task.unseen for task in counted),
        "unseen_rows": [(model._meta.verbose_name_plural, len(pks)) for model, pks in unseen_rows(report).items()],
        "withdrawn_sources": list(dict.fromkeys(filter(None, (task.withdrawn_source for task in counted)))),
        "log": Publication.objects.filter(report=report).select_related("by"),
        "previous": previous_report(report),
        "not_yet_named": _not_yet_named(report) if is_draft(report) or report.is_public else [],
        "published": _published(report) if report.is_public else [],
    }
    return page(request, "editing/worklist.html", context)


def _forgotten(request: HttpRequest, report: Report) -> HttpResponse:
    """Handle a POST of the page of a published report: lead to the form that adds what it says of one more record."""
    require(request, PROPOSE)
    for _heading, choices in _not_yet_named(report):
        for key, record in choices:
            if key == request.POST.get("nieuw"):
                return redirect(stand_address(report.slug, record))
    messages.error(request, "Kies eerst wat u wilt toevoegen.")
    return redirect("worklist", report.slug)


def _following(lines: dict[str, list[WorklistLine]], done: str) -> WorklistLine | None:
    """Return the first line after the record `done`, such as "maatregel:hoorrecht", that somebody must still look at."""
    every = [line for some in lines.values() for line in some]
    names = [f"{line.task.kind.word}:{line.task.kind.key_of(line.task.record)}" for line in every]
    at = names.index(done) if done in names else -1
    return next((line for line in every[at + 1 :] if line.task.unseen or line.task.state != Task.State.DONE), None)


def _work(request: HttpRequest, report: Report) -> HttpResponse:
    """Handle a POST of the worklist of a draft and return a redirect.

    The field `alles` carries over all records in the state `TODO`. `nieuw` adds a record that is not on the worklist yet.
    `taak` is the primary key of a task: it gets the state in `toestand`, or is carried over when `toestand` is no valid state.
    """
    if "alles" in request.POST:
        count, rows = carry_over_all(report), carry_over_rows(report)
        told = f", en {', '.join(f'{number} {name}' for name, number in rows.items())}" if rows else ""
        messages.success(
            request, f"{count} onderwerp(en) overgenomen uit de vorige rapportage{told}. Zij staan op: niet bekeken."
        )
        return redirect("worklist", report.slug)
    if "nieuw" in request.POST:
        for _heading, choices in _not_yet_named(report):
            for key, record in choices:
                if key == request.POST["nieuw"]:
                    add(report, record)
                    return redirect(stand_address(report.slug, record))
        messages.error(request, "Kies eerst wat u wilt toevoegen.")
        return redirect("worklist", report.slug)
    task = get_object_or_404(report.tasks, pk=whole_number(request.POST.get("taak", "")))
    if request.POST.get("toestand") in Task.State.values:
        mark(task, request.POST["toestand"])
    elif carry_over(task) is None:
        messages.error(request, f"De vorige rapportage zegt niets over {task.record}. Voer de stand zelf in.")
    return redirect(f"{reverse('worklist', args=[report.slug])}#taak-{task.pk}")


def statuses(request: HttpRequest, slug: str) -> HttpResponse:
    """Render or save the statuses of all measures and motions on one page, each beside the status in the previous report."""
    report = find_draft(slug)
    require(request, EDIT)
    found = worklist_lines(report, MEASURE, MOTION)
    # Three kinds of lines are left out. An unsaved task has no primary key to name its field after. A record without any
    # snapshot has no text to carry over with its status. A submeasure has no status of its own in the sources.
    lines = [
        line
        for some in found.values()
        for line in some
        if line.task.pk and (line.before or line.now) and (line.task.kind != MEASURE or line.task.record.number)
    ]
    names = {f"status-{line.task.pk}": line for line in lines}
    now = {name: line.now.status if line.now else "" for name, line in names.items()}
    data = request.POST if request.method == "POST" else None
    merge = merge_fields(data, now, lambda name: _about_status(request, names[name]))
    if data is not None and not merge.told.asks and SHOW_ONLY not in data:
        chosen = {line: merge.texts[name] for name, line in names.items() if merge.texts[name] != now[name]}
        messages.success(request, f"{_save_statuses(chosen)} status(sen) gewijzigd.")
        for told in merge.told.lines:
            messages.info(request, told)
        return redirect(f"{request.path}?opgeslagen={request.path}")
    context = {
        "report": report,
        "rows": [(line, merge.texts[name]) for name, line in names.items()],
        "statuses": Status.choices,
        "told": merge.told,
        "opened": merge.opened.token,
        "is_sent": data is not None,
    }
    return page(request, "editing/statuses.html", context, status=409 if merge.told.asks else 200)


def _about_status(request: HttpRequest, line: WorklistLine) -> About:
    """Return how to speak of a status: only when somebody else changed it, because that costs a query."""
    stand = line.now

    def act() -> Act:
        return Trail.of({type(stand): [stand.pk]}, request.user).last(type(stand), stand.pk, "status") if stand else Act()

    return About(str(line.task.record), {str(value): str(label) for value, label in Status.choices}, act)


def _save_statuses(chosen: dict[WorklistLine, str]) -> int:
    """Save the chosen statuses, and return how many are saved. A value that is no status is skipped."""
    saved = 0
    with transaction.atomic():
        for line, status in chosen.items():
            if status not in Status.values:
                continue
            stand = line.now or carry_over(line.task)
            stand.status, stand.status_printed = status, Status(status).label
            stand.save()
            stands_seen(line.task.report, line.task.kind, [line.task.record.pk])
            saved += 1
    return saved

"""Pages of the desk for reading a document in: hand it over, see what was found, and decide about each row."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from measures.models import Report
from portal.core.dates import count_of
from portal.desk.editing.worklist import NotADraftError
from portal.desk.pages.access import find_draft, page, require
from portal.desk.reading_in import deciding
from portal.desk.reading_in.deciding import SENTENCES, DecisionError
from portal.desk.reading_in.found.taking_in import NotEmptyError
from portal.desk.reading_in.handing_over import document_of, hand_over, wait_for
from portal.desk.reading_in.placing.draft import WaitsError
from portal.desk.reading_in.placing.filling import Filled, certain, fill
from portal.desk.reading_in.shown import choices_for, shown_rows
from portal.desk.reading_models import ReadDocument, ReadRow
from portal.desk.roles import EDIT
from portal.reading.opening import UnreadableDocumentError

Kind, State, Change, Certainty = ReadRow.Kind, ReadRow.State, ReadRow.Change, ReadRow.Certainty
# The number of rows on a page, and of sentences that are gone.
MOST_ROWS, MOST_GONE = 100, 200
# The number of rows that one press of a button takes over: twice what a report of 45 pages has. The draft waits meanwhile, and
# the page says how many are left for the next press.
MOST_AT_ONCE = 1200
# What the page of a kind shows, by the value in its address.
FILTERS = {
    "open": ("Nog te beslissen", Q(state=State.OPEN)),
    "twijfel": ("Twijfel", Q(state=State.OPEN) & ~Q(certainty=Certainty.SURE)),
    "nieuw": ("Nieuw", Q(change=Change.NEW)),
    "gewijzigd": ("Gewijzigd", Q(change=Change.CHANGED)),
    "verdwenen": ("Verdwenen", Q(change=Change.GONE)),
    "opzij": ("Opzij gelegd", Q(state=State.ASIDE)),
    "alles": ("Alles", Q()),
}
CHANGED_MEANWHILE = "Een collega besliste intussen over een van deze rijen. Er is niets gewijzigd. Kijk nog eens."


def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Render what a document says, counted by kind, or the form to hand one over. A POST takes over all that is certain.

    With `wacht` in the address the answer waits some seconds for a document that is being read.
    """
    report = find_draft(slug)
    require(request, EDIT)
    if request.method == "POST":
        _take_over(request, report, certain(report))
        return redirect("read-in", slug)
    if "wacht" in request.GET:
        wait_for(report)
    return _overview(request, report, "")


def take_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Read a document that was handed over. A GET leads to the page with the form."""
    report = find_draft(slug)
    require(request, EDIT)
    if request.method != "POST":
        return redirect("read-in", slug)
    file = request.FILES.get("document")
    if file is None:
        return _overview(request, report, "Kies eerst een bestand.")
    try:
        hand_over(report, file.read(), file.name or "document", request.user)
    except (UnreadableDocumentError, NotEmptyError, NotADraftError) as refusal:
        return _overview(request, report, str(refusal))
    return redirect("read-in", slug)


def _overview(request: HttpRequest, report: Report, error: str) -> HttpResponse:
    document = document_of(report)
    counts = {row["kind"]: row for row in report.read_rows.order_by().values("kind").annotate(**COUNTS)}
    gone = document.gone if document else []
    context: dict[str, Any] = {
        "report": report,
        "document": document,
        "error": error,
        "lines": [(kind, counts[kind.value]) for kind in Kind if kind.value in counts],
        "sure": certain(report).count(),
        "at_once": MOST_AT_ONCE,
        "gone": gone[:MOST_GONE],
        "more_gone": max(0, len(gone) - MOST_GONE),
    }
    return page(request, "editing/reading_in/overview.html", context, status=400 if error else 200)


COUNTS = {
    "total": Count("pk"),
    "open": Count("pk", filter=Q(state=State.OPEN)),
    "doubtful": Count("pk", filter=FILTERS["twijfel"][1]),
    "new": Count("pk", filter=Q(change=Change.NEW)),
    "changed": Count("pk", filter=Q(change=Change.CHANGED)),
    "vanished": Count("pk", filter=Q(change=Change.GONE)),
    "aside": Count("pk", filter=Q(state=State.ASIDE)),
}


def review(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Render the rows of one kind beside the draft, or carry out a decision about those that were chosen.

    A POST names each chosen row with its version. When somebody decided about one meanwhile, nothing changes and the status is
    409. Raises `Http404` for an unknown kind.
    """
    report = find_draft(slug)
    require(request, EDIT)
    if kind not in Kind.values:
        raise Http404("Deze soort is er niet.")
    error, status = "", 200
    if request.method == "POST":
        rows = _chosen(request, report, kind)
        if rows is None:
            error, status = CHANGED_MEANWHILE, 409
        else:
            try:
                _decide(request, report, kind, rows)
            except (DecisionError, WaitsError) as refusal:
                error, status = str(refusal), 400
            else:
                return redirect(f"{request.get_full_path()}{_next(report, kind, rows)}")
    return page(request, "editing/reading_in/review.html", _review(request, report, Kind(kind), error), status)


def _next(report: Report, kind: str, rows: list[ReadRow]) -> str:
    """Return the fragment of the row that is to be decided next, or of the last one when none is left behind it."""
    if not rows:
        return ""
    last = max(row.position for row in rows)
    following = report.read_rows.filter(kind=kind, state=State.OPEN, position__gt=last).order_by("position", "pk").first()
    return f"#rij-{(following or rows[-1]).pk}"


def _review(request: HttpRequest, report: Report, kind: ReadRow.Kind, error: str) -> dict[str, Any]:
    word = request.GET.get("toon", "open")
    rows: QuerySet = report.read_rows.filter(FILTERS.get(word, FILTERS["open"])[1], kind=kind)
    above = request.GET.get("bij", "")
    owners = list(report.read_rows.filter(key__in=report.read_rows.filter(kind=kind).values("owner")))
    if above:
        rows = rows.filter(owner=next((owner.key for owner in owners if str(owner.pk) == above), None))
    pages = Paginator(rows.order_by("position", "pk"), MOST_ROWS)
    shown = pages.get_page(request.GET.get("pagina"))
    return {
        "report": report,
        "document": ReadDocument.objects.filter(report=report).first(),
        "kind": kind,
        "error": error,
        "rows": shown_rows(report, list(shown.object_list), owners),
        "page": shown,
        "filters": [(name, label, _address(request, toon=name, pagina="")) for name, (label, _query) in FILTERS.items()],
        "filter": word,
        "owners": [(owner, _address(request, bij=owner.pk, pagina="")) for owner in owners],
        "owner": above,
        "next": _address(request, pagina=shown.next_page_number()) if shown.has_next() else "",
        "earlier": _address(request, pagina=shown.previous_page_number()) if shown.has_previous() else "",
        "sentences": list(SENTENCES),
        "choices": choices_for(report, kind),
        "may_move_sentence": kind in deciding.OF_SENTENCE,
        "kinds": [each for each in Kind if each in set(report.read_rows.order_by().values_list("kind", flat=True).distinct())],
    }


def _address(request: HttpRequest, **changes: Any) -> str:
    query = {"toon": "", "bij": "", "pagina": ""} | request.GET.dict() | changes
    return f"?{urlencode({name: value for name, value in query.items() if value})}"


def _chosen(request: HttpRequest, report: Report, kind: str) -> list[ReadRow] | None:
    """Return the rows that a POST names, or None when one of them has changed since the page was made."""
    act = request.POST.get("doe", "")
    named = [act.partition(":")[2]] if ":" in act else request.POST.getlist("rij")
    versions = dict(each.split(".", 1) for each in named if each.count(".") == 1)
    rows = list(report.read_rows.filter(kind=kind, pk__in=[pk for pk in versions if pk.isdecimal() and len(pk) < 19]))
    is_stale = len(rows) != len(named) or any(str(row.version) != versions[str(row.pk)] for row in rows)
    return None if is_stale else rows


def _decide(request: HttpRequest, report: Report, kind: str, rows: list[ReadRow]) -> None:
    """Carry out what the button says. Raises `DecisionError` or `WaitsError`."""
    act = request.POST.get("doe", "").partition(":")[0]
    if act in ("zeker", "alles"):
        _take_over(request, report, _of_kind(report, kind, is_sure=act == "zeker"))
        return
    if not rows:
        raise DecisionError("Kies eerst een of meer rijen.")
    if act == "overnemen":
        _tell(request, fill(report, rows))
    elif act == "opzij":
        _told(request, deciding.set_aside(report, rows), "opzij gelegd")
    elif act == "terug":
        _told(request, deciding.take_back(report, rows), "teruggezet")
    elif act == "samen":
        deciding.join(report, rows)
        _told(request, len(rows), "samengevoegd")
    elif act == "splits":
        parts = deciding.split(report, rows[0], request.POST.get(f"delen-{rows[0].pk}", "").splitlines())
        _told(request, parts, "gemaakt van één zin")
    elif act == "verplaats":
        moved = deciding.move(report, rows, request.POST.get("bij", "").strip(), request.POST.get("soort", "").strip())
        _told(request, moved, "verplaatst. Neem ze nu nog over")
    else:
        raise DecisionError("Deze knop kent het portaal niet.")


def _take_over(request: HttpRequest, report: Report, rows: QuerySet[ReadRow]) -> None:
    """Take over as many rows as one press may, and tell how many are left.

    Rows that others stand under come first: those others wait for them. After that, rows that had to wait before come last.
    Another press helps only when this one placed something.
    """
    left = rows.count() - MOST_AT_ONCE
    owners_first = Case(When(owner="", then=0), default=1)
    filled = fill(report, rows.order_by(owners_first, "reason", "position", "pk")[:MOST_AT_ONCE])
    _tell(request, filled)
    if left > 0:
        again = " Druk nog een keer op dezelfde knop." if filled.number else ""
        messages.info(
            request,
            f"Het portaal neemt hoogstens {MOST_AT_ONCE} rijen per keer over. Er {'is' if left == 1 else 'zijn'} er nog {left}."
            f"{again}",
        )


def _of_kind(report: Report, kind: str, *, is_sure: bool) -> QuerySet[ReadRow]:
    """Return the open rows of a kind: the certain ones, or also the likely ones. A choice is never made for somebody."""
    sure = (Certainty.SURE,) if is_sure else (Certainty.SURE, Certainty.LIKELY)
    return report.read_rows.filter(kind=kind, state=State.OPEN, certainty__in=sure).exclude(change=Change.GONE)


def _told(request: HttpRequest, number: int, words: str) -> None:
    messages.success(request, f"{count_of(number, 'rij', 'rijen')} {words}.")


def _tell(request: HttpRequest, filled: Filled) -> None:
    if filled.number:
        counts = ", ".join(f"{kind.lower()} {number}" for kind, number in filled.counts.items())
        messages.success(request, f"Overgenomen: {counts}.")
    if filled.waiting:
        names = "; ".join(f"„{row.shown}”: {row.reason}" for row in filled.waiting[:5])
        messages.warning(request, f"{count_of(len(filled.waiting), 'rij wacht', 'rijen wachten')} nog. {names}")

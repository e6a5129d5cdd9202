"""Hints while an editor types: what the words of a period mean, and what could be plainer. Nothing is saved."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from laws.enums import Phase
from laws.models import PlanningStep
from measures.periods import PeriodError, read_period
from portal.core.dates import days_in_words
from portal.desk.editing.checks import FIXED_DAYS, strange_entry_day
from portal.desk.editing.prose import objections, soft_hints

# How much text one request may have read for hints.
MOST_TEXTS, MOST_CHARACTERS = 500, 5_000


def read_words(request: HttpRequest) -> JsonResponse:
    """Return as JSON which days the words of a period mean. The page requests this while an editor types.

    The query parameter `woorden` holds the words, `fase` a `Phase` value or nothing. The response is {"fout": why the words
    cannot be read}, or {"dagen": the days in Dutch, "let_op": a warning about an unusual day of entry into force, or ""}.
    """
    words = request.GET.get("woorden", "")[:120]
    try:
        days = read_period(words)
    except PeriodError as error:
        return JsonResponse({"fout": str(error)})
    phase = request.GET.get("fase", "")
    step = PlanningStep(phase=phase, period=words, earliest=days.earliest, latest=days.latest)
    warning = FIXED_DAYS if phase == Phase.ENTRY_INTO_FORCE and strange_entry_day(step) else ""
    return JsonResponse({"dagen": days_in_words(days), "let_op": warning})


@require_POST
def read_prose(request: HttpRequest) -> JsonResponse:
    """Return as JSON what could be plainer in each `tekst` of the POST data. Nothing is saved.

    The response is {"tips": [{"woorden": hints in Dutch, "zacht": whether the checklist says nothing of them}, …]}, one for each
    text.
    """
    texts = [text[:MOST_CHARACTERS] for text in request.POST.getlist("tekst")[:MOST_TEXTS]]
    found = [(objections([text]), soft_hints(text)) for text in texts]
    return JsonResponse({"tips": [{"woorden": [*hard, *soft], "zacht": not hard} for hard, soft in found]})

"""`/nu/<rol>/veranderd/`: what changed for a role between two days, or between what two sources made known."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from measures.models import Report, Role
from measures.querysets import progress_before
from portal.agenda import Entry, agenda_of
from portal.agenda.answers.between import Differing, Way, between
from portal.agenda.filters import DAY_FORMATS, DayInput
from portal.agenda.memory import progress_reports
from portal.agenda.views import role_view
from portal.core.dates import count_of, in_dutch, today
from portal.core.reports import missing_before, missing_in_words, stands_on

YEAR = 365
# The most progress reports, the newest first, since which the page counts what changed. The form offers all of them.
MOST_SINCE = 2
WRONG_DAY = {"invalid": "Deze dag bestaat niet. Schrijf een dag als 2027-08-01 of 01-08-2027."}
WRONG_REPORT = {"invalid_choice": "Deze keuze bestaat niet."}
# One of these in the plural, after a number.
IN_WORDS = {
    Way.NEW: ("actie is nieuw genoemd", "acties zijn nieuw genoemd"),
    Way.ENDED: ("actie is vervallen", "acties zijn vervallen"),
    Way.GONE: ("actie noemen deze bronnen niet", "acties noemen deze bronnen niet"),
    Way.STANDING: ("actie heeft een andere stand", "acties hebben een andere stand"),
    Way.MOVED: ("actie heeft een andere datum", "acties hebben een andere datum"),
}
UNCHANGED = "onze bronnen noemen geen verandering."


def _day(label: str, hint: str) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, input_formats=DAY_FORMATS, widget=DayInput, error_messages=WRONG_DAY
    )


def _source(label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Report.objects.none(), label=label, required=False, to_field_name="slug", empty_label="Alles wat nu bekend is",
        help_text="Alsof dit de nieuwste rapportage is.", error_messages=WRONG_REPORT,
    )  # fmt: skip


class MomentsForm(forms.Form):
    """The choice of two moments. A moment is a day and what was known: everything, or what one report and older ones say."""

    van = _day("Van welke dag", "Leeg is de dag van de rapportage, of anders een jaar eerder.")
    vanrapportage = _source("Volgens")
    naar = _day("Naar welke dag", "Leeg is vandaag, of de dag van de rapportage.")
    naarrapportage = _source("Volgens")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        reports = Report.objects.published().reports().newest_first()
        for name in ("vanrapportage", "naarrapportage"):
            self.fields[name].queryset = reports


@dataclass(frozen=True)
class Point:
    """A day, and the newest report that was known (None: everything that is known now)."""

    day: dt.date
    report: Report | None

    @property
    def in_words(self) -> str:
        known = f"volgens {self.report.short_name}" if self.report else "volgens alles wat nu bekend is"
        return f"{in_dutch(self.day)}, {known}"


def entries_for(role: Role) -> Callable[[Point], list[Entry]]:
    """Return a function that gives the entries of a role at a moment.

    It makes those of a moment once, and reads once what was known with a report.
    """
    known_with = cache(agenda_of)

    @cache
    def at(point: Point) -> list[Entry]:
        found = known_with(point.report)
        return found.entries_of(found.keys_for(role), point.day)

    return at


def points_between(
    day: dt.date | None, report: Report | None, later_day: dt.date | None, later_report: Report | None
) -> tuple[Point, Point]:
    """Return two moments, the earlier one first.

    Without a day a moment is on the day of its report. Without a report as well, the later one is today, and the earlier one a
    year before the later.
    """
    later = Point(later_day or (later_report.day if later_report else today()), later_report)
    return Point(day or (report.day if report else _year_before(later.day)), report), later


def _year_before(day: dt.date) -> dt.date:
    return dt.date.fromordinal(max(day.toordinal() - YEAR, 1))


def previous_report() -> Report | None:
    """Return the progress report before the newest one, or None: a page without a choice shows what changed since."""
    reports = progress_reports()
    return progress_before(reports, reports[0]) if reports else None


class TwoMoments:
    """The two moments of the page, from its query; a template uses it as a filter. Without one: since the previous report."""

    def __init__(self, query: QueryDict) -> None:
        self.is_filtering = any(query.get(name) for name in MomentsForm.base_fields)
        before = None if self.is_filtering else previous_report()
        self.form = MomentsForm(QueryDict(f"vanrapportage={before.slug}") if before else query)

    @cached_property
    def points(self) -> tuple[Point, Point]:
        chosen = self.form.cleaned_data
        return points_between(chosen["van"], chosen["vanrapportage"], chosen["naar"], chosen["naarrapportage"])

    def in_words(self) -> list[str]:
        earlier, later = self.points
        return [f"van {earlier.in_words}", f"naar {later.in_words}"]


@dataclass(frozen=True)
class Since:
    """What changed for a role from one moment until today, in words. `query` chooses it; `is_shown`: the page lists it."""

    name: str
    remark: str
    query: str
    sentence: str
    is_shown: bool


@role_view
def changed(request: HttpRequest, role: Role) -> HttpResponse:
    moments = TwoMoments(request.GET)
    reports = progress_reports()
    context = {
        "role": role,
        "filter": moments,
        "missing": missing_in_words(missing_before(reports[0] if reports else None, reports)),
    }
    shown, entries_at = None, entries_for(role)
    if moments.form.is_valid():
        shown = earlier, later = moments.points
        found = between(entries_at(earlier), entries_at(later))
        context |= {"earlier": earlier, "later": later, "found": _by_way(found), "sentence": _sentence(found, role)}
    since = _since(entries_at, reports, shown)
    context |= {"since": since, "is_listed": any(each.is_shown for each in since)}
    return render(request, "agenda/changed.html", context, status=200 if moments.form.is_valid() else 400)


def _since(entries_at: Callable[[Point], list[Entry]], reports: list[Report], shown: tuple[Point, Point] | None) -> list[Since]:
    """Return what changed since each of the newest progress reports, the newest first, and since a year ago.

    What was known a year ago is what the newest progress report of that day says, with all before it. Without one, the page does
    not look back a year.
    """
    later = Point(today(), None)
    after = entries_at(later)
    year_ago = _year_before(later.day)
    points = [
        (f"Sinds {each.short_name}", stands_on(each), f"?vanrapportage={each.slug}", Point(each.day, each))
        for each in reports[:MOST_SINCE]
    ]
    if known := next((each for each in reports if each.day <= year_ago), None):
        remark = f"sinds {in_dutch(year_ago)}, met wat {known.short_name} en eerdere rapportages toen zeiden"
        query = f"?van={year_ago}&vanrapportage={known.slug}"
        points.append(("Het afgelopen jaar", remark, query, Point(year_ago, known)))
    return [
        Since(name, remark, query, _counted(between(entries_at(point), after)) or UNCHANGED, (point, later) == shown)
        for name, remark, query, point in points
    ]


def _by_way(found: list[Differing]) -> list[tuple[Way, list[Differing]]]:
    by_way = [(way, [each for each in found if each.way == way]) for way in Way]
    return [(way, differing) for way, differing in by_way if differing]


def _counted(found: list[Differing]) -> str:
    """Return how many actions differ in each way, in sentences; empty if none differs."""
    counts = Counter(each.way for each in found)
    return " ".join(f"{count_of(counts[way], *nouns)}." for way, nouns in IN_WORDS.items() if counts[way])


def _sentence(found: list[Differing], role: Role) -> str:
    return _counted(found) or f"Tussen deze twee momenten noemen onze bronnen geen verandering voor {role.plural}."

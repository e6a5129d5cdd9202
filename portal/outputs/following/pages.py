"""The pages with a feed: the lists, and single records."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from icalendar import Event

from laws.filters import BillFilter
from laws.models import Bill
from laws.querysets import BillQuerySet
from measures.filters import GoalFilter, MeasureFilter, StandFilterSet
from measures.kinds import BILL, GOAL, MEASURE, MOTION
from measures.models import Action, Goal, GoalSnapshot, Measure, Priority, Report, Role
from measures.models.note import ABOUT_REPORT
from measures.querysets import ActionQuerySet
from motions.filters import MotionFilter
from motions.models import Motion
from portal.agenda import Entry
from portal.agenda.filters import AgendaFilter, MomentFilter
from portal.agenda.overview import overview_filter
from portal.outputs.exports.calendar import events_of_motions, events_of_reports
from portal.outputs.feeds.entry import ACTION, FeedEntry, SubjectKey
from portal.outputs.feeds.subjects import new_for, of_bills, of_measures, other_days
from portal.outputs.following.records import FollowedPage, PageOfActions, keys


class MeasuresPage(FollowedPage):
    has_days = True
    path, about, title = "/maatregelen/", ("maatregelen",), "maatregelen"

    def __init__(self, request: HttpRequest) -> None:
        self.filterset: StandFilterSet = MeasureFilter(request.GET, queryset=Measure.objects.published(), request=request)
        super().__init__(request)

    @cached_property
    def _slugs(self) -> list[str]:
        return list(self.filterset.qs.order_by().values_list("slug", flat=True))

    def subjects(self) -> set[SubjectKey]:
        return keys(MEASURE.word, self._slugs)

    def actions(self) -> ActionQuerySet:
        return Action.objects.filter(measures__slug__in=self._slugs).distinct()


class OverviewPage(MeasuresPage):
    """The overview: a row stands for a main measure with its submeasures."""

    path, about, title = "/overzicht/", ("overzicht",), "overzicht"

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.filterset = overview_filter(request.GET)

    def subjects(self) -> set[SubjectKey]:
        return of_measures(Measure.objects.filter(slug__in=self._slugs))

    def actions(self) -> ActionQuerySet:
        return Action.objects.of_measures(Measure.objects.filter(slug__in=self._slugs))


class BillsPage(FollowedPage):
    has_days, has_actions = True, False
    path, about, title = "/wetsvoorstellen/", ("wetsvoorstellen",), "wetsvoorstellen"

    def __init__(self, request: HttpRequest) -> None:
        self.filterset = BillFilter(request.GET, queryset=Bill.objects.published(), request=request)
        super().__init__(request)

    def subjects(self) -> set[SubjectKey]:
        return keys(BILL.word, self.filterset.qs.order_by().values_list("slug", flat=True))

    def bills(self) -> QuerySet[Bill]:
        return self.filterset.qs


class MotionsPage(FollowedPage):
    has_days, has_actions = True, False
    path, about, title = "/moties/", ("moties",), "moties"

    def __init__(self, request: HttpRequest) -> None:
        self.filterset = MotionFilter(request.GET, queryset=Motion.objects.published(), request=request)
        super().__init__(request)

    def subjects(self) -> set[SubjectKey]:
        return keys(MOTION.word, self.filterset.qs.order_by().values_list("number", flat=True))

    def events(self, base: str) -> Iterable[Event]:
        return events_of_motions(self.filterset.qs, base)


class GoalsPage(FollowedPage):
    """The goals, with the measures that the chosen report places under them."""

    has_days = True
    path, about, title = "/doelen/", ("doelen",), "doelen"

    def __init__(self, request: HttpRequest) -> None:
        self.filterset = GoalFilter(request.GET, queryset=GoalSnapshot.objects.published(), request=request)
        super().__init__(request)

    def subjects(self) -> set[SubjectKey]:
        return keys(GOAL.word, self.filterset.qs.values_list("goal__number", flat=True)) | of_measures(self._measures)

    @property
    def _measures(self) -> QuerySet[Measure]:
        return Measure.objects.published().filter(goal_snapshots__in=self.filterset.qs)

    def actions(self) -> ActionQuerySet:
        return Action.objects.of_measures(self._measures)


class PrioritiesPage(FollowedPage):
    """The priorities, with their measures and bills."""

    has_days = True
    path, about, title = "/speerpunten/", ("speerpunten",), "speerpunten"

    def subjects(self) -> set[SubjectKey]:
        return of_measures(self._measures) | of_bills(self._bills.values_list("slug", flat=True))

    @property
    def _measures(self) -> QuerySet[Measure]:
        return Measure.objects.filter(priorities__in=Priority.objects.published())

    @property
    def _bills(self) -> BillQuerySet:
        return Bill.objects.published().filter(priorities__in=Priority.objects.published()).distinct()

    def actions(self) -> ActionQuerySet:
        return Action.objects.of_measures(self._measures)

    def bills(self) -> QuerySet[Bill]:
        return self._bills.with_planning()


class ReportsPage(FollowedPage):
    """The reports and other sources: what was published, corrected and withdrawn."""

    has_days, has_actions = True, False
    path, about, title = "/rapportages/", ("rapportages",), "rapportages en andere bronnen"

    def subjects(self) -> set[SubjectKey]:
        known = Report.objects.published() | Report.objects.withdrawn()
        return keys(ABOUT_REPORT, known.values_list("slug", flat=True))

    def events(self, base: str) -> Iterable[Event]:
        return events_of_reports(Report.objects.published().newest_first(), base)


class RolesPage(PageOfActions):
    """The actions of all roles."""

    path, title = "/nu/", "alle rollen"
    about: tuple[str, ...] = ("nu",)
    role: Role | None = None

    def __init__(self, request: HttpRequest) -> None:
        self.filterset: AgendaFilter = AgendaFilter(request.GET, role=self.role, request=request)
        super().__init__(request)

    @cached_property
    def shown(self) -> ActionQuerySet:
        chosen = self.filterset.chosen_standing
        found = [entry.action.pk for entry in self.filterset.shown] if chosen else self.filterset.keys
        return Action.objects.filter(pk__in=list(found))

    def actions(self) -> ActionQuerySet:
        # An action that is not public any more has no standing to choose.
        return Action.objects.none() if self.filterset.chosen_standing else self.filterset.qs

    def entries(self) -> Sequence[Entry]:
        return self.filterset.shown


class RolePage(RolesPage):
    relation = "voor"

    def __init__(self, request: HttpRequest, role: Role) -> None:
        self.role, self._news = role, new_for(role)
        super().__init__(request)
        self.path, self.about, self.title = role.get_absolute_url(), ("rol", role.lasting_key), role.plural

    def own_entries(self) -> Sequence[FeedEntry]:
        shown = {action.get_absolute_url() for action in self.shown}
        return [*(new for new in self._news if new.url in shown), *other_days(self.shown)]


class ParentsPage(PageOfActions):
    path, about, title = "/ouders/", ("ouders",), "rechten van ouders en leerlingen"

    def actions(self) -> ActionQuerySet:
        return Action.objects.exclude(right="")


class ActionPage(PageOfActions):
    def __init__(self, request: HttpRequest, key: str) -> None:
        action = get_object_or_404(Action.objects.published(), slug=key)
        self.path, self.about, self.title = action.get_absolute_url(), (ACTION, action.lasting_key), action.text
        self.filterset = MomentFilter(request.GET, queryset=Action.objects.filter(pk=action.pk), request=request)
        self.filterset.form.fields.pop("zoek")
        super().__init__(request)

    def actions(self) -> ActionQuerySet:
        return self.filterset.qs

    def entries(self) -> Sequence[Entry]:
        return self.filterset.entries


class MeasurePage(FollowedPage):
    has_days = True
    relation = "van"

    def __init__(self, request: HttpRequest, key: str) -> None:
        super().__init__(request)
        self.measure = get_object_or_404(Measure.objects.published(), slug=key)
        self.path, self.about = self.measure.get_absolute_url(), (MEASURE.word, self.measure.lasting_key)
        self.title = f"maatregel {self.measure}"

    def subjects(self) -> set[SubjectKey]:
        return of_measures(Measure.objects.filter(pk=self.measure.pk))

    def actions(self) -> ActionQuerySet:
        return Action.objects.of_measure(self.measure)


class BillPage(FollowedPage):
    has_days, has_actions = True, False
    relation = "van"

    def __init__(self, request: HttpRequest, key: str) -> None:
        super().__init__(request)
        self.bill = get_object_or_404(Bill.objects.published(), slug=key)
        self.path, self.about = self.bill.get_absolute_url(), (BILL.word, self.bill.lasting_key)
        self.title = self.bill.name

    def subjects(self) -> set[SubjectKey]:
        return of_bills([self.bill.slug])

    def bills(self) -> QuerySet[Bill]:
        return Bill.objects.published().filter(pk=self.bill.pk).with_planning()


class GoalPage(FollowedPage):
    has_days = True

    def __init__(self, request: HttpRequest, key: str) -> None:
        super().__init__(request)
        self.goal = get_object_or_404(Goal.objects.published().with_stand(), number=int(key))
        self.path, self.about = self.goal.get_absolute_url(), (GOAL.word, str(self.goal.number))
        self.title = f"doel {self.goal}"

    @property
    def _measures(self) -> QuerySet[Measure]:
        return Measure.objects.filter(pk__in=Measure.objects.towards(self.goal.number, self.goal.stand.report).values("pk"))

    def subjects(self) -> set[SubjectKey]:
        return keys(GOAL.word, [self.goal.number]) | of_measures(self._measures)

    def actions(self) -> ActionQuerySet:
        return Action.objects.of_measures(self._measures)


class MotionPage(FollowedPage):
    has_days, has_actions = True, False

    def __init__(self, request: HttpRequest, key: str) -> None:
        super().__init__(request)
        self.motion = get_object_or_404(Motion.objects.published(), number=key)
        self.path, self.about = self.motion.get_absolute_url(), (MOTION.word, self.motion.lasting_key)
        self.title = f"motie {self.motion.number} {self.motion.title}"

    def subjects(self) -> set[SubjectKey]:
        return keys(MOTION.word, [self.motion.number])

    def events(self, base: str) -> Iterable[Event]:
        return events_of_motions(Motion.objects.published().filter(pk=self.motion.pk).with_papers(), base)

"""Which records a page shows: whose news is in its feed, and whose days are in its calendar."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from icalendar import Event

from laws.models import Bill
from measures.filters import StandFilterSet
from measures.models import Action, Report
from measures.querysets import ActionQuerySet
from portal.agenda import Entry, agenda_of
from portal.core.dates import today
from portal.outputs.feeds.entry import FeedEntry, SubjectKey
from portal.outputs.feeds.subjects import new_among, of_actions, other_days


def keys(kind: str, found: Iterable[object]) -> set[SubjectKey]:
    return {(kind, str(key)) for key in found}


class FollowedPage:
    """A page with a feed, and with a calendar if `has_days`: the days of its actions (if `has_actions`), bills and other events.

    - `path`: of the page itself. `about`: what identifies the page, which becomes the id of the feed.
    - `title`: what the page shows. `relation`: the word between "Wijzigingen" and the title, if any.
    - `filterset`: the filters of the page, or None. The methods need valid ones.
    """

    has_days: ClassVar[bool] = False
    has_actions: ClassVar[bool] = True
    path = ""
    about: tuple[str, ...] = ()
    title = ""
    relation = ""
    filterset: StandFilterSet | None = None

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def asked(self) -> dict[str, str]:
        """Return the filters that the address chooses, by name in alphabetical order, each in the one way to write it."""
        if self.filterset is None or not self.filterset.is_valid():
            return {}
        form = self.filterset.form
        chosen = {name: value for name in sorted(form.fields) if (value := form.cleaned_data.get(name))}
        return {name: str(form.fields[name].prepare_value(value)) for name, value in chosen.items()}

    @property
    def query(self) -> str:
        """Return the chosen filters as a query string with its question mark; empty if there are none."""
        return f"?{urlencode(self.asked)}" if self.asked else ""

    @property
    def full_title(self) -> str:
        """Return the title with the chosen filters. A day that nobody chose is not in it: it would be other words every day."""
        chosen = StandFilterSet.in_words(self.filterset) if self.filterset else []
        return f"{self.title} ({', '.join(chosen)})" if chosen else self.title

    @property
    def identity(self) -> tuple[str, ...]:
        return *self.about, *(f"{name}={value}" for name, value in self.asked.items())

    def subjects(self) -> set[SubjectKey]:
        """Return the records whose changes, corrections and documents are in the feed."""
        return set()

    def own_entries(self) -> Sequence[FeedEntry]:
        """Return the entries of the feed that are about no change, correction or document."""
        return ()

    def actions(self) -> ActionQuerySet:
        """Return the actions of the page, also those that only withdrawn reports name."""
        return Action.objects.none()

    def entries(self) -> Sequence[Entry]:
        """Return the actions whose days are in the calendar."""
        found = agenda_of(self.report)
        return found.entries(found.known_of(self.actions()), today())

    def bills(self) -> QuerySet[Bill]:
        """Return the bills whose days are in the calendar, with their planning."""
        return Bill.objects.none()

    def events(self, base: str) -> Iterable[Event]:
        """Return the events that are of no action and no bill. `base` is the URL of the site, for the links."""
        return ()

    @property
    def report(self) -> Report | None:
        return self.filterset.chosen_report if self.filterset else None


class PageOfActions(FollowedPage):
    """A page of actions. Its feed also tells what changes of the measures and bills on which they hang."""

    has_days = True

    @cached_property
    def shown(self) -> ActionQuerySet:
        """Return the actions that the page shows."""
        return self.actions().published()

    def subjects(self) -> set[SubjectKey]:
        return of_actions(self.shown)

    def own_entries(self) -> Sequence[FeedEntry]:
        return [*new_among(self.shown), *other_days(self.shown)]

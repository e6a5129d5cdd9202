"""What every place on the site says of a change: the pages, the calendars and the feeds, and how two moments differ.

The functions of the pages, the calendar and the feeds make both, once as it is and once as it will be.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse

from laws.models import Bill, LegalBasis
from measures.models import Action, Measure, Report, Role
from measures.models.base import OfReport, Snapshot
from motions.models import Motion
from portal.agenda import Entry, Standing, agenda, by_role, summary_of
from portal.agenda.words import summary_in_words, when
from portal.core.dates import in_dutch, today
from portal.desk.effects.subjects import Subjects
from portal.desk.merging.stored import key_of
from portal.desk.merging.values import values_of
from portal.outputs.exports.calendar.events import title_of
from portal.outputs.exports.calendar.revisions import BEGIN, END, is_sure, span_of
from portal.outputs.feeds.entry import FeedEntry, about_any
from portal.outputs.feeds.subjects import new_for, of_bills, of_measures, of_role

# The key of something on a page, and what it is called there -> what the page says of it.
Said = dict[tuple[object, str], str]


@dataclass(frozen=True)
class Difference:
    """One thing on a page: what it says now and what it will say. Either is empty when the page does not have it."""

    what: str
    was: str
    becomes: str


@dataclass(frozen=True)
class ChangedPlace:
    """A page, file or feed that will say something else. `address` is its preview."""

    name: str
    address: str
    differences: tuple[Difference, ...]

    @property
    def is_page(self) -> bool:
        """Return whether this is a page, and no calendar or feed: those repeat what the pages say."""
        return self.address.endswith("/")


# A place on the site: its name for readers, and its path.
Place = tuple[str, str]


def _differences(before: Said, after: Said) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        was, becomes = before.get(key, ""), after.get(key, "")
        if was != becomes:
            yield Difference(key[1], was, becomes)


def everything(subjects: Subjects, entries: list[FeedEntry], *, in_full: bool, with_actions: bool) -> dict[Place, Said]:
    """Return what each place says now. The words of a place do not depend on the others, so that each is compared alone.

    `entries` are those of the feeds about the change itself. `in_full` adds every value of the subjects, and `with_actions` what
    the feeds of roles say of their actions: needed when the change can touch those.
    """
    roles = list(Role.objects.published())
    standings = by_role(agenda(Action.objects.all(), today()))
    found: dict[Place, Said] = {}
    for role in roles:
        found[f"Wat moet ik nu doen: {role.plural}", role.get_absolute_url()] = _of_role(role, standings[role.pk])
    found |= _of_bills(subjects.keys[Bill]) | _of_motions(subjects.keys[Motion])
    if in_full:
        for place, said in _in_full(subjects).items():
            found[place] = found.get(place, {}) | said
    for role in roles:
        path = reverse("role-calendar", args=[role.slug])
        found[f"Agenda voor {role.plural}", path] = _of_calendar(standings[role.pk])
    if with_actions:
        for role in roles:
            found[_feed_of(role)] = _told(new_for(role))
    for place, said in _of_feeds(entries, roles).items():
        found[place] = found.get(place, {}) | said
    return found


def changed_places(before: dict[Place, Said], after: dict[Place, Said], preview: str) -> list[ChangedPlace]:
    """Return the places that differ, in the order of their importance to readers. `preview` is the path of the preview."""
    found = []
    for place in dict.fromkeys((*before, *after)):
        differences = tuple(_differences(before.get(place, {}), after.get(place, {})))
        if differences:
            name, path = place
            found.append(ChangedPlace(name, f"{preview}{path.removeprefix('/')}", differences))
    return found


def _of_role(role: Role, entries: list[Entry]) -> Said:
    said: Said = {(0, "De zin bovenaan"): summary_in_words(summary_of(entries), role.plural)}
    return said | {
        (entry.action.pk, entry.action.text): ": ".join(filter(None, [str(entry.standing.label), when(entry)]))
        for entry in entries
    }


def _of_calendar(entries: Iterable[Entry]) -> Said:
    said: Said = {}
    for entry in entries:
        for what in (BEGIN, END) if entry.standing != Standing.ENDED else ():
            if span := span_of(entry, what):
                days = " – ".join(dict.fromkeys(map(in_dutch, span)))
                said[(entry.action.pk, what), f"{entry.action.text} ({what})"] = (
                    f"{days}: {title_of(entry, what)} ({'vast' if is_sure(entry, what) else 'nog niet vast'})"
                )
    return said


def _of_bills(named: set[int]) -> dict[Place, Said]:
    """Return what the pages say of the bills with these primary keys."""
    found: dict[Place, Said] = {}
    for bill in Bill.objects.published().with_planning().filter(pk__in=named):
        said: Said = {(0, "Naam"): bill.name, (0, "Hoe ver het is"): bill.situation.words}
        for entry in bill.standing_entries:
            said[entry.part, entry.part or "Het geheel"] = f"in werking op {in_dutch(entry.date)}"
        for station in bill.timeline:
            said[station.pk, str(station.get_kind_display())] = f"{station.period}: {station.result} ({station.how_sure})"
        found[bill.title, bill.get_absolute_url()] = said
    return found


def _of_motions(named: set[int]) -> dict[Place, Said]:
    """Return what the pages say of the motions with these primary keys."""
    found: dict[Place, Said] = {}
    for motion in Motion.objects.published().filter(pk__in=named).with_stand().with_papers():
        vote = motion.facts.vote
        said: Said = {(0, "Status van nu"): f"{motion.stand.get_status_display()} ({motion.stand.report.short_name})"}
        if vote:
            day = in_dutch(vote.day.value) if vote.day else "dag niet gevonden"
            result = vote.result.value if vote.result else "uitslag niet gevonden"
            said[0, "Stemming"] = f"{result}; {day}; tegen: {vote.against.value if vote.against else 'niet gevonden'}"
        for told in motion.facts.follow_ups:
            said[told.paper.pk, "Wat ermee gebeurde"] = told.value
        for stand in motion.stands:
            said[stand.pk, f"Volgens {stand.report.short_name}"] = str(stand.get_status_display())
        found[f"Motie {motion.number}: {motion.title}", motion.get_absolute_url()] = said
    return found


def _in_full(subjects: Subjects) -> dict[Place, Said]:
    """Return every value of the subjects that the public sees, and of what published reports say of them."""
    found: dict[Place, Said] = {}
    for model, keys in subjects.keys.items():
        for record in model._default_manager.published().filter(pk__in=keys):
            said: Said = {(f"0 {value.field}", value.field.capitalize()): value.words for value in values_of(record)}
            for row in _rows_about(record):
                said |= _of_row(row, f" ({row.report_of().short_name})")
            found[_name_of(record), record.get_absolute_url()] = said
    for kind, pk in sorted(subjects.rows, key=lambda each: (each[0]._meta.label, each[1])):
        for row in kind._default_manager.published().filter(pk=pk):
            report = row.report_of()
            place = f"De pagina van {report.short_name}", report.get_absolute_url()
            found[place] = found.get(place, {}) | _of_row(row, "")
    return found


def _of_row(row: Any, where: str) -> Said:
    """Return every value of a row of a report. `where` follows each label."""
    kind = "" if isinstance(row, Snapshot | Report) else f"{row._meta.verbose_name}, "
    said: Said = {(key_of(row), f"{kind}{value.field}{where}"): value.words for value in values_of(row)}
    if isinstance(row, LegalBasis):
        said[key_of(row), f"{kind}hoe gelezen{where}"] = row.how_read
    return said


def _rows_about(record: models.Model) -> Iterator[Any]:
    """Yield the rows of published reports with a foreign key to a record: snapshots, mentions, legal bases, and so on."""
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        if relation.one_to_many and issubclass(model, OfReport):
            rows = model._default_manager.published().filter(**{relation.field.name: record})
            yield from rows.select_related(rows.report_path).order_by("pk")


def _name_of(record: Any) -> str:
    """Return what the place of a record is called, as above for bills and motions."""
    if isinstance(record, Bill):
        return record.title
    return f"Motie {record.number}: {record.title}" if isinstance(record, Motion) else str(record)


def _feed_of(role: Role) -> Place:
    return f"Feed voor {role.plural}", reverse("role-feed", args=[role.slug])


def _of_feeds(own: list[FeedEntry], roles: Iterable[Role]) -> dict[Place, Said]:
    """Return these entries in every feed that has them.

    A few queries for each role and for each bill and measure that the entries touch.
    """
    found: dict[Place, Said] = {}
    if not own:
        return found
    found["Feed van alle wijzigingen", reverse("changes-feed")] = _told(own)
    keys = {key for entry in own for _, key in (*entry.touches, *filter(None, [entry.subject]))}
    for bill in Bill.objects.published().filter(slug__in=keys):
        name, path = f"Feed van {bill.name}", reverse("bill-feed", args=[bill.slug])
        found[name, path] = _told(about_any(own, of_bills([bill.slug])))
    for measure in Measure.objects.published().filter(slug__in=keys):
        name, path = f"Feed van maatregel {measure}", reverse("measure-feed", args=[measure.slug])
        found[name, path] = _told(about_any(own, of_measures(Measure.objects.filter(pk=measure.pk))))
    for role in roles:
        found[_feed_of(role)] = _told(about_any(own, of_role(role)))
    return found


def _told(entries: Iterable[FeedEntry]) -> Said:
    return {
        (entry.id, entry.title): "; ".join([*(f"{fact.label}: {fact.words}" for fact in entry.facts), *entry.remarks])
        for entry in entries
    }

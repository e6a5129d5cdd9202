"""What readers will see change when a draft is published: every place, as it is now and as it will be.

The functions of the pages, the calendar and the feeds make both, once as it is and once with the gate opened for the draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from laws.models import Bill
from measures.models import Action, Measure, Report, Role
from measures.publication.gate import previewing
from motions.models import Motion
from portal.agenda import Entry, Standing, agenda, by_role, summary_of
from portal.agenda.words import summary_in_words, when
from portal.core.dates import in_dutch, today
from portal.outputs.exports.calendar.events import title_of
from portal.outputs.exports.calendar.revisions import BEGIN, END, is_sure, span_of
from portal.outputs.feeds.entry import FeedEntry, about_any
from portal.outputs.feeds.history import of_publication
from portal.outputs.feeds.sources import Touched, touched_by
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


def effects_of(draft: Report) -> list[ChangedPlace]:
    """Return the places that publication of `draft` changes today, in the order of their importance to readers."""
    has_new_actions = draft.mentions.exclude(action__in=Action.objects.published()).exists()
    before = _everything(draft, has_new_actions)
    with previewing(draft.pk):
        after = _everything(draft, has_new_actions)
    found = []
    for place in dict.fromkeys((*before, *after)):
        differences = tuple(_differences(before.get(place, {}), after.get(place, {})))
        if differences:
            name, path = place
            found.append(ChangedPlace(name, reverse("preview-page", args=[draft.slug, path.removeprefix("/")]), differences))
    return found


def _differences(before: Said, after: Said) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        was, becomes = before.get(key, ""), after.get(key, "")
        if was != becomes:
            yield Difference(key[1], was, becomes)


def _everything(draft: Report, has_new_actions: bool) -> dict[Place, Said]:
    """Return what each place says now. The words of a place do not depend on the others, so that each is compared alone."""
    roles = list(Role.objects.published())
    entries = by_role(agenda(Action.objects.all(), today()))
    found: dict[Place, Said] = {}
    for role in roles:
        found[f"Wat moet ik nu doen: {role.plural}", role.get_absolute_url()] = _of_role(role, entries[role.pk])
    found |= _of_bills(draft) | _of_motions(draft)
    for role in roles:
        path = reverse("role-export", args=[role.slug, "ics"])
        found[f"Agenda voor {role.plural}", path] = _of_calendar(entries[role.pk])
    if has_new_actions:
        # Otherwise these are the same before and after.
        for role in roles:
            found[_feed_of(role)] = _told(new_for(role))
    for place, said in _of_feeds(draft, roles).items():
        found[place] = found.get(place, {}) | said
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


def _of_bills(draft: Report) -> dict[Place, Said]:
    """Return what the pages say of the bills that the draft names."""
    rows = (draft.stations, draft.entries_into_force, draft.billsnapshots)
    named = {key for some in rows for key in some.values_list("bill", flat=True)}
    found: dict[Place, Said] = {}
    for bill in Bill.objects.published().with_planning().filter(pk__in=named):
        said: Said = {(0, "Naam"): bill.name, (0, "Hoe ver het is"): bill.situation.words}
        for entry in bill.standing_entries:
            said[entry.part, entry.part or "Het geheel"] = f"in werking op {in_dutch(entry.date)}"
        for station in bill.timeline:
            said[station.pk, str(station.get_kind_display())] = f"{station.period}: {station.result} ({station.how_sure})"
        found[bill.title, bill.get_absolute_url()] = said
    return found


def _of_motions(draft: Report) -> dict[Place, Said]:
    """Return what the pages say of the motions that the draft names."""
    named = {*draft.motion_papers.values_list("motion", flat=True), *draft.motionsnapshots.values_list("motion", flat=True)}
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


def _feed_of(role: Role) -> Place:
    return f"Feed voor {role.plural}", reverse("role-feed", args=[role.slug])


def _of_feeds(draft: Report, roles: Iterable[Role]) -> dict[Place, Said]:
    """Return the entry about the draft in every feed that has it; nothing while the gate does not let it through.

    A few queries for each role and for each bill and measure that the draft touches.
    """
    shown = Report.objects.published().filter(pk=draft.pk)
    found: dict[Place, Said] = {}
    if not shown.exists():
        return found
    own = [of_publication(draft, touched_by(shown).get(draft.pk, Touched()))]
    found["Feed van alle wijzigingen", reverse("changes-feed")] = _told(own)
    keys = {key for entry in own for _, key in entry.touches}
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

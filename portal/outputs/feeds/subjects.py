"""The records in the feed of a measure, a bill or a role, and the entries for new actions of a role."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from laws.models import Bill, Requirement
from measures.kinds import BILL, MEASURE
from measures.models import Action, ActionMention, Measure, Role
from measures.querysets import ActionQuerySet, by_report
from portal.core.sources import Source
from portal.outputs.feeds.entry import FeedEntry, FeedFact, SubjectKey, public_since


def of_measures(measures: QuerySet[Measure]) -> set[SubjectKey]:
    """Return the type and slug of each published measure in `measures`, and of their published submeasures."""
    found = Measure.objects.published().filter(Q(pk__in=measures.values("pk")) | Q(parent__in=measures))
    return {(MEASURE.word, slug) for slug in found.values_list("slug", flat=True)}


def of_bills(slugs: Iterable[str]) -> set[SubjectKey]:
    """Return these bills and the bills that took them over, and those that took over these, and so on. One query."""
    successors = dict(Bill.objects.published().values_list("slug", "successor__slug"))
    found, waiting = set(), list(slugs)
    while waiting:
        slug = waiting.pop()
        if slug in successors and slug not in found:
            found.add(slug)
            waiting.append(successors[slug])
    return {(BILL.word, slug) for slug in found}


def of_role(role: Role) -> set[SubjectKey]:
    """Return the measures of the actions of a role, and the bills that affect these actions with their successors. Three queries.

    A change of standing cannot be an entry: a standing is computed for a day, so its change has no timestamp. The feed has the
    changes of these measures and bills instead, because the standing follows from them.
    """
    return of_actions(Action.objects.published().for_role(role))


def of_actions(actions: ActionQuerySet) -> set[SubjectKey]:
    """Return the measures of actions, and the bills that affect them with their successors. Three queries."""
    requires = Requirement.objects.published().filter(action__in=actions, bill=OuterRef("pk"))
    bills = Bill.objects.published().filter(Exists(requires)).values_list("slug", flat=True)
    return of_measures(Measure.objects.filter(actions__in=actions)) | of_bills(bills)


def new_for(role: Role) -> Iterator[FeedEntry]:
    """Yield one entry per action of a role, from the first published report that mentions it. Two queries.

    Actions of newer reports come first. Reports that were published here at the same time have equal timestamps, and
    `newest_first` keeps the order of their entries.
    """
    mentions = ActionMention.objects.published().select_related("report")
    mentions = mentions.order_by(*by_report(), "pk")
    actions = (
        Action.objects.published().for_role(role).prefetch_related(Prefetch("mentions", mentions, to_attr="public_mentions"))
    )
    for action in sorted(actions, key=lambda action: action.public_mentions[0].report.order, reverse=True):
        first = action.public_mentions[0].report
        yield FeedEntry(
            about=("actie", role.lasting_key, action.lasting_key),
            kind="actie",
            title=f"Nieuw: {action.text}",
            url=action.get_absolute_url(),
            moment=public_since(first),
            facts=tuple(
                FeedFact("Voorwaarde", f"„{mention.condition}”" if mention.condition else "geen", Source(first, mention.location))
                for mention in action.public_mentions
                if mention.report_id == first.pk
            ),
            remarks=(action.get_kind_display(),),
        )

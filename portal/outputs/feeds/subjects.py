"""The records that a feed is about, and the entries for actions: what is new, and what got another day."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from laws.models import Bill, Requirement
from measures.kinds import BILL, MEASURE
from measures.models import Action, ActionMention, Measure, Role
from measures.querysets import by_report
from portal.core.sources import Source
from portal.outputs.feeds.entry import ACTION, FeedEntry, FeedFact, SubjectKey, public_since
from portal.outputs.feeds.sources import days_of


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
    """Return what the news of a role is about: see `of_actions`."""
    return of_actions(Action.objects.published().for_role(role))


def of_actions(actions: QuerySet[Action]) -> set[SubjectKey]:
    """Return these actions, their measures, and the bills that affect them with their successors. Four queries.

    A change of standing cannot be an entry: a standing is computed for a day, so its change has no timestamp. The feed has the
    changes of these measures and bills instead, because the standing follows from them.
    """
    requires = Requirement.objects.published().filter(action__in=actions, bill=OuterRef("pk"))
    bills = Bill.objects.published().filter(Exists(requires)).values_list("slug", flat=True)
    return only_actions(actions) | of_measures(Measure.objects.filter(actions__in=actions)) | of_bills(bills)


def only_actions(actions: QuerySet[Action]) -> set[SubjectKey]:
    """Return these actions themselves: the subjects of what corrections and documents say of them. One query."""
    return {(ACTION, action.lasting_key) for action in actions.only("slug", "first_key")}


def new_for(role: Role) -> Iterator[FeedEntry]:
    """Yield an entry for each action of a role: see `new_among`. Its id names the role too."""
    return new_among(Action.objects.published().for_role(role), role.lasting_key)


def new_among(actions: QuerySet[Action], *within: str) -> Iterator[FeedEntry]:
    """Yield one entry per action, from the first published report that mentions it. Two queries.

    `within` is part of each id. Actions of newer reports come first. Reports that were published here at the same time have equal
    timestamps, and `newest_first` keeps the order of their entries.
    """
    for action in _with_mentions(actions):
        first = action.public_mentions[0].report
        yield FeedEntry(
            about=(ACTION, *within, action.lasting_key),
            kind=ACTION,
            title=f"Nieuw: {action.text}",
            url=action.get_absolute_url(),
            moment=public_since(first),
            facts=tuple(_condition(mention) for mention in action.public_mentions if mention.report_id == first.pk),
            remarks=(action.get_kind_display(),),
        )


def other_days(actions: QuerySet[Action]) -> Iterator[FeedEntry]:
    """Yield an entry for each progress report that states other days of an action than the report before it that states any.

    What another document says of days is in the entry of its publication. Two queries.
    """
    for action in _with_mentions(actions):
        first, known = action.public_mentions[0].report, ""
        for report, of_report in groupby(action.public_mentions, lambda mention: mention.report):
            dated = [mention for mention in of_report if days_of(mention)]
            stated = "; ".join(dict.fromkeys(map(days_of, dated)))
            if stated and stated != known and report != first and report.is_progress:
                yield FeedEntry(
                    about=(ACTION, action.lasting_key, "dag", report.slug),
                    kind="dag",
                    title=f"Andere dag: {action.text} ({stated})",
                    url=action.get_absolute_url(),
                    moment=public_since(report),
                    facts=tuple(FeedFact("Is nu", days_of(mention), Source(report, mention.location)) for mention in dated),
                )
            known = stated or known


def _condition(mention: ActionMention) -> FeedFact:
    words = f"„{mention.condition}”" if mention.condition else "geen"
    return FeedFact("Voorwaarde", words, Source(mention.report, mention.location))


def _with_mentions(actions: QuerySet[Action]) -> list[Action]:
    """Return the actions with their public mentions, the oldest report first; those of newer reports first."""
    mentions = ActionMention.objects.published().select_related("report").order_by(*by_report(), "pk")
    found = actions.published().prefetch_related(Prefetch("mentions", mentions, to_attr="public_mentions"))
    return sorted(found, key=lambda action: action.public_mentions[0].report.order, reverse=True)

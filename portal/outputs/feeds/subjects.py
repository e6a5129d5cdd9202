"""Whose changes a feed tells: the records that a measure or a role stands for, and what is new for a role."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from laws.models import Bill, Requirement
from measures.kinds import BILL, MEASURE
from measures.models import Action, ActionMention, Measure, Role
from measures.querysets import by_report
from portal.core.sources import Source
from portal.outputs.feeds.entry import Entry, Fact, Subject, public_since


def of_measures(measures: QuerySet[Measure]) -> set[Subject]:
    """These measures and their submeasures, as with actions."""
    found = Measure.objects.published().filter(Q(pk__in=measures.values("pk")) | Q(parent__in=measures))
    return {(MEASURE.word, slug) for slug in found.values_list("slug", flat=True)}


def of_role(role: Role) -> set[Subject]:
    """The measures that its actions belong to, and the bills that those hang on. Two queries.

    Where an action stands is computed for a day and never stored, so it has no moment at which it changed. What it follows
    from has: what reports say of its measures and bills.
    """
    actions = Action.objects.published().for_role(role)
    requires = Requirement.objects.published().filter(action__in=actions, bill=OuterRef("pk"))
    bills = Bill.objects.published().filter(Exists(requires)).values_list("slug", flat=True)
    return of_measures(Measure.objects.filter(actions__in=actions)) | {(BILL.word, slug) for slug in bills}


def new_for(role: Role) -> Iterator[Entry]:
    """Every action of a role, as the first report that mentions it says it; later mentions are no news. Two queries.

    Of reports that came out here at one moment, those of the newest come first.
    """
    mentions = ActionMention.objects.published().select_related("report")
    mentions = mentions.order_by(*by_report(), "pk")
    actions = (
        Action.objects.published().for_role(role).prefetch_related(Prefetch("mentions", mentions, to_attr="public_mentions"))
    )
    for action in sorted(actions, key=lambda action: action.public_mentions[0].report.order, reverse=True):
        first = action.public_mentions[0].report
        yield Entry(
            about=("actie", role.slug, action.slug),
            kind="actie",
            title=f"Nieuw: {action.text}",
            url=action.get_absolute_url(),
            moment=public_since(first),
            facts=tuple(
                Fact("Voorwaarde", f"„{mention.condition}”" if mention.condition else "geen", Source(first, mention.location))
                for mention in action.public_mentions
                if mention.report_id == first.pk
            ),
            remarks=(action.get_kind_display(),),
        )

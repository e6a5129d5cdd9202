"""Who may approve or refuse a proposal: a publicist who did not make it; a beheerder as well when a report is withdrawn."""

from typing import Any

from portal.desk.models import Proposal
from portal.desk.persons import Pairs, is_one_person, opened_accounts
from portal.desk.roles import DECIDE, WITHDRAW


def may_decide(proposal: Proposal, user: Any) -> bool:
    """Return whether the role of a user may decide, be it about a proposal of their own."""
    return user.has_perm(DECIDE) or (proposal.act == Proposal.Act.WITHDRAW and user.has_perm(WITHDRAW))


def one_pair_of_eyes(proposal: Proposal, by: Any, opened: Pairs | None = None) -> str:
    """Return why `by` is no second person for this proposal, in Dutch, or an empty string when `by` is."""
    if proposal.by_id == by.pk:
        return "U stelde dit zelf voor."
    if is_one_person(proposal.by_id, by.pk, opened_accounts() if opened is None else opened):
        return (
            "U en wie dit voorstelde, tellen als één persoon. Een van u gaf de ander in de laatste dertig dagen een link voor "
            "een wachtwoord, of verwijderde diens tweede stap."
        )
    return ""


def waiting_proposals(user: Any) -> list[Proposal]:
    """Return the open proposals that a user may decide about as a second person. The number of queries is constant."""
    waiting = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("by").order_by("pk")
    found = [each for each in waiting if may_decide(each, user)]
    opened = opened_accounts() if found else set()
    return [each for each in found if not one_pair_of_eyes(each, user, opened)]

"""What every page of the desk has: a title of its own, and a way back."""

import pytest
from auditlog.context import set_actor
from bs4 import BeautifulSoup
from django.urls import reverse

from measures.enums import ReportKind, ReportState
from measures.models import Action
from portal.desk.editing.carrying import carry_over_rows
from portal.desk.editing.four_eyes import last_line
from portal.desk.models import Proposal
from tests import factories
from tests.portal.desk.forms import filled_in

pytestmark = [pytest.mark.once, pytest.mark.ignore_template_errors]


def opened(client, name, *parts):
    answer = client.get(reverse(name, args=parts))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def title_of(page):
    return " ".join(page.title.text.split())


def crumbs_of(page):
    return [link.text for link in page.select(".breadcrumbs a")]


def test_a_page_of_the_desk_is_called_by_its_heading_and_its_report(as_editor, draft):
    names = {
        "desk": "Redactie – Beheer",
        "worklist": "Zesde voortgangsrapportage – Beheer",
        "history": "Eerdere momenten van Zesde voortgangsrapportage – Beheer",
        "statuses": "Statussen van Zesde voortgangsrapportage – Beheer",
        "proposals": "Voorstellen – Beheer",
    }
    for name, title in names.items():
        assert title_of(opened(as_editor, name, *([] if name in ("desk", "proposals") else ["vgr-6"]))) == title
    page = opened(as_editor, "edit-list", "vgr-6", "bevinding")
    assert title_of(page) == "Bevindingen – Zesde voortgangsrapportage – Beheer"


def test_pages_about_an_account_or_a_proposal_lead_back_to_their_list(client, as_editor, manager):
    action = Action.objects.first()
    address = reverse("propose", args=["actie", action.pk])
    sent = filled_in(as_editor, address) | {"text": f"{action.text} Ook thuis.", "reason": "De brief zegt dit."}
    assert as_editor.post(address, sent).status_code == 302
    page = opened(as_editor, "proposal", Proposal.objects.get().pk)
    assert "Voorstellen" in crumbs_of(page)
    assert title_of(page).startswith("Wijzigen: ")
    # Many pages change: only the first are open.
    folds = page.select("details.desk-fold")
    assert len(folds) > 8
    assert not [fold for fold in folds[8:] if fold.has_attr("open")]
    client.force_login(manager)
    page = opened(client, "account", manager.pk)
    assert "Accounts" in crumbs_of(page)
    assert "App op de telefoon" in page.text


def test_taking_over_all_is_offered_while_something_is_left(as_editor, carried):
    assert opened(as_editor, "worklist", "vgr-6").select("button[name=alles]"), "the findings are left"
    carry_over_rows(carried)
    assert not opened(as_editor, "worklist", "vgr-6").select("button[name=alles]")
    task = carried.tasks.first()
    task.state = task.State.TODO
    task.save()
    assert opened(as_editor, "worklist", "vgr-6").select("button[name=alles]")


def test_two_moments_are_compared_in_either_order_and_the_last_change_is_at_hand(as_editor, editor, publisher, draft):
    for by, title in ((editor, "Eerst"), (publisher, "Daarna")):
        with set_actor(by):
            draft.title = title
            draft.save()
    newest = last_line(draft)
    page = opened(as_editor, "history", "vgr-6")
    since, until = (int(page.select_one(f"#{name} option[selected]")["value"]) for name in ("van", "tot"))
    assert since < until == newest
    for query in ({"van": since, "tot": until}, {"van": until, "tot": since}):
        assert "<ins>Daarna</ins>" in as_editor.get(reverse("history", args=["vgr-6"]), query).content.decode()


def test_drafts_stand_first_whatever_their_day(as_editor, draft):
    factories.make_report("oud-nieuws", state=ReportState.DRAFT, kind=ReportKind.NEWS, publication="1 mei 2022", is_official=True)
    rows = opened(as_editor, "desk").select(".desk-table tbody tr")
    assert [row.select_one("a")["href"] for row in rows][:2] == [
        reverse("worklist", args=[slug]) for slug in ("vgr-6", "oud-nieuws")
    ]

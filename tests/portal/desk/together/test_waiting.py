"""Drafts, proposals and corrections that need another pair of eyes stand at whoever may give it, and at nobody else."""

import pytest
from django.urls import reverse

from portal.desk.editing.four_eyes import approve, last_line
from portal.desk.models import Proposal
from portal.desk.roles import MANAGER, PUBLISHER
from portal.desk.together.waiting import waiting_for
from tests.portal.desk.editing.conftest import agree, person
from tests.portal.desk.together.test_four_eyes import change

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


def drafts_of(user):
    return [offer.report for offer in waiting_for(user)["drafts"]]


def test_a_draft_waits_for_whoever_did_not_ask_until_they_agree(client, carried, editor, publisher, manager):
    change(carried, editor, "Een.")
    client.force_login(editor)
    assert "Vraag een collega om te kijken" in client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    client.post(reverse("approve", args=["vgr-6"]), {"vraag": "ja"})
    assert (drafts_of(publisher), drafts_of(editor), drafts_of(manager)) == ([carried], [], [])
    client.force_login(publisher)
    page = client.get("/beheer/redactie/").content.decode()
    assert page.index("Wat wacht op mij") < page.index(reverse("checklist", args=["vgr-6"]))
    approve(carried, publisher, last_line(carried))
    assert drafts_of(publisher) == []
    client.force_login(editor)
    client.post(reverse("approve", args=["vgr-6"]), {"vraag": "ja"})
    assert drafts_of(publisher) == [carried], "asked again after a change"


def test_a_proposal_waits_for_those_who_may_decide_and_did_not_make_it(client, editor, publisher, manager):
    def waiting(user):
        return list(waiting_for(user)["proposals"])

    client.force_login(manager)
    client.post("/beheer/redactie/vgr-5/intrekken/", {"reden": "Er staat een fout in."})
    made = Proposal.objects.get()
    other = person("ben", MANAGER)
    assert [waiting(user) for user in (editor, publisher, manager, other)] == [[], [made], [], [made]]
    Proposal.objects.update(act=Proposal.Act.CHANGE)
    assert [waiting(user) for user in (publisher, other)] == [[made], []]
    Proposal.objects.update(act=Proposal.Act.WITHDRAW)
    client.force_login(publisher)
    assert f'href="{reverse("proposal", args=[made.pk])}"' in client.get("/beheer/redactie/").content.decode()
    agree(person("piet-2", PUBLISHER))
    assert waiting(publisher) == []

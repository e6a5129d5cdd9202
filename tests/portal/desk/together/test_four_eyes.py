"""Four eyes: each change of a draft is seen by somebody other than who made it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from auditlog.context import set_actor
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from measures.models import MeasureSnapshot
from portal.desk.account_models import Invitation, StepReset
from portal.desk.accounts.invitations import choose_password, invite
from portal.desk.accounts.resets import ask, confirm
from portal.desk.editing.four_eyes import (
    ApprovalError,
    Author,
    approve,
    authors_of,
    last_line,
    one_pair_now,
    one_pair_of_eyes,
    seen_by,
)
from portal.desk.editing.publishing import PublicationError, publish
from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person

pytestmark = pytest.mark.ignore_template_errors


def change(report, by, words):
    stand = MeasureSnapshot.objects.filter(report=report).first()
    with set_actor(by):
        stand.summary = words
        stand.save()


@pytest.fixture
def second(db):
    return person("pien", PUBLISHER)


def test_what_the_publisher_entered_needs_somebody_elses_agreement_after_it(carried, editor, publisher):
    change(carried, publisher, "Een.")
    change(carried, editor, "Twee.")
    # The last change is the editor's, but nobody saw that of the publisher.
    assert "nog niemand anders zag" in one_pair_now(carried, publisher)
    approve(carried, editor, last_line(carried))
    assert one_pair_now(carried, publisher) == ""
    change(carried, editor, "Drie.")
    assert one_pair_now(carried, publisher) == ""
    change(carried, publisher, "Vier.")
    assert "nog niemand anders zag" in one_pair_now(carried, publisher)


@pytest.mark.once
def test_publication_follows_it(ready, editor, publisher, second):
    change(ready, publisher, "Een.")
    change(ready, editor, "Twee.")
    with pytest.raises(PublicationError, match="Vraag een collega om akkoord"):
        publish(ready, publisher)
    approve(ready, editor, last_line(ready))
    assert publish(ready, publisher).four_eyes is True


@pytest.mark.once
def test_agreement_is_with_what_the_page_showed_and_not_with_ones_own_work(carried, editor, publisher):
    change(carried, publisher, "Een.")
    shown = last_line(carried)
    change(carried, publisher, "Twee.")
    with pytest.raises(ApprovalError, match="Intussen"):
        approve(carried, editor, shown)
    with pytest.raises(ApprovalError, match="niets van een ander"):
        approve(carried, publisher, last_line(carried))


@pytest.mark.once
def test_an_earlier_slug_hides_nothing(carried, publisher, editor):
    change(carried, publisher, "Een.")
    with set_actor(editor):
        carried.slug = "anders"
        carried.save()
    assert {author.name for author in authors_of(carried, set())} == {"piet", "roos"}
    assert one_pair_now(carried, publisher)


@pytest.mark.once
@pytest.mark.parametrize("way", ["link", "asks", "confirms"])
def test_two_accounts_of_one_person_are_one_pair_of_eyes(ready, editor, publisher, way):
    """Whoever gave somebody a link, or agreed to remove a second step, could log in as that account."""
    if way == "link":
        choose_password(invite(editor, publisher)[0], "een heel nieuw wachtwoord")
    else:
        other = person("bea", MANAGER)
        asked, confirmed = (publisher, other) if way == "asks" else (other, publisher)
        confirm(ask(editor, asked, "Weg."), confirmed)
    with pytest.raises(PublicationError, match="tellen als één persoon"):
        publish(ready, publisher)
    long_ago = timezone.now() - timedelta(days=31)
    Invitation.objects.update(used_at=long_ago)
    StepReset.objects.update(confirmed_at=long_ago)
    assert publish(ready, publisher).four_eyes is True


def test_the_page_tells_who_changed_what_and_takes_the_agreement(client, carried, editor, publisher):
    change(carried, publisher, "Een.")
    client.force_login(publisher)
    page = client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    assert "piet" in page
    assert "nog niemand" in page
    assert ">Akkoord<" not in page
    client.force_login(editor)
    page = client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    assert ">Akkoord<" in page
    client.post(reverse("approve", args=["vgr-6"]), {"regel": last_line(carried)})
    page = client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    assert "roos gaf akkoord op" in page
    change(carried, publisher, "Twee.")
    page = client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    assert "Gewijzigd na het laatste akkoord: 1" in " ".join(page.split())


PEOPLE = st.integers(0, 3)


@pytest.mark.once
@given(acts=st.lists(st.tuples(PEOPLE, st.sampled_from(["change", "approve"])), max_size=12), publisher=PEOPLE)
def test_every_change_that_is_published_was_seen_by_another(acts, publisher):
    """The rule per author gives the same as looking at each change by itself."""
    changes = {line: who for line, (who, act) in enumerate(acts) if act == "change"}
    approvals = [SimpleNamespace(by_id=who, name=str(who), line=line) for line, (who, act) in enumerate(acts) if act == "approve"]
    last = {who: max(line for line, by in changes.items() if by == who) for who in changes.values()}
    authors = [
        Author(who, 1, SimpleNamespace(actor_email=str(who)), seen_by(who, line, approvals, set())) for who, line in last.items()
    ]
    allowed = one_pair_of_eyes(authors, SimpleNamespace(pk=publisher), set()) == ""
    seen = all(
        publisher != by or any(each.line > line and each.by_id != by for each in approvals) for line, by in changes.items()
    )
    assert allowed == seen

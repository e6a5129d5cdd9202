"""Accounts, drafts and clients for the tests of editing."""

import pytest
from auditlog.context import disable_auditlog, set_actor
from django.contrib.auth.models import Group, User
from django.test import Client

from measures.enums import ReportState
from measures.models import Report
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.worklist import carry_over_all, start
from portal.desk.models import Explanation, Proposal
from portal.desk.proposals.deciding import approve
from portal.desk.roles import EDITOR, MANAGER, PUBLISHER
from tests.conftest import take_second_step
from tests.recorded import Recorded


@pytest.fixture
def client(client):
    """Return a client whose `force_login()` also passes the second factor."""

    def log_in(user):
        Client.force_login(client, user)
        take_second_step(client, user)

    client.force_login = log_in
    return client


def person(name, *groups):
    user = User.objects.create_user(name, password="een-lang-wachtwoord", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def agree(by=None):
    """Approve the newest proposal, as `by` or as a publisher who made none, with the reason that it was proposed with."""
    proposal = Proposal.objects.latest("pk")
    by = by or User.objects.filter(username="vera").first() or person("vera", PUBLISHER)
    with set_actor(by):
        return approve(proposal, by, proposal.reason)


def agree_on_page(client, by):
    """Approve the newest proposal on its page, logged in as `by`."""
    proposal = Proposal.objects.latest("pk")
    client.force_login(by)
    sent = {"besluit": "goedkeuren", "reden": proposal.reason}
    assert client.post(f"/beheer/redactie/voorstellen/{proposal.pk}/", sent).status_code == 302


@pytest.fixture
def editor(db):
    return person("roos", EDITOR)


@pytest.fixture
def publisher(db):
    return person("piet", PUBLISHER)


@pytest.fixture
def manager(db):
    return person("bea", MANAGER)


@disable_auditlog()
def start_sixth():
    start(
        Report(
            slug="vgr-6", kind="voortgangsrapportage", number=6, title="Zesde voortgangsrapportage", publication="november 2026",
            reference="1 oktober 2026", location="Voorblad: „Zesde”", state=ReportState.DRAFT,
        )
    )  # fmt: skip


@disable_auditlog()
def carry_over_to_sixth():
    start_sixth()
    carry_over_all(sixth())


record_start, record_carrying_over = Recorded(start_sixth), Recorded(carry_over_to_sixth)


def sixth():
    return Report.objects.get(slug="vgr-6")


@pytest.fixture
def draft(db):
    """Return a draft of the sixth report, just started: its worklist has a task for each record that the fifth report mentions.

    The audit trail does not record its creation.
    """
    record_start()
    return sixth()


@pytest.fixture
def carried(db):
    """Return the sixth report with everything of the fifth carried over. Each task is marked as not yet looked at."""
    record_carrying_over()
    return sixth()


@pytest.fixture
def ready(carried, editor):
    """Return a draft that can be published: everything was carried over, and the editor explained every warning."""
    with set_actor(editor):
        carried.location = "Voorblad: „Zesde”, met de hand ingevoerd"
        carried.save()
    explain(carried, editor)
    return carried


def explain(report, by):
    for finding in unexplained(report, check(report)):
        Explanation.objects.create(report=report, warning=finding.key, words="Zo staat het er.", by=by)


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client

"""A small portal with a report in every state, and an account for every group."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from laws.models import Bill
from measures.enums import ReportState
from measures.models import Action, Goal, Measure, Priority, Report, Role
from measures.publication.freezing import correcting
from motions.models import Motion
from portal.desk.models import Proposal
from portal.desk.roles import EDITOR, MANAGER, PUBLISHER
from tests import factories
from tests.conftest import take_second_step
from tests.portal.desk.editing.conftest import person
from tests.portal.safety.rules import row_of
from tests.recorded import Recorded

GROUPS = {"geen": [], "redacteur": [EDITOR], "publicist": [PUBLISHER], "beheerder": [MANAGER]}
STATES = {
    ReportState.DRAFT: {},
    ReportState.PUBLISHED: {"published_at": timezone.now()},
    ReportState.WITHDRAWN: {
        "published_at": timezone.now(), "withdrawn_at": timezone.now(), "withdrawal_reason": "Er stonden fouten in.",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def without_suggestions(monkeypatch):
    """Do not search for what the page of a 404 suggests, which takes more time than the page."""
    monkeypatch.setattr("portal.site.errors.suggestions", lambda *_: {"question": "", "answers": []})


@pytest.fixture
def unwritten(monkeypatch):
    """Render every template as an empty text, to save time in tests that look at statuses and headers only.

    What the templates of the admin and the page of a 404 would show is not looked up either.
    """
    monkeypatch.setattr("django.template.base.Template.render", lambda *_: "")
    monkeypatch.setattr("django.contrib.admin.sites.AdminSite.each_context", lambda *_: {})
    monkeypatch.setattr("portal.site.errors.suggestions", lambda *_: {})


# The models of the records that have a page.
WITH_PAGE = (Measure, Goal, Bill, Motion, Priority, Role, Action)


def _make_small():
    for number, (state, fields) in enumerate(STATES.items(), start=1):
        report = factories.make_report(f"rapport-{state}", state=ReportState.DRAFT)
        factories.make_everything(report, state.label, main_number=number)
        with correcting("Zo begint deze test."):
            Report.objects.filter(pk=report.pk).update(state=state, **fields)


_record_small = Recorded(_make_small)


@pytest.fixture
def small(empty):
    """Create a draft, a published and a withdrawn report, each with a record of every kind, and an open proposal.

    The result has `reports` and `records`, both by state, and `proposal`.
    """
    _record_small()
    reports = {state: Report.objects.get(slug=f"rapport-{state}") for state in STATES}
    found = SimpleNamespace(
        reports=reports,
        records={
            state: {model._meta.model_name: row_of(model, report) for model in WITH_PAGE} for state, report in reports.items()
        },
    )
    role = found.records[ReportState.PUBLISHED]["role"]
    change = {"field": "plural", "was": role.plural, "becomes": "anderen", "was_words": role.plural, "becomes_words": "anderen"}
    found.proposal = Proposal.objects.create(
        kind="rol", row=role.pk, title=str(role), changes=[change], reason="Zo heten zij.", by=person("collega", EDITOR)
    )
    return found


@pytest.fixture
def people(db):
    """Create an account for every entry of GROUPS, and a superuser. Return them by name."""
    found = {name: person(name, *groups) for name, groups in GROUPS.items()}
    return found | {"superuser": User.objects.create_superuser("superuser", password="een-lang-wachtwoord")}


def client_of(user):
    """Return a client in which `user` logged in and passed the second factor."""
    client = Client()
    client.force_login(user)
    take_second_step(client, user)
    return client

"""A small public report with a record of every kind, and people who propose and decide."""

import pytest
from django.test import Client

from laws.models import Bill
from measures.models import Action, Goal, Measure, Priority, Report, Role
from motions.models import Motion
from portal.desk.models import Proposal
from portal.desk.proposals.subjects import subject_of
from portal.desk.roles import EDITOR, PUBLISHER
from tests import factories
from tests.conftest import take_second_step
from tests.portal.desk.editing.conftest import person
from tests.portal.desk.forms import filled_in
from tests.recorded import Recorded


def logged_in(user):
    client = Client()
    client.force_login(user)
    take_second_step(client, user)
    return client


def _make_public():
    factories.make_everything(factories.make_report("vgr-1", title="Eerste rapportage"), "Openbaar", main_number=3)


_record_public = Recorded(_make_public)
# The models of the records with a page. Of each there is one.
WITH_PAGE = (Measure, Goal, Bill, Motion, Priority, Role, Action)


@pytest.fixture
def report(empty):
    """Return a public report with a record of every kind."""
    _record_public()
    return Report.objects.get()


@pytest.fixture
def records(report):
    """Return the records with a page that the report makes public, by name of their kind."""
    return {model._meta.model_name: model.objects.get() for model in WITH_PAGE}


@pytest.fixture
def roos(db):
    return logged_in(person("roos", EDITOR))


@pytest.fixture
def piet(db):
    return logged_in(person("piet", PUBLISHER))


def address_for(row):
    return f"/beheer/redactie/voorstellen/nieuw/{subject_of(row).word}/{row.pk}/"


def proposal_form(client, row, **changed):
    """Return the data of the form of a proposal, with some fields changed. `reason` has one already."""
    return filled_in(client, address_for(row)) | {"reason": "De bron schrijft het anders."} | changed


def propose(client, row, **changed):
    """Propose a change through the page, and return the proposal."""
    response = client.post(address_for(row), proposal_form(client, row, **changed))
    assert response.status_code == 302, response.content.decode()
    return Proposal.objects.latest("pk")


def decide(client, proposal, act, reason="Zo staat het in de bron."):
    return client.post(f"/beheer/redactie/voorstellen/{proposal.pk}/", {"besluit": act, "reden": reason})

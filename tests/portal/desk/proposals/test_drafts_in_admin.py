"""A row of a draft in the admin: locked and checked as at the desk."""

import pytest
from auditlog.models import LogEntry

from measures.enums import ReportState
from measures.models import MeasureSnapshot
from tests import factories
from tests.portal.desk.forms import filled_in

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

FORM = "#measuresnapshot_form"


@pytest.fixture
def stand(empty):
    report = factories.make_report("vgr-2", state=ReportState.DRAFT)
    return factories.make_stand(factories.make_measure(4, slug="hoorrecht"), report, summary="Oud.")


@pytest.fixture
def address(stand):
    return f"/beheer/measures/measuresnapshot/{stand.pk}/change/"


def summary_of(stand):
    return MeasureSnapshot.objects.get(pk=stand.pk).summary


def test_a_save_over_unseen_work_is_refused_and_says_whose_it_is(stand, address, roos, piet):
    late = filled_in(piet, address, FORM) | {"summary": "Van Piet."}
    at_the_desk = "/beheer/redactie/vgr-2/maatregel/hoorrecht/"
    roos.post(at_the_desk, filled_in(roos, at_the_desk) | {"summary": "Van Roos."})
    response = piet.post(address, late)
    page = response.content.decode()
    assert response.status_code == 409
    assert "samenvatting was „Oud.” en is nu „Van Roos.”" in page
    assert "De laatste wijziging hieraan is van roos." in page
    assert summary_of(stand) == "Van Roos."
    assert piet.post(address, filled_in(piet, address, FORM) | {"summary": "Van Piet."}).status_code == 302
    assert summary_of(stand) == "Van Piet."
    assert LogEntry.objects.get_for_object(stand).filter(actor__username="piet").exists()


def test_a_form_without_what_it_was_opened_on_saves_nothing(stand, address, roos):
    data = filled_in(roos, address, FORM) | {"summary": "Anders.", "opened": "x"}
    assert roos.post(address, data).status_code == 409
    assert summary_of(stand) == "Oud."

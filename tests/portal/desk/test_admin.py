"""The admin: in Dutch and complete. Rows of published reports can be read but not changed."""

import pytest
from django.contrib import admin
from django.urls import reverse

from laws.models import BillSnapshot
from measures.enums import ReportState
from measures.models import Correction, MeasureSnapshot, Report, SourceNote
from motions.models import MotionSnapshot
from tests import factories

# The templates of Django's own admin use variables that do not always exist.
pytestmark = pytest.mark.ignore_template_errors

MODELS = [model for model in admin.site._registry if model._meta.app_label in ("measures", "laws", "motions")]


def url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_anonymous_visitors_are_sent_to_the_login(client):
    assert client.get("/beheer/").status_code == 302


def test_the_admin_speaks_dutch(admin_client):
    page = admin_client.get("/beheer/alle-gegevens/").content.decode()
    assert "Alle gegevens" in page
    assert "Maatregelen" in page
    assert "Wetsvoorstellen" in page
    assert not [words for words in ("Model name", "Add link", "Change or view") if words in page]


def test_every_list_can_be_opened_and_searched(admin_client, each):
    for model in MODELS:
        with each(model.__name__):
            assert admin_client.get(url(model, "changelist")).status_code == 200
            assert admin_client.get(url(model, "changelist"), {"q": "hoorrecht"}).status_code in (200, 302)


@pytest.mark.once
def test_every_record_can_be_opened(admin_client, each):
    for model in MODELS:
        row = model._base_manager.first()
        with each(model.__name__):
            assert row is None or admin_client.get(url(model, "change", row.pk)).status_code == 200


@pytest.mark.once
def test_every_form_to_add_can_be_opened(admin_client, each):
    for model in MODELS:
        with each(model.__name__):
            expected = 403 if model is Correction else 200
            assert admin_client.get(url(model, "add")).status_code == expected


@pytest.mark.parametrize("model", [MeasureSnapshot, BillSnapshot, MotionSnapshot, Report, SourceNote])
def test_a_published_row_is_read_only(admin_client, model):
    row = model._base_manager.first()
    page = admin_client.get(url(model, "change", row.pk)).content.decode()
    assert 'name="_save"' not in page
    before = model._base_manager.values().get(pk=row.pk)
    assert admin_client.post(url(model, "change", row.pk), {"title": "Anders"}).status_code == 403
    assert admin_client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(url(model, "changelist"), action)
    assert model._base_manager.values().get(pk=row.pk) == before


def test_the_rows_within_a_published_stand_are_read_only(admin_client):
    stand = MeasureSnapshot.objects.filter(items__isnull=False).first()
    page = admin_client.get(url(MeasureSnapshot, "change", stand.pk)).content.decode()
    assert "items-0-text" not in page
    assert "items-TOTAL_FORMS" in page or "Onderdelen" in page


def test_a_draft_can_be_edited_and_a_stand_cannot_join_a_published_report(admin_client):
    measure = MeasureSnapshot.objects.first().measure
    draft = factories.make_report("vgr-99", state=ReportState.DRAFT, number=99)
    fields = {"measure": measure.pk, "code": "1", "title_printed": "T", "status": "afgerond", "location": "x", "report": draft.pk}
    management = {
        f"{prefix}-{name}": 0
        for prefix in ("items", "involvements", "cells")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    assert admin_client.post(url(MeasureSnapshot, "add"), fields | management).status_code == 302
    stand = MeasureSnapshot.objects.get(report=draft)
    assert 'name="_save"' in admin_client.get(url(MeasureSnapshot, "change", stand.pk)).content.decode()
    published = (
        Report.objects.published().exclude(measuresnapshots__measure=measure).first() or Report.objects.published().first()
    )
    refused = admin_client.post(url(MeasureSnapshot, "add"), fields | management | {"report": published.pk})
    assert refused.status_code == 200
    assert "Selecteer een geldige keuze" in refused.content.decode()


def test_an_unreadable_period_is_an_error_on_its_field(admin_client):
    page = admin_client.post(
        url(Report, "add"),
        {"kind": "kamerbrief", "title": "Brief", "slug": "brief", "publication": "ooit", "location": "x"},
    ).content.decode()
    assert "De periode „ooit” is niet te lezen" in page
    assert not Report.objects.filter(slug="brief").exists()

"""Accounts and clients as in the tests of editing, with a small portal instead of the real content."""

import pytest

from measures.enums import ReportState
from measures.models import MeasureItem
from portal.desk.source_models import SourceText
from tests import factories
from tests.portal.desk.editing.conftest import as_editor, client, editor

__all__ = ["as_editor", "client", "editor"]


def with_source(row, text, **values):
    return SourceText.objects.create(
        report=row.report_of(), kind=row._meta.model_name, row=row.pk, text=text, location="Maatregel 4", **values
    )


def item(stand, text, kind="stap", position=1, location="x"):
    return MeasureItem.objects.create(snapshot=stand, position=position, kind=kind, text=text, location=location)


@pytest.fixture
def published(empty):
    return factories.make_report("vgr-5", number=5, title="Vijfde voortgangsrapportage", publication="2026")


@pytest.fixture
def draft(published):
    return factories.make_report(
        "vgr-6", state=ReportState.DRAFT, number=6, title="Zesde voortgangsrapportage", publication="2027"
    )


@pytest.fixture
def hoorrecht(published):
    return factories.make_measure(4, slug="hoorrecht", title="Hoorrecht")

"""A small portal with a draft of a sixth report, and documents for it."""

import pytest

from measures.enums import ReportState
from tests import factories
from tests.portal.desk.editing.conftest import as_editor, client, editor, publisher
from tests.portal.desk.reading_in.documents import Portal

__all__ = ["as_editor", "client", "editor", "publisher"]


@pytest.fixture
def portal(empty):
    """Return a portal with a published fifth report about measure 3, a bill and a motion, and an empty draft of the sixth."""
    before = factories.make_report("vgr-5", number=5, publication="april 2026")
    draft = factories.make_report("vgr-6", state=ReportState.DRAFT, number=6, publication="november 2026", title="Zesde")
    measure = factories.make_measure(3, slug="zorgplicht", title="Strakkere zorgplicht")
    bill = factories.make_bill("rust", title="Wetsvoorstel rust in de klas")
    motion = factories.make_motion("31497-305", title="Motie over rust")
    factories.make_stand(measure, before)
    factories.make_bill_stand(bill, before)
    factories.make_motion_stand(motion, before)
    return Portal(before, draft, measure, bill, motion)


@pytest.fixture
def draft(portal):
    return portal.draft

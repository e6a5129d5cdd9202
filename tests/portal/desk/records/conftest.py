"""Accounts and clients as in the tests of editing, with a small portal instead of the real content."""

import pytest

from measures.enums import ReportState
from tests import factories
from tests.portal.desk.editing.conftest import as_editor, client, editor, publisher

__all__ = ["as_editor", "client", "editor", "publisher"]


@pytest.fixture
def draft(empty):
    """Return the draft of a sixth report, without anything in it."""
    return factories.make_report("vgr-6", state=ReportState.DRAFT, number=6, title="Zesde voortgangsrapportage")


@pytest.fixture
def published(empty):
    """Return a published fifth report, without anything in it."""
    return factories.make_report("vgr-5", number=5, title="Vijfde voortgangsrapportage")

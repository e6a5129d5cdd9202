"""The accounts, drafts and clients of the tests of editing."""

import pytest

from measures.models import Finding, Goal
from tests.portal.desk.editing.conftest import as_editor, carried, client, draft, editor, manager, publisher

__all__ = ["as_editor", "carried", "client", "draft", "editor", "manager", "publisher"]


@pytest.fixture
def finding(draft):
    goal = Goal.objects.first()
    texts = ("een", "twee", "drie")
    made = [
        Finding.objects.create(report=draft, position=place, goal=goal, text=text, location="x")
        for place, text in enumerate(texts, start=1)
    ]
    return made[0]

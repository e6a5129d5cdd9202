"""The accounts and drafts of the tests of editing."""

from tests.portal.desk.editing.conftest import client, draft, editor, manager, publisher

__all__ = ["client", "draft", "editor", "manager", "publisher"]

"""The accounts and drafts of the tests of editing."""

from tests.portal.desk.editing.conftest import carried, client, draft, editor, manager, publisher, ready

__all__ = ["carried", "client", "draft", "editor", "manager", "publisher", "ready"]

"""The accounts, drafts and clients of the tests of editing."""

from tests.portal.desk.editing.conftest import as_editor, carried, client, draft, editor, manager, publisher

__all__ = ["as_editor", "carried", "client", "draft", "editor", "manager", "publisher"]

from tests.portal.desk.editing.conftest import as_editor, carried, client, draft, editor, manager, publisher  # noqa: F401

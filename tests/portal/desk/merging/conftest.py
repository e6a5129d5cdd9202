from tests.portal.desk.editing.conftest import (  # noqa: F401
    as_editor,
    carried,
    client,
    draft,
    editor,
    manager,
    person,
    publisher,
)

"""The audit trail: every write by a person, kept by django-auditlog, with the report and the reason beside it."""

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

# The apps whose records are the content of the portal.
CONTENT_APPS = ("measures", "laws", "motions")
# Never in the trail: what is secret, and what changes by itself.
SECRET = ["password", "last_login"]
COMPUTED = ["created_at", "updated_at"]
# A workbook that was sent in is no change yet; its import is. What can be found follows from what is in the trail.
LEFT_OUT = {"Upload", "SearchDocument", "SearchIndex"}


def register_models() -> None:
    """Have every model that a person can change followed, many-to-many's included."""
    for app in (*CONTENT_APPS, "portal"):
        for model in apps.get_app_config(app).get_models():
            if model.__name__ in LEFT_OUT:
                continue
            names = {field.name for field in model._meta.get_fields()}
            many = {field.name for field in model._meta.many_to_many}
            auditlog.register(model, exclude_fields=[name for name in COMPUTED if name in names], m2m_fields=many)
    auditlog.register(get_user_model(), exclude_fields=SECRET, m2m_fields={"groups", "user_permissions"})


def tell_as_a_whole(words: str) -> None:
    """One line for much that was written without a line for each row.

    A new line is a new version of the content, so no process tells anything that it remembers from before.
    """
    LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(LogEntry),
        object_pk="",
        object_repr=words,
        action=LogEntry.Action.UPDATE,
    )

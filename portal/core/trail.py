"""The audit trail: a row of django-auditlog for every change by a person, with its report and, for a correction, its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from auditlog.context import auditlog_value, set_extra_data
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

# The apps whose models hold the content of the portal.
CONTENT_APPS = ("measures", "laws", "motions")
# What stands in the trail instead of a password, old or new.
CONCEALED = "geheim"
# Fields that never go into the trail: values that the portal sets itself, and the data of a second step, which holds a secret.
COMPUTED = ["created_at", "updated_at", "place"]
# What the database keeps of the token in a link.
OF_LINK = ["digest"]
# A name that the law says must go stands in the first field of a proposal. The second repeats what the proposal says in words.
CONCEALED_FIELDS = {"Proposal": ["name", "sent"]}
OF_LOGIN = ["last_login"]
OF_SECOND_STEP = ["data", "created_at", "last_used_at"]
# Models without an audit trail. The upload of a workbook changes no content; its import does, and that is recorded. A saved form,
# the search index and the version are derived from rows that are in the trail. Of a reader with messages by e-mail nothing stays
# when these end, so the trail must not repeat it.
LEFT_OUT = {"SavedForm", "Upload", "SearchDocument", "SearchIndex", "PublicVersion", "Subscriber", "Choice", "NewsItem"}


def register_models() -> None:
    """Register with django-auditlog every model that a person can change, including its many-to-many fields.

    The trail says that a password was set and that a second step was added or removed, by whom and for whom.
    """
    for app in (*CONTENT_APPS, "portal"):
        for model in apps.get_app_config(app).get_models():
            if model.__name__ in LEFT_OUT:
                continue
            names = {field.name for field in model._meta.get_fields()}
            many = {field.name for field in model._meta.many_to_many}
            left_out = [name for name in COMPUTED + OF_LINK if name in names] + CONCEALED_FIELDS.get(model.__name__, [])
            auditlog.register(model, exclude_fields=left_out, m2m_fields=many)
    auditlog.register(
        get_user_model(),
        exclude_fields=OF_LOGIN,
        mask_fields=["password"],
        mask_callable=f"{conceal.__module__}.{conceal.__name__}",
        m2m_fields={"groups", "user_permissions"},
    )
    auditlog.register(apps.get_model("mfa", "Authenticator"), exclude_fields=OF_SECOND_STEP)


def conceal(value: str) -> str:
    """Return a fixed word instead of a secret value. The default of django-auditlog would show half of the value."""
    return CONCEALED


@contextmanager
def in_the_name_of(person: Any) -> Iterator[None]:
    """Write the rows of the trail within the block in the name of an account that is not logged in."""
    around = auditlog_value.get({})
    mark = auditlog_value.set(around)
    try:
        with set_extra_data(around | named(person)):
            yield
    finally:
        auditlog_value.reset(mark)


def named(person: Any) -> dict[str, Any]:
    """Return what a row of the trail keeps of a person: the account, and what it is called now.

    django-auditlog has no field for that name. It stands in the field for the e-mail address, which the portal does not use.
    """
    return {"actor": person, "actor_email": person.get_username() if person else None}


def name_in(entry: LogEntry) -> str:
    """Return what the author of a row was called when it was written, or an empty string when no person wrote it."""
    return entry.actor_email or (str(entry.actor) if entry.actor else "")


def tell_as_a_whole(words: str) -> None:
    """Write one row in the trail, described by `words`, for many changes that have no rows of their own."""
    LogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(LogEntry),
        object_pk="",
        object_repr=words,
        action=LogEntry.Action.UPDATE,
    )

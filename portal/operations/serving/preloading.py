"""Loading what every request needs before gunicorn forks its workers, so that they share the memory of it."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver


def preload() -> None:
    """Import all views and compile all templates of the portal. Opens no database connection and starts no thread.

    A connection or a thread must not exist at the moment of a fork.
    """
    # Reading this property imports every URL module, and with it the views, the agenda and the exports. It also compiles the
    # regular expressions of the patterns.
    get_resolver().reverse_dict  # noqa: B018
    for name in template_names():
        get_template(name)


def template_names() -> list[str]:
    """Return the names of all templates in the folders of `TEMPLATES`, sorted."""
    folders = [Path(folder) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    return sorted({str(file.relative_to(folder)) for folder in folders for file in folder.rglob("*.*") if file.is_file()})

"""The hash of the code.

It changes with every file and setting that decides how a page looks, so there is no version number to update by hand.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings as portal

from portal.core.version import code_files, code_version

pytestmark = pytest.mark.once

ROOT = Path(portal.BASE_DIR)
# The code that makes public pages and files. `desk` is left out because its pages are never cached, and `operations` because it
# shows no setting on a page.
WINGS = ("agenda", "changes", "search", "site", "outputs")
PAGES = ("measures", "laws", "motions", "templates", *(f"portal/{wing}" for wing in WINGS))
# These decide how a page is made or sent, not what it shows.
NOT_SHOWN = {"CONTENT_MEMORY", "AUTH_USER_MODEL", "DRAFT_ROWS", "SECURE_HSTS_SECONDS", "STATIC_URL"}


def now():
    """Return the hash as a new process would compute it."""
    return code_version.__wrapped__()


def test_every_setting_that_a_page_reads_is_one_that_pages_show():
    files = [path for folder in PAGES for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".html", ".txt")]
    read = {name for path in files for name in re.findall(r"\bsettings\.([A-Z_]+)", path.read_text(encoding="utf-8"))}
    assert {"SITE_NAME", "PUBLISHER_URI", "FEED_AUTHORITY"} <= read
    assert read - set(portal.SHOWN_ON_PAGES) - NOT_SHOWN == set()


@pytest.mark.parametrize("name", ["SITE_NAME", "SITE_CONTACT", "THEME_CLASS", "PUBLISHER_NAME", "FEED_AUTHORITY", "TIME_ZONE"])
def test_another_value_of_such_a_setting_is_another_version(settings, name):
    before = now()
    setattr(settings, name, "Europe/Brussels")
    assert now() != before


def test_all_files_of_our_apps_and_templates_count_whatever_their_ending():
    found = {path.relative_to(ROOT).as_posix() for path in code_files()}
    assert {
        "laws/models/bill.py", "measures/kinds.py", "motions/views.py", "portal/outputs/exports/typst/base.typ",
        "portal/outputs/api/openapi.json", "portal/static/portal/portal.css", "portal/static/portal/mark.svg",
        "templates/base.html", "requirements.txt",
    } <= found  # fmt: skip
    assert not [name for name in found if "__pycache__" in name]


def test_a_new_folder_of_templates_and_a_new_ending_count_by_themselves(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "brieven").mkdir()
    settings.TEMPLATES = [{**portal.TEMPLATES[0], "DIRS": [tmp_path / "brieven"]}]
    versions = [now()]
    (tmp_path / "brieven" / "brief.nieuw").write_text("een")
    versions.append(now())
    (tmp_path / "brieven" / "brief.nieuw").write_text("twee")
    versions.append(now())
    (tmp_path / "requirements.txt").write_text("a==2\n")
    versions.append(now())
    assert len(set(versions)) == 4

"""Settings come from environment variables. Production refuses unsafe values, and docs/settings.md lists every setting."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from portal.settings import env

pytestmark = pytest.mark.once

SAFE = {
    "PORTAL_ENV": "productie",
    "SECRET_KEY": "x1" * 30,
    "SECOND_STEP_KEYS": "y1" * 30,
    "ALLOWED_HOSTS": "portaal.example.nl",
    "DATABASE_URL": "postgres://u:p@db.example.nl/portaal",
}


def start(**environment):
    """Import the settings in a child process that has only these environment variables."""
    command = [
        sys.executable,
        "-c",
        "import portal.settings as s; print(s.SECURE_SSL_REDIRECT, s.DATABASES['default']['ENGINE'])",
    ]
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, env=known, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)


def test_production_starts_with_a_key_and_hosts():
    result = start(**SAFE)
    assert result.returncode == 0, result.stderr
    assert result.stdout == "True django.db.backends.postgresql\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "kort"}, "SECRET_KEY"),
        ({"SECOND_STEP_KEYS": ""}, "Productie start niet zonder SECOND_STEP_KEYS"),
        ({"SECOND_STEP_KEYS": f"{'y1' * 30},kort"}, "Productie start niet zonder SECOND_STEP_KEYS"),
        ({"SECOND_STEP_KEYS": "x1" * 30}, "niet die van SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"FEED_AUTHORITY": "Een naam, geen domein"}, "FEED_AUTHORITY"),
        ({"PORTAL_ENV": "produktie"}, "PORTAL_ENV"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT is „xml”; kies tekst of json."),
        ({"THEME_STYLESHEET": "https://elders.example.nl/stijl.css"}, "THEME_STYLESHEET"),
        ({"PUBLISHER_URI": "mnre1109"}, "PUBLISHER_URI"),
        ({"EMAIL_URL": "smtp://mail.example.nl"}, "EMAIL_URL vraagt een afzender"),
        ({"EMAIL_URL": "http://mail.example.nl", "SITE_CONTACT": "a@example.nl"}, "Invalid email schema"),
    ],
)
def test_production_refuses_to_start_unsafely(change, message):
    result = start(**SAFE | change)
    assert result.returncode != 0
    assert message in result.stderr


def test_one_address_sets_the_mail_server_and_the_sender():
    shown = (
        "import portal.settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, s.EMAIL_HOST_USER, s.DEFAULT_FROM_EMAIL)"
    )
    address = "smtp+tls://portaal%40example.nl:geheim@mail.example.nl/?from=vpo@example.nl"
    known = {"PATH": os.environ["PATH"], **SAFE, "EMAIL_URL": address}
    result = subprocess.run(
        [sys.executable, "-c", shown], env=known, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )
    assert result.stdout == "mail.example.nl 587 True portaal@example.nl vpo@example.nl\n"


def test_production_says_where_its_content_is():
    """Without DATABASE_URL, the database would be a file in the folder of the release, and lost at the next release."""
    result = start(**{name: value for name, value in SAFE.items() if name != "DATABASE_URL"})
    assert result.returncode != 0
    assert "DATABASE_URL" in result.stderr


def test_the_table_names_every_setting_with_its_default():
    table = (settings.BASE_DIR / "docs" / "settings.md").read_text()
    documented = dict(re.findall(r"^\| `([A-Z_]+)` \| `?([^|`]*)`? \|", table, re.MULTILINE))
    assert set(documented) == set(env.scheme) | {"PORT", "WORKERS"}
    for name, (_, default) in env.scheme.items():
        if isinstance(default, str | bool) and name not in ("DATABASE_URL", "STATIC_ROOT"):
            assert documented[name].strip() == (str(default).lower() if isinstance(default, bool) else default or "empty"), name


def test_no_address_of_a_package_registry_is_recorded():
    for name in ("pyproject.toml", "Makefile", *[file.name for file in settings.BASE_DIR.glob("requirements*.txt")]):
        text = (settings.BASE_DIR / name).read_text()
        assert not re.search(r"--(extra-)?index-url|--find-links|https?://\S*(pypi|simple)", text), name

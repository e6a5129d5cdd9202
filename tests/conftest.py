"""Fixtures for all tests. The database is filled with the real content once per session; every test rolls back its changes."""

import gc
import os
import re
import sqlite3
from contextlib import closing, contextmanager
from copy import copy
from pathlib import Path

import hypothesis
import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.template import engines
from django.test import RequestFactory
from django.test.utils import ContextList

from measures.models import PublicVersion
from measures.publication.freezing import loading
from portal.core.kept import Kept
from portal.operations.monitoring import health
from portal.operations.storage.seeding import FIXTURE_MODELS
from tests.running.costs import Costs
from tests.running.kept import bring_portal, bring_template
from tests.server import fill_again, made_once

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
# The statements that change content or what can be found, or take a change back. Those of sessions and accounts are not there.
CHANGES = re.compile(r'(INSERT INTO|UPDATE|DELETE FROM) "(measures|laws|motions|portal_search)|ROLLBACK TO')


def pytest_configure(config):
    config.pluginmanager.register(Costs())
    # Nearly everything that the imports and the tests make is freed without a collection, or stays. Collecting ten times as often
    # took a tenth of the time of two folders, and this way a process held 423 MB at most instead of 249.
    gc.set_threshold(2_000_000, 50, 100)


def pytest_xdist_auto_num_workers():
    """Return one test process per logical processor."""
    return os.cpu_count() or 1


def pytest_collection_finish():
    """Exempt all present objects from garbage collection, as the server does. This saves time in every test."""
    gc.collect()
    gc.freeze()


# Whether the last test of this process emptied the database. On PostgreSQL, a test without a transaction does at its end.
EMPTIED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Bring the real content back after a test without a transaction.

    Such tests come last, but a test process that is done with them takes over tests from another one.
    """
    marker = item.get_closest_marker("django_db")
    is_emptying = bool(marker and marker.kwargs.get("transaction")) and connection.vendor == "postgresql"
    if item.config.stash.get(EMPTIED, False) and not is_emptying:
        connection.close()
        fill_again(connection.settings_dict["NAME"])
    item.config.stash[EMPTIED] = is_emptying


@pytest.fixture(scope="session")
def made_portal(tmp_path_factory):
    """Return the folder of a portal with the real content, the same for all processes of a run.

    A test that changes the portal needs `copy_of()`, which works on SQLite only.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return made_once(shared / "portaal", bring_template if connection.vendor == "postgresql" else bring_portal)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, made_portal):
    """Request `made_portal`, so that on PostgreSQL the template database exists before Django copies it to the test database."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, made_portal):
    """On SQLite, copy the database with the real content into the test database, which is in memory."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), closing(sqlite3.connect(made_portal / "portaal.sqlite3")) as source:
            source.backup(connection.connection)
            # The content types in the copy have other ids than those that Django cached when it created the tables.
            ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _database(db):
    """Give every test the database, because nearly all of them need it."""


@pytest.fixture(autouse=True)
def _loading():
    """Allow tests to create rows of published reports, as `seed` does. The tests of freezing override this fixture."""
    with loading():
        yield


@pytest.fixture(autouse=True)
def _remembering(db):
    """Share what is made from the real content between tests, which saves a third of their time.

    From the first statement of a test that changes content on, the test has caches of its own, because the next test gets the
    same version. Each such statement empties these.
    """
    usual, own = Kept.of, {}

    def look(execute, sql, *arguments):
        if CHANGES.match(sql):
            own.clear()
            Kept.of = of
        return execute(sql, *arguments)

    def of(kept, keys, make):
        # One read, because another thread of the test may empty `own` at any moment.
        return usual(own.get(kept) or own.setdefault(kept, kept.emptied()), keys, make)

    with connection.execute_wrapper(look):
        yield
    Kept.of = usual


@pytest.fixture
def without_memory(settings):
    """Make everything anew each time, for tests that count the queries of all that a page is made of."""
    settings.CONTENT_MEMORY = False


@pytest.fixture(autouse=True)
def _ready_on_this_connection(monkeypatch):
    """Let `/gereed/` check on the connection of the test: another connection does not see what the test wrote."""

    def checked(_seconds):
        found = {}
        health.check_all(found)
        return found

    monkeypatch.setattr(health, "checked_in_time", checked)


@pytest.fixture(autouse=True)
def _nothing_where_a_template_knows_no_value(request, monkeypatch):
    """Let the templates of others show what they know no value of as in production, in a test that ignores such errors.

    pytest-django would look up each time which template it is, also when nobody asks.
    """
    if request.node.get_closest_marker("ignore_template_errors"):
        monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")


@pytest.fixture(scope="session", autouse=True)
def _one_context_of_each_page():
    """Keep in `response.context` only what the view gave. Django would copy it for every template that the page includes, which
    takes a twentieth of the time of a page.
    """

    def store(found, *, template, context, **_of_the_signal):
        found.setdefault("templates", []).append(template)
        if "context" not in found:
            found["context"] = ContextList([copy(context)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.client.store_rendered_templates", store)
        yield


@pytest.fixture
def admin_client(admin_client, admin_user):
    """Return a client of a superuser who has passed the second factor. Every page of /beheer/ requires that."""
    take_second_step(admin_client, admin_user)
    return admin_client


def take_second_step(client, user):
    """Pass the second factor in the session of a logged-in client, without using the form."""
    if not is_mfa_enabled(user):
        TOTP.activate(user, generate_totp_secret())
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


@pytest.fixture
def each():
    """Collect failures, so that one test can check hundreds of items: `with each(item): …`.

    The test fails at its end, with a list of all items that failed.
    """
    wrong = []

    @contextmanager
    def at(where):
        try:
            yield
        except Exception as error:
            wrong.append(f"{where}: {error!r}")

    yield at
    assert wrong == []


@pytest.fixture
def empty(db):
    """Delete all content, for tests that create their own records."""
    delete_all_content()


def delete_all_content():
    # Within a transaction the order does not matter: foreign keys are checked at its end.
    with transaction.atomic():
        for model in all_content_models():
            model._base_manager.all()._raw_delete(using="default")


def all_content_models() -> list[type[models.Model]]:
    """Return every model of content. Models of many-to-many tables come first."""
    apps = {model._meta.app_config for model in FIXTURE_MODELS.values()}
    found = [model for app in apps for model in app.get_models(include_auto_created=True) if model is not PublicVersion]
    return sorted(found, key=lambda model: (not model._meta.auto_created, model._meta.label))


# The same examples in every run, so that a failure can be repeated: a few in `make test`, and many in `make stories`. Where an
# example takes long or hardly any time, a test takes a part of this number or more.
for profile, number in (("few", 20), ("many", 100)):
    hypothesis.settings.register_profile(profile, derandomize=True, deadline=None, max_examples=number)
hypothesis.settings.load_profile("few")

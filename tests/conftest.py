"""Fixtures that all tests share. The database holds the real content, once a session; every test rolls back what it does."""

import gc
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import hypothesis
import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.test import RequestFactory

from measures.publication.freezing import loading
from portal.operations.storage.seeding import KINDS
from tests.server import made_once, prepare, prepare_template

FIXTURES = Path(settings.BASE_DIR) / "fixtures"


def pytest_xdist_auto_num_workers():
    """One for each core, also where two cores share a processor: browsers and servers take what is left."""
    return os.cpu_count() or 1


def pytest_collection_finish():
    """As the server does: what is there stays, and the collector need not look at it at every test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session")
def made_portal(tmp_path_factory):
    """The folder of a portal with the real content, made once a run; `copy_of` makes one that may change (on SQLite)."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return made_once(shared / "portaal", prepare_template if connection.vendor == "postgresql" else prepare)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, made_portal):
    """Every process that runs tests copies its database: PostgreSQL does so when it makes one."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, made_portal):
    """SQLite copies it into memory."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), closing(sqlite3.connect(made_portal / "portaal.sqlite3")) as source:
            source.backup(connection.connection)
            # Its kinds have other keys than those that were counted while the tables were made.
            ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def _database(db):
    """Nearly every rule is a rule about records."""


@pytest.fixture(autouse=True)
def _loading():
    """Tests make what a published report says row by row, as loading a file does. Tests of freezing put this aside."""
    with loading():
        yield


@pytest.fixture
def admin_client(admin_client, admin_user):
    """A beheerder who logged in and took the second step, without which no page of /beheer/ opens."""
    take_second_step(admin_client, admin_user)
    return admin_client


def take_second_step(client, user):
    """What a member of staff does after the password."""
    if not is_mfa_enabled(user):
        TOTP.activate(user, generate_totp_secret())
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


@pytest.fixture
def each():
    """`with each(address):` for every one of hundreds: what goes wrong is told together at the end, with where it was."""
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
def remembering(settings):
    """For tests that look at hundreds of pages and write nothing: what those share is read once, as in production."""
    settings.AGENDA_MEMORY = True


@pytest.fixture
def empty(db):
    """The same database without any content, for rules that make their own records."""
    delete_all_content()


def delete_all_content():
    # In one transaction: only at its end must every reference lead somewhere.
    with transaction.atomic():
        for model in all_content_models():
            model._base_manager.all()._raw_delete(using="default")


def all_content_models() -> list[type[models.Model]]:
    """Every model of the portal's own apps, with the tables between many-to-many's; what refers comes before its target."""
    apps = {model._meta.app_config for model in KINDS.values()}
    found = [model for app in apps for model in app.get_models(include_auto_created=True)]
    return sorted(found, key=lambda model: (not model._meta.auto_created, model._meta.label))


# The same examples in every run: a red build must be repeatable.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

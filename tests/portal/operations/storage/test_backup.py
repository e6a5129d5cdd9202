"""A backup that is restored elsewhere gives a portal with the same public responses."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPRedirectHandler, Request, build_opener
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.urls import reverse

from laws.models import Bill
from measures.enums import ReportState
from measures.models import Action, Correction, Goal, Measure, Priority, Report, Role
from motions.models import Motion
from portal.search.index import rebuild
from tests import factories
from tests.portal.addresses.public import public_addresses
from tests.portal.operations.storage.databases import connected_to
from tests.server import address_on_postgresql, environment_in, manage, serving

# The URL patterns whose responses describe the running server. These responses differ between two servers.
OF_THE_SERVER = {"alive", "ready", "metrics"}


def make_what_editors_make():
    """Create data as staff would: a draft, a published report with a correction, a changed title, an account, an audit trail."""
    measure = Measure.objects.get(number=8)
    measure.title = "Door een redacteur veranderd"
    measure.save()
    for report in (
        factories.make_report("concept", state=ReportState.DRAFT, publication="2028", number=8),
        factories.make_report("extra", publication="2027", number=7),
    ):
        factories.make_stand(measure, report, title_printed=f"Titel in {report.slug}")
    Correction.objects.create(
        report=report, subject_type="maatregel", subject_key=measure.slug, subject_title="x", field="status",
        old_value="a", new_value="b", reason="Gezien", editor_function="redacteur",
    )  # fmt: skip
    get_user_model().objects.create_superuser("piet", password="geheim-en-lang")
    rebuild()


@pytest.mark.story
def test_every_public_answer_is_the_same(made_portal, new_database, seeded, client, tmp_path):
    """The commands and the server are those of production. The backup is made while the portal runs."""
    first, second = ((name, environment(name, made_portal)) for name in (new_database(), new_database()))
    manage(first[1], "restore", str(seeded))
    with connected_to(first[0]):
        make_what_editors_make()
        addresses = every_address(client)
        rows = rows_by_table()
    assert len(addresses) > 450
    with serving(first[1]) as running:
        manage(first[1], "backup", str(tmp_path / "b.tar"))
        manage(second[1], "restore", str(tmp_path / "b.tar"))
        with serving(second[1]) as restored, ThreadPoolExecutor() as both:
            before, after = both.map(lambda server: answers(server, addresses), (running, restored))
    assert {address for address in addresses if before[address] != after[address]} == set()
    assert {status for status, _ in before.values()} == {200, 301, 400, 404}
    with connected_to(second[0]):
        assert rows_by_table() | {"auditlog_logentry": 0} == rows | {"auditlog_logentry": 0}
        assert get_user_model().objects.get(username="piet").check_password("geheim-en-lang")


def environment(database, made_portal):
    made = environment_in(made_portal) | {"API_RATE": "1000000/min"}
    if connection.vendor == "sqlite":
        return made | {"DATABASE_URL": f"sqlite:///{database}"}
    return made | {"DATABASE_URL": address_on_postgresql(database), "PG_BIN": settings.PG_BIN}


def every_address(client):
    """Return the paths of all pages in the sitemap, and all other public paths of some records, such as files and feeds."""
    kinds = (Measure, Role, Action, Goal, Priority, Bill, Motion)
    records = {kind.__name__.lower(): kind.objects.published().first() for kind in kinds}
    pages = re.findall("<loc>https?://[^/]*(.*?)</loc>", client.get(reverse("sitemap")).content.decode())
    others = [address for slug in ("extra", "vgr-5") for address in public_addresses(records, Report.objects.get(slug=slug))]
    return sorted({*pages, *others} - {reverse(name) for name in OF_THE_SERVER})


def rows_by_table():
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if not name.startswith("portal_search")]
        return {name: cursor.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in names}


def body_of(content):
    """Return the body to compare. Of a workbook, leave out the part that holds the time of the download."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def answers(server, addresses):
    """Return status and body by path. All servers get the same Host header, so that the URLs in their pages are equal."""
    found, opener = {}, build_opener(_Stay)
    for address in addresses:
        request = Request(server + quote(address, safe="/?=&%"), headers={"Host": "localhost"})
        try:
            with opener.open(request, timeout=60) as response:
                found[address] = response.status, body_of(response.read())
        except HTTPError as error:
            found[address] = error.code, error.read()
    return found

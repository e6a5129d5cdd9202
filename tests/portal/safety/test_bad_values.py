"""Values that no form sends: a NUL, what is no number, a pattern that cannot be read. A 400 or 404 in words, never a 500."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from measures.enums import ReportState
from measures.models import Report
from tests.factories import make_report

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def careful(admin_client):
    """Return functions that GET and POST as a superuser, each in a transaction of its own, and fail on a server error."""
    admin_client.raise_request_exception = False

    def ask(method, address, *arguments, **options):
        # An error of PostgreSQL ends the transaction that it happens in.
        with transaction.atomic():
            response = getattr(admin_client, method)(address, *arguments, **options)
            transaction.set_rollback(True)
        assert response.status_code < 500, (method, address, arguments)
        return response

    return ask


def lists():
    return {
        model.__name__: f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist" for model in admin.site._registry
    }


NUL_IN = {
    "a path": ("get", "/beheer/measures/%00/", {}),
    "a path of the desk": ("get", "/beheer/redactie/vgr-5/voorbeeld/maatregelen/%00/", {}),
    "the name of who logs in": ("post", "/beheer/account/inloggen/", {"login": "a\0b", "password": "x"}),
    "the password": ("post", "/beheer/account/inloggen/", {"login": "a", "password": "x\0"}),
    "the name of a field": ("post", "/beheer/account/inloggen/", {"a\0": "x"}),
    "the reason of a withdrawal": ("post", "/beheer/redactie/vgr-5/intrekken/", {"reden": "a\0"}),
    "an autocomplete": ("get", "/beheer/autocomplete/?term=%00&app_label=measures&model_name=finding&field_name=measure", {}),
    "a search of the admin": ("get", "/beheer/measures/measure/?q=%00", {}),
}


@pytest.mark.parametrize("where", NUL_IN)
def test_a_nul_is_refused(careful, where):
    method, address, data = NUL_IN[where]
    response = careful(method, address, *([data] if method == "post" else []))
    assert response.status_code == 400
    assert "niet te lezen" in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/maatregelen/?zoek=a%00b", "/api/v1/maatregelen?search=%00", "/maatregelen/%00/", "/zoeken/?q=%00"]
)
def test_pages_for_visitors_refuse_it_themselves(careful, address):
    assert careful("get", address).status_code in (400, 404)


def test_a_nul_in_a_cookie_is_refused(careful, client):
    client.cookies["sessionid"] = "\0" * 12
    with transaction.atomic():
        assert client.get("/beheer/").status_code == 400
    # A page for visitors reads no cookie.
    assert client.get("/over/").status_code == 200


def test_a_file_may_hold_any_byte(careful, empty):
    make_report("vgr-9", state=ReportState.DRAFT)
    response = careful("post", reverse("import", args=["vgr-9"]), {"werkmap": SimpleUploadedFile("a.xlsx", b"a\0b")})
    assert response.status_code in (200, 302, 400)
    assert "Dit adres is niet te lezen" not in response.content.decode()


@pytest.mark.parametrize("task", ["²", "٣", "abc", "-1", "9" * 30, ""])
def test_a_task_that_is_no_number(careful, empty, task):
    make_report("vgr-9", state=ReportState.DRAFT)
    assert careful("post", reverse("worklist", args=["vgr-9"]), {"taak": task}).status_code == 404


@pytest.mark.parametrize("key", ["abc", "-", "9" * 30])
@pytest.mark.parametrize("word", ["doel", "maatregel", "motie", "wetsvoorstel"])
def test_a_record_that_does_not_exist(careful, word, key):
    report = Report.objects.get(slug="vgr-5")
    assert careful("get", reverse("edit-stand", args=[report.slug, word, key])).status_code == 404


def test_rows_that_no_list_of_the_admin_offers(careful):
    for name in lists().values():
        careful("post", reverse(name), {"action": "delete_selected", "_selected_action": ["abc"]})
    for pk in ("²", "9" * 30):
        careful("post", reverse(lists()["LogEntry"]), {"action": "export", "_selected_action": [pk], "index": pk})


@pytest.mark.parametrize(
    "query",
    ["id__exact=abc", "id__in=a,b", "pk=²", "p=²", "o=²", "q=a%22b(", "title__regex=(", "parent__id__exact=²"],
)
def test_lookups_that_cannot_be_read(careful, query):
    careful("get", f"{reverse(lists()['Measure'])}?{query}")


@pytest.mark.parametrize(
    "path", ["abc/change/", "9" * 30 + "/change/", "abc/history/", "abc/delete/", "add/?report=abc&measure=²"]
)
def test_pages_of_rows_that_do_not_exist(careful, path):
    careful("get", f"{reverse(lists()['Finding'])}{path}")

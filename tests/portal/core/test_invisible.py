"""Characters that nobody sees, which come along with a copied text, go from every question and from what staff send."""

import pytest
from django.urls import reverse

from measures.models import SourceNote
from tests.portal.desk.editing.conftest import client, draft, editor  # noqa: F401

pytestmark = [pytest.mark.once, pytest.mark.ignore_template_errors]


def test_what_nobody_sees_goes_from_every_question(client):  # noqa: F811
    assert client.get("/maatregelen/?status=af%C2%ADgerond").status_code == 200
    assert client.get("/nu/leraar/?datum=2027-%E2%80%8B01-01&zoek=%EF%BB%BF").status_code == 200
    page = client.get("/zoeken/?q=hoor%C2%ADrecht").content.decode()
    assert 'value="hoorrecht"' in page
    assert client.get("/api/v1/moties?search=%E2%80%8B").json()["invalidParams"][0]["name"] == "search"


def test_what_nobody_sees_goes_from_what_staff_send(client, editor, draft):  # noqa: F811
    client.force_login(editor)
    data = {
        "slug": "no\N{SOFT HYPHEN}titie",
        "report": draft.pk,
        "title": "Zeep\N{ZERO WIDTH SPACE}kist",
        "text": "x",
        "location": "x",
        "weight": "lezing",
    }
    assert client.post(reverse("admin:measures_sourcenote_add"), data).status_code == 302
    assert SourceNote.objects.get(report=draft).title == "Zeepkist"

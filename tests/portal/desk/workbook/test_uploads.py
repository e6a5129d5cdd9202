"""The pages of the workbook: a file is read once, what it holds is kept, and a file that cannot be read costs nothing."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import MeasureSnapshot
from portal.desk.models import Upload
from portal.desk.pages import imports
from portal.desk.roles import EDITOR
from tests.conftest import take_second_step
from tests.portal.desk.workbook.drafts import edit, put

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def editor(client):
    person = User.objects.create_user("roos", is_staff=True)
    person.groups.set(Group.objects.filter(name=EDITOR))
    client.force_login(person)
    take_second_step(client, person)
    return client


@pytest.fixture
def send(editor, draft):
    def sent(content):
        file = SimpleUploadedFile("w.xlsx", content)
        return editor.post(reverse("import", args=[draft.slug]), {"werkmap": file})

    return sent


@pytest.fixture
def compared(editor, draft):
    return lambda data=None: (editor.get if data is None else editor.post)(reverse("import-preview", args=[draft.slug]), data)


def test_a_workbook_is_read_once(send, compared, draft, content, monkeypatch):
    changed = edit(content, lambda book: put(book["Maatregelen"], 2, "Samenvatting", "Anders."))
    assert send(changed).status_code == 302
    monkeypatch.setattr(imports, "open_workbook", None)
    page = compared()
    assert "„Anders.”" not in page.content.decode().split("→")[0]
    assert "→ „Anders.”" in page.content.decode()
    response = compared({"vergelijking": page.context["preview"].fingerprint})
    assert response.status_code == 302
    assert MeasureSnapshot.objects.filter(report=draft, summary="Anders.").count() == 1
    assert not Upload.objects.exists()


@pytest.mark.once
def test_it_is_there_as_open_document_and_comes_in_so(editor, send, compared, draft):
    address = f"/beheer/redactie/{draft.slug}/werkmap"
    response = editor.get(f"{address}.ods")
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert response["Content-Disposition"] == f'attachment; filename="{draft.slug}.ods"'
    page = editor.get(f"{address}/").content.decode()
    assert f'href="{address}.ods"' in page
    assert 'accept=".xlsx,.ods"' in page
    assert send(response.content).status_code == 302
    assert compared().context["preview"].to_do == []


@pytest.mark.once
def test_a_file_that_cannot_be_read_replaces_nothing(send, compared, content):
    assert send(content).status_code == 302
    before = Upload.objects.get().sheets
    response = send(b"geen werkmap")
    assert response.status_code == 400
    assert response.content.decode().count("Dit is een tekstbestand") == 1
    assert Upload.objects.get().sheets == before
    assert compared().status_code == 200


@pytest.mark.once
def test_without_a_file(editor, draft):
    response = editor.post(reverse("import", args=[draft.slug]))
    assert response.status_code == 400
    assert "Kies eerst een bestand." in response.content.decode()


@pytest.mark.once
def test_a_page_shows_so_many_mistakes(send, compared, content, monkeypatch):
    monkeypatch.setattr(imports, "MOST_PROBLEMS", 3)

    def change(book):
        for row in range(2, 7):
            put(book["Maatregelen"], row, "Status", "Bijna klaar")

    send(edit(content, change))
    words = " ".join(compared().content.decode().split())
    assert "Deze werkmap heeft 5 fouten." in words
    assert "Hieronder staan de eerste 3. Daarna zijn er nog 2." in words
    assert words.count("„Bijna klaar”") == 3
    monkeypatch.setattr(imports, "MOST_PROBLEMS", 5)
    assert "Daarna" not in compared().content.decode()

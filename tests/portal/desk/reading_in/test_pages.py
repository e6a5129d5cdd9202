"""The pages for reading a document in: it is handed over, and its rows are decided about."""

import io
import zipfile

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import MeasureItem
from portal.desk.reading_in import handing_over
from portal.desk.reading_in import pages as pages_module
from portal.desk.reading_models import ReadDocument, ReadRow
from tests import factories
from tests.portal.desk.reading_in.documents import FIRST, SECOND, document, row, take, take_all

pytestmark = pytest.mark.ignore_template_errors
ADDRESS = "/beheer/redactie/vgr-6/inlezen/"
BULLETS = f"{ADDRESS}onderdeel/"


def send(client, content, name="rapport.html"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(f"{ADDRESS}document/", {"document": SimpleUploadedFile(name, content)})


def decide(client, act, *rows, address=BULLETS, **data):
    return client.post(address, {"doe": act, "rij": [f"{each.pk}.{each.version}" for each in rows], **data})


def words(response):
    return " ".join(response.content.decode().split())


def test_a_document_is_handed_over_and_taken_over(as_editor, draft):
    assert ADDRESS in as_editor.get("/beheer/redactie/vgr-6/").content.decode()
    response = send(as_editor, document())
    assert (response.status_code, response["Location"]) == (302, ADDRESS)
    overview = words(as_editor.get(ADDRESS))
    assert "Neem over wat zeker is (3)" in overview
    assert "rapport.html" in overview
    assert not draft.measuresnapshots.exists()
    assert "Overgenomen: maatregelen en statussen 1, onderdelen 2." in words(as_editor.post(ADDRESS, follow=True))
    assert [item.text for item in MeasureItem.objects.all()] == [FIRST, SECOND]
    assert ReadDocument.objects.get().by.username == "roos"
    assert LogEntry.objects.get_for_object(draft.measuresnapshots.get()).latest("pk").actor.username == "roos"


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "leeg.html", "In dit document staat geen tekst"),
        ("<p>Beste ouders, morgen is de school dicht.</p>", "brief.html", "staat niets dat het portaal kent"),
        (b"geen word", "stuk.docx", "document"),
        (zipped(x="y"), "anders.docx", "document"),
        (b"x", "macro.docm", "macro"),
        (b"x", "oud.doc", "oude Word"),
        (b"%PDF-1.4 stuk", "stuk.pdf", "document"),
        (b"x", "plaatje.png", "Dit soort bestand leest het portaal niet"),
    ],
)
@pytest.mark.once
def test_bad_input_costs_a_sentence_and_writes_nothing(as_editor, draft, content, name, said):
    response = send(as_editor, content, name)
    assert response.status_code == 400
    error = words(response).split('class="errornote" role="alert"')[1].split("</div>")[0]
    assert said in error
    assert not ReadDocument.objects.exists()
    assert not ReadRow.objects.exists()


@pytest.mark.once
def test_without_a_file_too_large_or_for_a_filled_draft(as_editor, draft, portal, settings):
    assert "Kies eerst een bestand." in words(as_editor.post(f"{ADDRESS}document/"))
    settings.LARGEST_UPLOAD = settings.MEGABYTE
    assert "groter dan 1 MB" in words(send(as_editor, b"x" * (settings.MEGABYTE + 1)))
    factories.make_stand(portal.measure, draft)
    assert "alleen in een leeg concept" in words(send(as_editor, document()))
    assert as_editor.get(f"{ADDRESS}document/")["Location"] == ADDRESS


@pytest.mark.once
def test_a_third_document_at_once_is_refused(as_editor, draft, monkeypatch):
    monkeypatch.setattr(handing_over, "_turn", handing_over.threading.BoundedSemaphore(1))
    handing_over._turn.acquire()
    assert "al twee documenten gelezen" in words(send(as_editor, document()))


@pytest.mark.once
def test_a_document_that_takes_long_is_read_on(as_editor, draft, monkeypatch):
    """The page comes before the document is read. A link on it waits some seconds, also without JavaScript."""
    told = {}

    class Slow:
        def result(self, timeout=None):
            if timeout is not None:
                raise handing_over.NotYetError
            return told["blocks"]

        def add_done_callback(self, act):
            told.setdefault("acts", []).append(act)

    monkeypatch.setattr(handing_over._pool, "submit", lambda *_arguments: Slow())
    # The test has one connection, and the thread of the pool one of its own.
    monkeypatch.setattr(handing_over, "close_old_connections", lambda: None)
    assert send(as_editor, document()).status_code == 302
    assert "Van dit concept wordt al een document gelezen" in words(send(as_editor, document()))
    page = words(as_editor.get(ADDRESS))
    assert "Het portaal leest rapport.html" in page
    assert "data-wait" in page
    monkeypatch.setattr(handing_over, "WAIT", 0)
    assert "data-wait" in words(as_editor.get(f"{ADDRESS}?wacht=ja"))
    told["blocks"] = handing_over.open_document(document().encode(), "rapport.html")
    told["acts"][-1](Slow())
    page = words(as_editor.get(ADDRESS))
    assert "data-wait" not in page
    assert "Neem over wat zeker is" in page


@pytest.mark.once
def test_a_process_that_stopped_is_told(as_editor, draft, monkeypatch):
    ReadDocument.objects.create(report=draft, name="lang.pdf", is_busy=True)
    assert "data-wait" in words(as_editor.get(ADDRESS))
    monkeypatch.setattr(handing_over, "LONGEST", handing_over.dt.timedelta(0))
    assert "Het lezen stopte" in words(as_editor.get(ADDRESS))


def test_decisions_by_row_and_by_kind(as_editor, draft):
    take(draft, document())
    decide(as_editor, "overnemen", row(draft, "3 "), address=f"{ADDRESS}maatregel/")
    page = words(as_editor.get(BULLETS))
    assert FIRST in page
    assert "nog te schrijven" in page
    response = decide(as_editor, "opzij", row(draft, "Ouders"))
    assert response["Location"].startswith(BULLETS)
    assert "Overgenomen: onderdelen 1." in words(as_editor.post(BULLETS, {"doe": "alles"}, follow=True))
    assert [item.text for item in MeasureItem.objects.all()] == [FIRST]
    decide(as_editor, "terug", row(draft, "Ouders"))
    second = row(draft, "Ouders")
    parts = {f"delen-{second.pk}": "Ouders vinden de regels\nvan de zorgplicht op één plek."}
    as_editor.post(BULLETS, {"doe": f"splits:{second.pk}.{second.version}", **parts})
    assert row(draft, "van de zorgplicht").state == "open"
    decide(as_editor, "verplaats", row(draft, "van de zorgplicht"), bij="3", soort="Dilemma")
    assert row(draft, "van de zorgplicht").values["soort"] == "dilemma"
    assert "Kies eerst een of meer rijen" in words(decide(as_editor, "opzij"))
    assert "Deze knop kent het portaal niet" in words(decide(as_editor, "wissen", row(draft, "van de zorgplicht")))


@pytest.mark.once
def test_a_row_that_a_colleague_decided_about_is_asked_again(as_editor, draft):
    take(draft, document())
    seen = row(draft, "Ouders")
    decide(as_editor, "opzij", row(draft, "Ouders"))
    response = decide(as_editor, "overnemen", seen)
    assert response.status_code == 409
    assert "Een collega besliste intussen" in words(response)
    assert row(draft, "Ouders").state == "opzij"
    assert decide(as_editor, "opzij", type("Row", (), {"pk": "abc", "version": 1})).status_code == 409


@pytest.mark.once
def test_a_changed_sentence_shows_its_difference(as_editor, draft):
    take_all(draft, document())
    take(draft, document(steps=[FIRST.replace("juni", "juli"), SECOND]))
    page = words(as_editor.get(f"{BULLETS}?toon=gewijzigd"))
    assert "<del>juni</del>" in page
    assert "<ins>juli</ins>" in page
    assert "Ouders" not in page.split("<form")[-1]


@pytest.mark.once
def test_a_page_has_so_many_rows_and_a_constant_number_of_queries(as_editor, draft, monkeypatch):
    monkeypatch.setattr(pages_module, "MOST_ROWS", 3)
    counts = []
    for number in (1, 9):
        take(draft, document(steps=[f"Zin {n}." for n in range(number)]))
        take_all(draft, document(steps=[f"Zin {n}." for n in range(number)]))
        with CaptureQueriesContext(connection) as queries:
            page = as_editor.get(f"{BULLETS}?toon=alles&pagina=1")
        with CaptureQueriesContext(connection) as others:
            as_editor.get(ADDRESS)
        counts.append((len(queries), len(others)))
    assert counts[0] == counts[1]
    assert page.content.decode().count('class="read-row ') == 3
    assert "Bladzijde 1 van 3" in words(page)


@pytest.mark.once
def test_unknown_kinds_and_published_reports_have_no_page(as_editor, draft, portal):
    assert as_editor.get(f"{ADDRESS}bestaat-niet/").status_code == 404
    assert as_editor.get("/beheer/redactie/vgr-5/inlezen/").status_code == 404


@pytest.mark.once
def test_more_rows_than_one_press_takes_go_on_with_the_next(as_editor, draft, monkeypatch):
    """Each press says how many are left, and a row that had to wait does not hold up those behind it."""
    monkeypatch.setattr(pages_module, "MOST_AT_ONCE", 2)
    take(draft, document(steps=[f"Stap {number} is gezet." for number in range(3)]))
    first = row(draft, "Stap 0")
    draft.read_rows.filter(pk=first.pk).update(reason="Dit wachtte al.")
    assert "(2 van 4)" in words(as_editor.get(ADDRESS))
    assert "per keer over. Er zijn er nog 2. Druk nog een keer" in words(as_editor.post(ADDRESS, follow=True))
    assert [item.text for item in MeasureItem.objects.all()] == ["Stap 1 is gezet."]
    assert "Druk nog een keer" not in words(as_editor.post(ADDRESS, follow=True))
    assert MeasureItem.objects.count() == 3


@pytest.mark.once
def test_a_row_that_others_wait_for_comes_before_them(as_editor, draft, monkeypatch):
    """Also when it had to wait before. And the page asks for another press only when this one placed something."""
    monkeypatch.setattr(pages_module, "MOST_AT_ONCE", 2)
    take(draft, document(steps=[f"Stap {number} is gezet." for number in range(4)]))
    above = draft.read_rows.filter(kind="maatregel")
    known = above.get().values
    above.update(reason="Dit wachtte al.", values=known | {"record": "bestaat-niet"})
    page = words(as_editor.post(ADDRESS, follow=True))
    assert "Er zijn er nog 3." in page
    assert "Druk nog een keer" not in page
    above.update(values=known)
    assert "Er zijn er nog 3. Druk nog een keer" in words(as_editor.post(ADDRESS, follow=True))
    assert MeasureItem.objects.count() == 1

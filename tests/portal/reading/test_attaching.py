"""The sentences of a document are hung on what the portal says, and our sentences are kept when it is read again."""

import io
import json
import re

from auditlog.models import LogEntry
from django.core.management import call_command
from pypdf import PdfReader

from bench.portal.documents import document
from measures.models import MeasureItem, Report
from measures.publication.freezing import correcting
from portal.desk.source_models import SourceText
from portal.reading.known import known_records
from portal.reading.opening import open_document
from portal.reading.reader import read
from tests.portal.reading.layouts import Document, Layout


def test_our_sentences_are_kept_for_what_the_source_did_not_change(tmp_path, capsys):
    """With the source of a report attached, its document read as the next one keeps every sentence of ours."""
    report = Report.objects.get(slug="vgr-5")
    html = Document(report, Layout()).html
    # The document quotes itself: our own sentences stand in it, so the quotes of the places are those.
    with correcting("proef"):
        for item in MeasureItem.objects.filter(snapshot__report=report):
            words = re.sub("[„”]", '"', item.text)
            MeasureItem.objects.filter(pk=item.pk).update(location=f"Plek: „{words[:380]}”", text=f"Wij: {item.text}")
    path = tmp_path / "rapportage.html"
    path.write_text(html, encoding="utf-8")
    call_command("read_report", str(path), "--attach", "vgr-5")
    found = SourceText.objects.filter(kind="measureitem").count()
    assert f"onderdelen van standen: {found} van 163" in capsys.readouterr().out
    lines = SourceText.objects.count(), LogEntry.objects.count()
    call_command("read_report", str(path), "--attach", "vgr-5")
    assert (SourceText.objects.count(), LogEntry.objects.count()) == lines
    path.write_text(html.replace("</li></ul><h3>Vervolgstappen", " Anders nu.</li></ul><h3>Vervolgstappen", 1), encoding="utf-8")
    capsys.readouterr()
    call_command("read_report", str(path), "--json")
    parts = [part for measure in json.loads(capsys.readouterr().out)["maatregelen"] for part in measure["onderdelen"]]
    changed = [part for part in parts if part["vorigeTekst"]]
    assert [part["eigenTekst"] for part in parts if part not in changed] == [
        f"Wij: {p['tekst']}" for p in parts if p not in changed
    ]
    assert (len(parts), len(changed)) == (found, 1)


def test_the_documents_of_the_benchmark_are_reports_of_45_pages():
    known = known_records(Report.objects.get(slug="vgr-5"))
    documents = {kind: document(kind, 1) for kind in ("docx", "pdf")}
    assert 35 <= len(PdfReader(io.BytesIO(documents["pdf"])).pages) <= 55
    found = read(open_document(documents["docx"], "rapportage.docx"), known)
    assert len({measure.slug for measure in found.maatregelen} - {None}) >= 30

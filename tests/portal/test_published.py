"""No public output shows a hidden record, whatever its kind."""

import io
import re
from zipfile import ZipFile

import pytest
from django.urls import resolve, reverse
from pypdf import PdfReader

from laws.enums import Effect
from laws.models import Requirement
from measures.enums import ReportState
from portal.desk.source_models import SourceText
from portal.desk.sources.written import WRITTEN
from portal.search.index import rebuild
from tests import factories
from tests.conftest import all_content_models
from tests.portal.addresses.public import HIDDEN, public_addresses, public_names


def test_every_public_address_is_looked_at(empty):
    """A new URL pattern must be added to `public_addresses()`."""
    report = factories.make_report()
    looked_at = {
        address.split("?")[0] for address in public_addresses(factories.make_everything(report, "X", main_number=24), report)
    }
    assert {resolve(address).url_name for address in looked_at} == set(public_names())


def text_of(response):
    """Return all text in a page or a file."""
    kind, content = response.get("Content-Type", "").split(";")[0], response.content
    if kind == "image/png":
        # What is drawn cannot be read; the small page in a frame says the same.
        return ""
    if kind == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if kind.endswith(("sheet", "wordprocessingml.document", "zip")):
        with ZipFile(io.BytesIO(content)) as parts:
            names = [name for name in parts.namelist() if name.endswith((".xml", ".rels", ".csv", ".json"))]
            return " ".join(parts.read(name).decode() for name in names)
    # A long line of a calendar continues on the next line, after a space (RFC 5545).
    return content.decode().replace("\r\n ", "")


def said(response):
    """Return the text of a response, without the words that it repeats from the request.

    Pages repeat a search term or a slug in forms, in links and between quotation marks.
    """
    return re.sub(
        rf'(?i)value="{HIDDEN}[^"]*"|\?(?:q|zoek)={HIDDEN}|q%3D{HIDDEN}|„{HIDDEN}”|{HIDDEN}-[0-9]+-rol', "", text_of(response)
    )


# One condition, `published()`, hides these states: see the last test of this file. What was withdrawn has pages of its own, which
# tests/portal/operations/test_withdrawn.py reads.
@pytest.mark.parametrize(
    "state",
    [
        ReportState.DRAFT,
        pytest.param(ReportState.WITHDRAWN, marks=[pytest.mark.once, pytest.mark.story]),
        pytest.param(ReportState.DISCARDED, marks=[pytest.mark.once, pytest.mark.story]),
    ],
)
def test_hidden_records_are_nowhere(client, empty, state):
    factories.make_everything(factories.make_report(publication="2024"), "Eerder", main_number=5)
    shown_report = factories.make_report("zichtbaar-rapport", title="Zichtbaar rapport", publication="2025")
    shown = factories.make_everything(shown_report, "Zichtbaar", main_number=3)
    hidden_report = factories.make_report("verborgen", title=f"{HIDDEN} rapport", state=state, publication="2026")
    hidden = factories.make_everything(hidden_report, HIDDEN, main_number=24)
    # The draft also has snapshots of records that are public.
    factories.make_stand(shown["measure"], hidden_report, title_printed=f"{HIDDEN} titel")
    factories.make_bill_stand(shown["bill"], hidden_report, title_printed=f"{HIDDEN} titel")
    factories.make_motion_stand(shown["motion"], hidden_report, title_printed=f"{HIDDEN} titel")
    # The draft mentions a public action. Published rows refer to a bill that only the draft mentions.
    shown["action"].mentions.create(
        report=hidden_report, condition=f"{HIDDEN} voorwaarde", in_force_until="2020-01-01", location=f"{HIDDEN} plek"
    )
    Requirement.objects.create(
        bill=hidden["bill"], action=shown["action"], report=shown_report, effect=Effect.ENDS, location="Zichtbaar"
    )
    # What staff see of the source of a public row.
    for written in WRITTEN:
        for row in written.rows(shown_report):
            SourceText.objects.create(
                report=shown_report, kind=written.kind, row=row.pk, text=f"{HIDDEN} zin", location=f"{HIDDEN} plek"
            )
    assert len({text.kind for text in SourceText.objects.all()}) == len(WRITTEN)
    shown["bill"].successor = hidden["bill"]
    shown["bill"].save()
    rebuild()

    # Each once: the lists and files of all records are the same for both.
    for address in dict.fromkeys([*public_addresses(shown, shown_report), *public_addresses(hidden, hidden_report)]):
        response = client.get(address)
        assert response.status_code in (200, 301, 400, 404, 410), address
        # A page may repeat words of the request, which `said()` removes. No other text may have them.
        text = said(response)
        tells_of_reports = address.startswith("/rapportages") or address == reverse("changes-feed") or ".ics" in address
        if state == ReportState.WITHDRAWN and (tells_of_reports or response.status_code == 410):
            # The withdrawal itself is public, with the title of the report. The content of the report is not.
            text = text.replace(f"{HIDDEN} rapport", "")
        assert HIDDEN.lower() not in text.lower(), address


@pytest.mark.once
def test_the_same_records_are_seen_once_published(client, empty):
    """The pages show the words of a record (`HIDDEN`) once its report is published.

    Without this, the test above would prove nothing: the pages might never show these words.
    """
    # The pages of changes need an earlier report.
    factories.make_everything(factories.make_report(publication="2024"), "Eerder", main_number=5)
    report = factories.make_report(title=f"{HIDDEN} rapport")
    records = factories.make_everything(report, HIDDEN, main_number=24)
    # These outputs never show the words: pictures, redirects, files for search engines, fixed lists, start pages, health checks,
    # and the comparison of a report with itself. A report is no source.
    silent = (
        "kst-", "/24/", ".png", ".xml", ".txt", "acties-sectoren", "/api/v1/bestaat", "openapi", "/api/v1/wijzigingen",
        "rol/wijzigingen", "/bronnen", "/berichten/stop/",
    )  # fmt: skip
    addresses = [address for address in public_addresses(records, report) if not any(part in address for part in silent)]
    nothing = {reverse(name) for name in ("api", "api-base", "api-without-version", "search", "alive", "ready", "metrics")}
    addresses = [address for address in addresses if address not in nothing]
    rebuild()
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        # Tables of links hold slugs only, in lower case.
        text = text_of(response).title() if address.startswith("/open-data/") else said(response)
        assert HIDDEN in text, address


def test_make_everything_makes_a_record_of_every_kind(empty):
    """Without this, the tests above would miss a new kind of record."""
    report = factories.make_report()
    factories.make_everything(report, "X", main_number=1)
    assert [model.__name__ for model in all_content_models() if not model._base_manager.exists()] == []


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.WITHDRAWN, ReportState.DISCARDED])
def test_every_kind_of_record_says_what_is_public_of_it(empty, state):
    """Each model that pages can show has `published()`, which selects all rows of a public report and no others."""
    hidden = factories.make_report(state=state)
    factories.make_everything(hidden, HIDDEN, main_number=24)
    models = [model for model in all_content_models() if not model._meta.auto_created]
    assert {model.__name__: model.objects.published().count() for model in models if model.objects.published().exists()} == {}
    factories.make_everything(factories.make_report(), "Zichtbaar", main_number=3)
    assert [model.__name__ for model in models if not model.objects.published().exists()] == []

"""The sentence of the source beside ours: in forms, in the checklist, and with the row when it is copied or goes."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.http import HttpResponse

from measures.models import Finding, Goal, MeasureItem
from portal.desk.editing.carrying import carry_over_rows
from portal.desk.editing.checks import check
from portal.desk.editing.worklist import add, carry_over
from portal.desk.follows.sources import sources_follow
from portal.desk.proposals.names import places_of
from portal.desk.source_models import SourceText
from portal.desk.sources.stored import own_sentences
from tests import factories
from tests.portal.desk.forms import form_in
from tests.portal.desk.records.test_removing import confirm
from tests.portal.desk.sources.conftest import item, with_source

pytestmark = pytest.mark.ignore_template_errors

ADDRESS = "/beheer/redactie/vgr-6/maatregel/hoorrecht/"


def waiting(report):
    return [(finding.is_error, finding.text) for finding in check(report) if finding.key.startswith("te-schrijven")]


@pytest.fixture
def stand(draft, hoorrecht):
    stand = factories.make_stand(hoorrecht, draft, summary="Kinderen worden gehoord.")
    with_source(stand, "Het hoorrecht is in ontwikkeling.", to_write=False)
    for place, text in enumerate(("Het wetsvoorstel wordt ingediend.", "De tweede zin."), start=1):
        with_source(item(stand, text, position=place), text, to_write=True)
    return stand


def test_a_row_shows_the_sentence_of_the_source_and_that_ours_is_still_to_be_written(as_editor, stand, published, hoorrecht):
    before = item(factories.make_stand(hoorrecht, published), "Er komt een voorstel.")
    with_source(before, "Het wetsvoorstel wordt in 2026 ingediend.")
    html = BeautifulSoup(as_editor.get(ADDRESS).content, "html.parser")
    sources = html.select(".source")
    assert [bool(source.select_one(".source__mark")) for source in sources] == [False, True, True]
    assert "Het hoorrecht is in ontwikkeling." in sources[0].text
    assert "lijdende vorm" in sources[1].text
    assert [mark.get_text(" ", strip=True) for mark in sources[1].select("del, ins")] == ["weg: in 2026"]


def test_the_mark_goes_when_an_own_sentence_is_written_or_when_it_is_called_ours(as_editor, draft, stand):
    second = SourceText.objects.filter(to_write=True).last()
    assert waiting(draft) == [(True, "4. Hoorrecht: nog 2 zinnen te schrijven. Er staan woorden van de bron.")]
    data = form_in(as_editor.get(ADDRESS))
    data.pop("onze-zin", None)
    assert as_editor.post(ADDRESS, data | {"measureitem-0-text": "Het  wetsvoorstel wordt ingediend. "}).status_code == 302
    assert len(SourceText.objects.filter(to_write=True)) == 2
    data = form_in(as_editor.get(ADDRESS))
    data |= {"measureitem-0-text": "De minister dient het voorstel in.", "onze-zin": str(second.pk)}
    assert as_editor.post(ADDRESS, data).status_code == 302
    assert not SourceText.objects.filter(to_write=True).exists()
    assert waiting(draft) == []


def test_a_sentence_of_the_source_goes_with_its_row(as_editor, stand):
    data = form_in(as_editor.get(ADDRESS)) | {"measureitem-1-DELETE": "on"}
    data.pop("onze-zin", None)
    assert as_editor.post(ADDRESS, data).status_code == 302
    assert list(SourceText.objects.values_list("kind", flat=True)) == ["measuresnapshot", "measureitem"]
    confirm(as_editor, "/beheer/redactie/vgr-6/weghalen/stand/maatregel/hoorrecht/")
    assert not SourceText.objects.exists()


def test_a_remark_about_a_bill_is_counted_too(draft):
    stand = factories.make_bill_stand(factories.make_bill("rust", title="Rust"), draft, remark="Het komt later.")
    with_source(stand, "Het komt later.", to_write=True)
    assert waiting(draft) == [(True, "Rust: nog 1 zin te schrijven. Er staan woorden van de bron.")]


def test_the_admin_lets_sentences_follow_only_for_who_is_logged_in(stand, editor, rf):
    MeasureItem.objects.first().delete()
    request = rf.post("/")
    request.resolver_match = SimpleNamespace(view_name="admin:measures_measure_change")
    left = []
    for user in (AnonymousUser(), editor):
        request.user = user
        sources_follow(lambda _request: HttpResponse(status=302))(request)
        left.append(SourceText.objects.count())
    assert left == [3, 2]


def test_what_has_the_words_of_the_source_is_published_only_by_setting(draft, stand, settings):
    settings.PUBLISH_SOURCE_WORDS = True
    assert waiting(draft) == [(False, "4. Hoorrecht: nog 2 zinnen te schrijven. Er staan woorden van de bron.")]
    MeasureItem.objects.first().delete()
    assert waiting(draft) == [(False, "4. Hoorrecht: nog 1 zin te schrijven. Er staan woorden van de bron.")]


def test_findings_are_counted_too_and_lead_to_their_list(as_editor, draft):
    goal = Goal.objects.create(number=1, title="Doel")
    finding = Finding.objects.create(report=draft, position=1, goal=goal, text="Een bevinding.", location="x")
    source = with_source(finding, "Een bevinding.", to_write=True)
    assert waiting(draft) == [(True, "Bevindingen: nog 1 zin te schrijven. Er staan woorden van de bron.")]
    assert 'href="/beheer/redactie/vgr-6/overig/bevinding/"' in as_editor.get("/beheer/redactie/vgr-6/controle/").content.decode()
    address = "/beheer/redactie/vgr-6/overig/bevinding/"
    page = as_editor.get(address)
    assert "Nog te schrijven" in page.content.decode()
    data = form_in(page) | {"rijen": [str(finding.pk), "nieuw-0"], "onze-zin": str(source.pk)}
    assert as_editor.post(address, data).status_code == 302
    assert waiting(draft) == []


def test_an_old_sentence_beside_a_changed_source_is_a_warning(draft, published, hoorrecht):
    before, now = (factories.make_stand(hoorrecht, report) for report in (published, draft))
    with_source(item(before, "Er komt een voorstel."), "Het voorstel komt in 2026.")
    source = with_source(item(now, "Er komt een voorstel."), "Het voorstel komt in 2026.")
    found = [finding for finding in check(draft) if finding.key.startswith("ingehaald")]
    assert found == []
    source.text = "Het voorstel komt in 2027."
    source.save()
    [found] = [finding for finding in check(draft) if finding.key.startswith("ingehaald")]
    assert (found.is_error, found.text) == (
        False, "4. Hoorrecht: de bron schrijft 1 zin anders, en onze zin is dezelfde als de vorige keer.",
    )  # fmt: skip


def test_the_sentences_of_the_source_go_along_when_rows_are_carried_over(draft, published, hoorrecht):
    stand = factories.make_stand(hoorrecht, published, summary="Wij.")
    with_source(stand, "Zij.")
    with_source(item(stand, "Onze zin."), "Hun zin.", to_write=True)
    goal = Goal.objects.create(number=1, title="Doel")
    with_source(Finding.objects.create(report=published, position=1, goal=goal, text="Dit.", location="x"), "Dat.")
    carry_over(add(draft, hoorrecht))
    carry_over_rows(draft, Finding)
    assert [(own.place.kind, own.ours, own.source) for own in own_sentences(draft)] == [
        ("stap", "Onze zin.", "Hun zin."), ("samenvatting", "Wij.", "Zij."), ("bevinding", "Dit.", "Dat."),
    ]  # fmt: skip
    assert draft.source_texts.filter(to_write=True).count() == 1


def test_the_export_of_the_content_has_no_sentence_of_the_source(stand, tmp_path):
    with_source(item(stand, "De derde zin.", position=3), "Onzichtbare woorden.")
    call_command("export_content", str(tmp_path / "inhoud"))
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "inhoud").iterdir())
    assert "De derde zin." in written
    assert "Onzichtbare woorden" not in written


def test_a_name_that_must_go_is_found_in_the_sentences_of_the_source(stand):
    source = with_source(item(stand, "De derde zin.", position=3), "De motie van mevrouw Voorbeeldnaam.")
    assert [place.row for place in places_of("Voorbeeldnaam")] == [source]

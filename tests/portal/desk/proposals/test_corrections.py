"""What is published changes only by two persons: every page that could change it prepares a proposal, which another approves."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from laws.models import LegalBasis
from measures.enums import ReportState
from measures.models import Correction, MeasureSnapshot, Report
from measures.publication.counting import changes_counted
from measures.publication.freezing import correcting
from motions.models import Motion
from portal.desk.models import Proposal, Publication
from portal.desk.proposals.changing import ProposalError
from portal.desk.proposals.deciding import approve
from portal.desk.roles import EDITOR, MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person
from tests.portal.desk.forms import filled_in
from tests.portal.desk.proposals.conftest import decide, logged_in

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

REASON = "De bron schrijft het anders."


def address_of(records, path=""):
    return f"/beheer/redactie/vgr-1/{path.format(**{name: row.pk for name, row in records.items()})}"


def requests(records, report):
    """Yield every write of the desk that would change what is public: (path, fields that change, proposal, what it changes)."""
    stand = f"maatregel/{records['measure'].slug}/"
    chapter, new = f"overig/hoofdstuk/{report.sections.get().pk}/", "nieuw/motie/"
    motion = {"nieuw-number": "31497-999", "nieuw-title": "Rust", "status": "in-uitvoering", "location": "x"}
    yield address_of(records, stand), {"summary": "Anders gelezen."}, "corrigeren", _stand_says
    yield address_of(records, chapter), {"summary": "Anders gelezen."}, "corrigeren", _chapter_says
    yield address_of(records, "overig/hoofdstuk/nieuw/"), {"title": "Nog een", "location": "x"}, "corrigeren", _has_two_chapters
    yield address_of(records, "gegevens/"), {"title": "Een andere titel"}, "corrigeren", _is_renamed
    yield address_of(records, new), motion, "corrigeren", Motion.objects.filter(number="31497-999").exists
    yield "/beheer/redactie/nog-te-openen/", {"adres": _basis().link}, "afvinken", _is_opened
    yield address_of(records, "intrekken/"), {"reden": REASON}, "intrekken", Report.objects.withdrawn().exists


def _stand_says():
    return MeasureSnapshot.objects.get().summary == "Anders gelezen."


def _chapter_says():
    return Report.objects.get().sections.get().summary == "Anders gelezen."


def _has_two_chapters():
    return Report.objects.get().sections.count() == 2


def _is_renamed():
    return Report.objects.get().title == "Een andere titel"


def _is_opened():
    return _basis().opened_on is not None


def _basis():
    return LegalBasis.objects.exclude(link="").order_by("pk").first()


def test_nothing_public_changes_without_a_reason_and_a_second_person(report, records, each):
    """Whoever may do everything still needs somebody else, on every page that changes what is published."""
    both, other = person("alles", EDITOR, PUBLISHER, MANAGER), person("ander", PUBLISHER, MANAGER)
    mine, theirs = logged_in(both), logged_in(other)
    for path, change, act, is_done in requests(records, report):
        with each(path):
            data = (filled_in(mine, path) if act == "corrigeren" else {}) | {"reason": REASON} | change
            before = changes_counted()
            answer = mine.post(path, data)
            made = Proposal.objects.latest("pk")
            assert answer.get("Location", "").startswith(f"/beheer/redactie/voorstellen/{made.pk}/"), answer.content.decode()
            assert (made.act, made.by, made.is_open) == (act, both, True)
            assert made.changes
            assert decide(mine, made, "goedkeuren", REASON).status_code == 409, "not by who proposed it"
            assert decide(theirs, made, "goedkeuren", " ").status_code == 409, "not without a reason"
            page = theirs.get(f"/beheer/redactie/voorstellen/{made.pk}/").content.decode()
            assert "Bekijk het voorbeeld" in page, "readers will see something change"
            assert (changes_counted(), is_done()) == (before, False)
            assert decide(theirs, made, "goedkeuren", REASON).status_code == 302
            assert is_done()
            assert changes_counted() > before
    assert Publication.objects.get().four_eyes


def test_a_team_of_one_agrees_with_itself_when_the_setting_says_so(report, records, piet, settings):
    settings.FOUR_EYES = False
    path = address_of(records, f"maatregel/{records['measure'].slug}/")
    piet.post(path, filled_in(piet, path) | {"summary": "Anders gelezen.", "reason": REASON})
    assert not _stand_says()
    decide(piet, Proposal.objects.get(), "goedkeuren")
    assert _stand_says()
    assert {made.reason for made in Correction.objects.filter(field="samenvatting")} == {"Zo staat het in de bron."}


def test_an_editor_proposes_and_only_a_publisher_or_for_a_withdrawal_a_manager_decides(report, records, roos, piet):
    path, bea = address_of(records, f"maatregel/{records['measure'].slug}/"), logged_in(person("bea", MANAGER))
    roos.post(path, filled_in(roos, path) | {"summary": "Anders gelezen.", "reason": REASON})
    made = Proposal.objects.get()
    assert "open voorstel van roos" in piet.get(path).content.decode()
    for client in (roos, bea):
        assert decide(client, made, "goedkeuren").status_code == 403
    assert decide(piet, made, "goedkeuren").status_code == 302
    bea.post(address_of(records, "intrekken/"), {"reden": REASON})
    withdrawal = Proposal.objects.latest("pk")
    assert decide(bea, withdrawal, "goedkeuren").status_code == 409
    assert decide(roos, withdrawal, "goedkeuren").status_code == 403
    assert decide(logged_in(person("ben", MANAGER)), withdrawal, "goedkeuren").status_code == 302
    assert Report.objects.get().state == ReportState.WITHDRAWN


def test_what_somebody_else_corrected_meanwhile_stays_and_the_same_field_is_asked(report, records, roos, piet):
    path = address_of(records, f"maatregel/{records['measure'].slug}/")
    proposals = []
    for change in ({"summary": "Anders gelezen."}, {"summary": "Nog anders."}, {"code": "4"}):
        roos.post(path, filled_in(roos, path) | {"reason": REASON} | change)
        proposals.append(Proposal.objects.latest("pk"))
    first, same, other = proposals
    assert decide(piet, first, "goedkeuren").status_code == 302
    page = piet.get(f"/beheer/redactie/voorstellen/{same.pk}/").content.decode()
    assert "en is nu „Anders gelezen.”" in page
    assert decide(piet, same, "goedkeuren").status_code == 409
    assert decide(piet, other, "goedkeuren").status_code == 302
    stand = MeasureSnapshot.objects.get()
    assert (stand.summary, stand.code) == ("Anders gelezen.", "4")
    again = filled_in(roos, f"/beheer/redactie/voorstellen/{same.pk}/", selector=f'form[action="{path}"]')
    html = roos.post(path, again | {"terugzetten": "ja"}).content.decode()
    assert "Nog anders." in html
    assert "Anders gelezen." in html
    with pytest.raises(ProposalError):
        approve(same, person("vera", PUBLISHER), REASON)


def test_the_page_shows_what_readers_will_see_and_nothing_of_it_is_kept(report, records, roos, piet, client):
    path = address_of(records, f"maatregel/{records['measure'].slug}/")
    roos.post(path, filled_in(roos, path) | {"summary": "Anders gelezen.", "status": "afgerond", "reason": REASON})
    made = Proposal.objects.get()
    address = f"/beheer/redactie/voorstellen/{made.pk}/"
    before = changes_counted()
    page = BeautifulSoup(piet.get(address).content, "html.parser")
    said = " ".join(page.select_one("main, #content").text.split())
    assert f"samenvatting ({report.short_name})" in said
    assert "wordt „Anders gelezen.”" in said
    assert "Feed van alle wijzigingen" in said
    measure = records["measure"].get_absolute_url()
    preview = piet.get(f"{address}voorbeeld{measure}")
    assert "Anders gelezen." in preview.content.decode()
    assert "no-store" in preview["Cache-Control"]
    assert preview["X-Robots-Tag"] == "noindex"
    assert "Anders gelezen." in piet.get(f"{address}voorbeeld/api/v1/maatregelen/{records['measure'].slug}").content.decode()
    assert "Anders gelezen." not in client.get(measure).content.decode()
    assert changes_counted() == before
    assert not Correction.objects.filter(field="samenvatting").exists()
    decide(piet, made, "goedkeuren")
    assert "Anders gelezen." in client.get(measure).content.decode()
    assert piet.get(f"{address}voorbeeld{measure}").status_code == 404


def test_a_name_that_must_go_leaves_no_trace_in_a_form_that_was_sent(report, records, roos, piet):
    stand = MeasureSnapshot.objects.filter(measure=records["measure"])
    path = address_of(records, f"maatregel/{records['measure'].slug}/")
    with correcting("Voor deze test."):
        stand.update(summary="Volgens Jan Jansen.")
    roos.post(path, filled_in(roos, path) | {"summary": "Volgens Jan Jansen zelf.", "reason": REASON})
    made = Proposal.objects.get()
    roos.post("/beheer/redactie/voorstellen/naam/", {"name": "Jan Jansen", "reason": "Die persoon vroeg erom."})
    decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Die persoon vroeg erom.")
    made.refresh_from_db()
    assert "Jansen" not in f"{made.sent} {made.changes}"
    assert decide(piet, made, "goedkeuren").status_code == 302
    assert stand.get().summary == "Volgens [naam weggehaald] zelf."


def test_what_is_frozen_opens_in_these_places_only():
    """Each is reached by the approval of a proposal. A page that needs another one registers with `carries_out`."""
    code = Path(settings.BASE_DIR) / "portal" / "desk"
    opens = {path.relative_to(code).as_posix() for path in code.rglob("*.py") if "with correcting(" in path.read_text("utf-8")}
    assert opens == {
        "editing/correcting.py", "editing/publishing.py", "pages/law_addresses.py", "proposals/deciding.py",
    }  # fmt: skip
    calls = re.compile(r"(?<!def )\b(correct|add_forgotten|withdraw|tick)\(")
    callers = {path.relative_to(code).as_posix() for path in code.rglob("*.py") if calls.search(path.read_text("utf-8"))}
    assert callers == {
        "pages/law_addresses.py", "pages/review.py", "pages/stands.py", "proposals/deciding.py",
        "records/new.py",
    }  # fmt: skip

"""„Er is iets gebeurd”: one form makes a draft that says what a source changes, and can be opened and changed again."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from laws.enums import Outcome, StationKind
from laws.models import Bill
from measures.enums import ReportKind, Status
from measures.models import Action, ActionMention, Report
from measures.models.fields import FIRST_DAY
from motions.models import Motion, MotionPaper
from portal.core.dates import in_dutch
from portal.desk.editing.checks import check
from portal.desk.editing.days import NO_DOCUMENT
from portal.desk.notices.forms import day_field
from portal.desk.notices.pages import NoticeEditor
from portal.desk.notices.stored import StoredNotice
from portal.desk.parts import bills_with_parts
from tests import factories
from tests.portal.desk.forms import filled_in
from tests.portal.desk.merging.test_kept import end_login
from tests.portal.desk.notices.conftest import LINK, NEW, PART, absence, address_of, day_of, filled, send, text_of

pytestmark = pytest.mark.ignore_template_errors

KINDS = [
    ("staatsblad", "Stb. 2026, 413", LINK, "officiele-bekendmaking", True),
    ("besluit", "Stb. 2026, 414", LINK, "officiele-bekendmaking", True),
    ("kamerbrief", "31497-999", "", "kamerbrief", False),
    ("stemming", "", LINK, "nieuwsbericht", True),
    ("stemming", "Handelingen II 2026/27, nr. 20", LINK, "officiele-bekendmaking", True),
    ("nieuwsbericht", "", LINK, "nieuwsbericht", False),
    ("eigen-bericht", "", "", "kort-bericht", False),
]


def errors_of(**fields):
    """Return what the forms say of a new notice that is not right."""
    data = QueryDict(urlencode(filled(**fields), doseq=True))
    editor = NoticeEditor(StoredNotice(Report(), bills_with_parts()), data)
    assert not editor.is_valid()
    rows = [row for some in (editor.motions, editor.actions) for row in (*some.errors, some.non_form_errors())]
    return " ".join(map(str, (editor.form.errors, *rows)))


@pytest.mark.once
@pytest.mark.parametrize(("kind", "number", "link", "becomes", "is_official"), KINDS)
def test_each_kind_is_a_source_of_its_own_kind(as_editor, kind, number, link, becomes, is_official):
    """A Staatsblad is no letter, and what nobody else wrote is a message of the editors."""
    name = f"wet-{absence().pk}"
    said = {f"{name}-station": "stemming-tweede-kamer", f"{name}-result": "Aangenomen."}
    draft = send(as_editor, kind=kind, number=number, link=link, **said)
    assert (draft.kind, draft.is_official, draft.publication) == (becomes, is_official, "10 november 2026")
    assert (draft.kamerstuk or draft.official_number, draft.link) == (number, link)
    assert draft.stations.get().is_reading == (kind == "eigen-bericht")
    assert check(draft) == []
    if kind != "staatsblad" and kind != "besluit":
        assert filled_in(as_editor, address_of(draft))["kind"] == kind


@pytest.mark.once
def test_the_day_of_a_part_with_its_station_and_source(as_editor):
    draft = send(as_editor, **{day_of(absence()): "1 augustus 2027"})
    entry, station = draft.entries_into_force.get(), draft.stations.get()
    assert (entry.bill, entry.part, f"{entry.date}", entry.location) == (absence(), PART, "2027-08-01", "Artikel 1")
    assert (station.kind, station.period, station.reference) == (StationKind.PUBLISHED, "10 november 2026", "Stb. 2026, 412")
    assert not draft.billsnapshots.exists()
    assert draft.slug == "stb-2026-412"
    assert check(draft) == [], "a draft with only entries into force says something"
    assert Report.objects.published().filter(pk=draft.pk).count() == 0
    assert as_editor.get("/rapportages/stb-2026-412/").status_code == 404


@pytest.mark.once
def test_a_year_that_is_a_slip_and_a_bill_that_is_withdrawn_and_in_force(as_editor):
    name = f"wet-{absence().pk}"
    both = send(as_editor, **{f"{name}-outcome": Outcome.WITHDRAWN, day_of(absence()): "1 augustus 2027"})
    (finding,) = (each for each in check(both) if each.is_error)
    assert "ingetrokken, en toch een dag van inwerkingtreding" in finding.text
    later = send(as_editor, day="10 november 2036", number="Stb. 2036, 1", **{day_of(absence()): "1 augustus 2037"})
    assert [(each.is_error, each.text) for each in check(later)] == [
        (False, "Deze bron is van 10 november 2036. Dat is pas over meer dan een half jaar.")
    ]


@pytest.mark.once
@pytest.mark.parametrize(("outcome", "stations"), [(Outcome.ADOPTED, ["staatsblad"]), (Outcome.WITHDRAWN, [])])
def test_only_a_law_stands_in_the_staatsblad(as_editor, outcome, stations):
    draft = send(as_editor, **{f"wet-{absence().pk}-outcome": outcome})
    assert list(draft.stations.values_list("kind", flat=True)) == stations


@pytest.mark.once
def test_parts_are_a_list_with_the_actions_that_each_one_moves(as_editor):
    page = BeautifulSoup(as_editor.get(NEW).content, "html.parser")
    field = page.select_one(f"input[name={day_of(absence())}]")
    beside = field.find_parent(class_="desk-part").get_text(" ")
    assert PART in beside
    assert "wordt verplicht: Registreer verzuim op de manier die voor iedereen gelijk wordt." in beside
    assert "wordt mogelijk: Geef een signaal bij zorgelijk verzuim" in beside
    merged = {bill.pk for bill in Bill.objects.exclude(successor=None)}
    assert merged
    assert not merged & {each.bill.pk for each in bills_with_parts()}


@pytest.mark.once
@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(
    ("day", "says"),
    [("1-1-1827", "te lang geleden"), ("1-1-2927", "te ver weg"), ("zodra het kan", "Schrijf de dag als 1-8-2027"),
     ("31 februari 2027", "Schrijf de dag als 1-8-2027")],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_hint(day, says):
    for wrong in ({day_of(absence()): day}, {"day": day}, {"actions": [{"action": "1", "first": day}]}):
        assert says in errors_of(**wrong)


@pytest.mark.once
def test_what_was_typed_stays_and_nothing_is_saved(as_editor):
    response = as_editor.post(NEW, filled(**{day_of(absence()): "zodra het kan"}, motions=[{"vote_result": "aangenomen"}]))
    assert (response.status_code, Report.objects.drafts().exists()) == (200, False)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one(f"input[name={day_of(absence())}]")["value"] == "zodra het kan"
    assert page.select_one("#fouten a")["href"] == f"#id_{day_of(absence())}"
    assert page.select_one("details.desk-fold[open] .errors"), "what is wrong is open"
    assert "Kies de motie." in text_of(response)


@pytest.mark.once
# A period is read with years up to 2099.
@given(day=st.dates(FIRST_DAY, dt.date(2099, 12, 31)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_day_in_digits_is_the_day_in_words(day):
    digits, words = f"{day.day}-{day.month}-{day.year}", in_dutch(day)
    assert day_field("x").clean(digits) == day_field("x").clean(words) == day


@pytest.mark.once
def test_a_day_far_from_its_source_is_asked_about(as_editor):
    motion, action = Motion.objects.get(number="31497-305"), Action.objects.get(slug="steunpunt-inrichten")
    draft = send(
        as_editor,
        actions=[{"action": action.pk, "first": "1-1-2004", "last": "1-1-2062"}],
        motions=[{"motion": motion.pk, "voted_on": "11-11-2026", "vote_result": "aangenomen"}],
        **{day_of(absence()): "1-8-2072"},
    )
    found = check(draft)
    assert not any(finding.is_error for finding in found)
    told = ["1 augustus 2072, meer dan tien jaar voor of na", "1 januari 2062, meer dan tien jaar na", "na de dag van deze bron"]
    assert [words in finding.text for words, finding in zip(told, found, strict=True)] == [True] * 3
    assert "Waarschuwing zonder toelichting" in text_of(as_editor.get(address_of(draft)))


def test_opened_again_it_has_everything_and_saving_it_changes_nothing(as_editor):
    motion, action = Motion.objects.get(number="31497-305"), Action.objects.get(slug="steunpunt-inrichten")
    name = f"wet-{absence().pk}"
    draft = send(
        as_editor,
        motions=[{"motion": motion.pk, "voted_on": "9-11-2026", "vote_result": "aangenomen", "vote_against": "geen",
                  "status": "afgerond", "status_printed": "Afgedaan", "follow_up": "De wet regelt dit."}],
        actions=[{"action": action.pk, "last": "31 juli 2028"}],
        **{day_of(absence()): "1-8-2027", f"{name}-outcome": Outcome.ADOPTED, f"{name}-result": "De wet staat erin."},
    )  # fmt: skip
    address, count = address_of(draft), LogEntry.objects.count()
    again = filled_in(as_editor, address)
    assert (again["kind"], again["number"]) == ("stemming", "Stb. 2026, 412"), "it tells of a vote"
    assert again["motie-0-vote_against"] == "geen"
    assert again["actie-0-last"] == "31-07-2028"
    assert as_editor.post(address, again).status_code == 302
    assert LogEntry.objects.count() == count, "nothing was written"
    assert draft.billsnapshots.get().outcome == Outcome.ADOPTED
    assert (draft.motion_papers.get().vote_result, draft.motionsnapshots.get().status) == ("aangenomen", "afgerond")
    emptied = {key: "" for key in again if key.startswith(("motie-0-", "actie-0-", f"{name}-"))}
    response = as_editor.post(address, again | emptied | {"opened": filled_in(as_editor, address)["opened"]})
    assert response.status_code == 302
    rows = (draft.stations, draft.entries_into_force, draft.billsnapshots, draft.motion_papers, draft.motionsnapshots)
    assert not any(some.exists() for some in (*rows, draft.mentions, draft.tasks))


@pytest.mark.once
def test_what_other_pages_entered_stays(as_editor):
    draft = send(as_editor, **{day_of(absence()): "1-8-2027"})
    entry = draft.entries_into_force.get()
    entry.location = "Artikel 9, eerste lid"
    entry.save()
    station = draft.stations.get()
    station.period, station.link = "juni 2026", "https://example.org/"
    station.save()
    motion = Motion.objects.get(number="31497-305")
    factories.make_motion_stand(motion, draft, status=Status.UNKNOWN, explanation="Zie de brief.")
    ActionMention.objects.create(action=Action.objects.first(), report=draft, condition="Vanaf 2027", location="Artikel 2")
    changed = filled_in(as_editor, address_of(draft)) | {"place": "Het hele stuk", day_of(absence()): "1-1-2028"}
    assert as_editor.post(address_of(draft), changed).status_code == 302
    entry.refresh_from_db()
    assert (f"{entry.date}", entry.location, draft.mentions.count()) == ("2028-01-01", "Artikel 9, eerste lid", 1)
    station.refresh_from_db()
    assert (station.location, station.period, station.link) == ("Het hele stuk", "juni 2026", "https://example.org/")
    assert draft.motionsnapshots.get().explanation == "Zie de brief."


@pytest.mark.once
@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"number": ""}, "Vul het nummer in"), ({"link": ""}, "Vul het adres in"), ({"title": ""}, "vereist"),
     ({"kind": "kamerbrief", "number": "", "link": ""}, "Vul het nummer van het Kamerstuk in"),
     ({"kind": "kamerbrief", "number": "Stb. 2026, 1"}, "Schrijf het nummer als dossier"),
     ({"kind": "eigen-bericht", "summary": ""}, "Schrijf wat er gebeurde"),
     ({"motions": [{"vote_result": "aangenomen"}]}, "Kies de motie."),
     ({"motions": [{"motion": "31497-305"}]}, "Vul in wat er bij deze motie verandert."),
     ({"motions": [{"motion": "31497-305", "status": "afgerond"}]}, "Schrijf met welke woorden"),
     ({"actions": [{"action": "steunpunt-inrichten", "first": "2-1-2028", "last": "1-1-2028"}]}, "eindigt voordat zij begint"),
     ({"actions": [{"action": "steunpunt-inrichten", "first": "2-1-2028"}] * 2}, "hetzelfde twee keer"),
     ({"station": "stemming-eerste-kamer"}, "Schrijf in één zin wat er gebeurde."),
     ({"kind": "nieuwsbericht", "result": "Aangenomen."}, "Kies ook wat er gebeurde.")],
)  # fmt: skip
@pytest.mark.usefixtures("db")
def test_what_is_wrong_is_said(wrong, says):
    wrong = {f"wet-{absence().pk}-{name}" if name in ("station", "result") else name: value for name, value in wrong.items()}
    keys = {motion.number: motion.pk for motion in Motion.objects.all()} | dict(Action.objects.values_list("slug", "pk"))
    for rows in ("motions", "actions"):
        if rows in wrong:
            wrong[rows] = [{name: keys.get(value, value) for name, value in row.items()} for row in wrong[rows]]
    assert says in errors_of(**wrong)


@pytest.mark.once
def test_a_message_of_the_editors_gives_no_day_of_a_law(as_editor):
    """Only what another wrote puts a law into force; see the checklist."""
    own = {"kind": "eigen-bericht", "number": "", "link": ""}
    draft = send(as_editor, **own, **{day_of(absence()): "1-8-2027"})
    assert NO_DOCUMENT in [finding.text for finding in check(draft) if finding.is_error]
    as_editor.post(address_of(draft), {"voorleggen": "ja"})
    assert not hasattr(draft, "offer")
    for row in (*draft.entries_into_force.all(), *draft.stations.all()):
        row.delete()
    assert check(draft) == [], "its sentence is what it says"
    ActionMention.objects.create(action=Action.objects.first(), report=draft, in_force_from="2027-01-01", location="x")
    assert [finding.text for finding in check(draft)] == [NO_DOCUMENT]


@pytest.mark.once
def test_after_an_error_a_row_that_is_stored_is_no_new_one(as_editor):
    draft = send(as_editor, motions=[{"motion": Motion.objects.first().pk, "vote_result": "aangenomen"}])
    response = as_editor.post(address_of(draft), filled_in(as_editor, address_of(draft)) | {"title": ""})
    names = [fold.text for fold in BeautifulSoup(response.content, "html.parser").select("details.desk-fold > summary")]
    assert [name for name in names if name.startswith(("Rij", "Nieuwe rij"))][:2] == ["Rij 1", "Nieuwe rij"]


@pytest.mark.once
def test_it_is_offered_to_a_publisher_until_it_changes(client, as_editor, publisher):
    draft = send(as_editor, **{day_of(absence()): "1-8-2027"})
    changed = filled_in(as_editor, address_of(draft)) | {"title": "Een andere titel"}
    assert (changed["kind"], changed["day"]) == ("staatsblad", "10-11-2026")
    assert "Leg voor aan een publicist" in text_of(as_editor.get(address_of(draft)))
    assert as_editor.post(address_of(draft), {"voorleggen": "ja"}).status_code == 302
    client.force_login(publisher)
    desk = client.get("/beheer/redactie/").content.decode()
    assert "Wacht op een collega" in desk
    assert f'href="{address_of(draft)}"' in desk
    assert "Voorgelegd door roos" in text_of(client.get(address_of(draft)))
    same = filled_in(client, address_of(draft))
    assert client.post(address_of(draft), same).status_code == 302
    assert "Wacht op een collega" in client.get("/beheer/redactie/").content.decode(), "the same words change nothing"
    assert client.post(address_of(draft), changed).status_code == 302
    assert "Wacht op een collega" not in client.get("/beheer/redactie/").content.decode()


@pytest.mark.once
def test_a_progress_report_has_a_worklist_instead(as_editor):
    factories.make_report("vgr-9", state="concept")
    assert as_editor.get("/beheer/redactie/vgr-9/kort-bericht/").status_code == 404
    assert as_editor.get("/beheer/redactie/vgr-5/kort-bericht/").status_code == 404
    letter = factories.make_report("brief", state="concept", kind=ReportKind.LETTER, publication="november 2026")
    assert filled_in(as_editor, address_of(letter))["day"] == ""
    assert address_of(letter) in as_editor.get("/beheer/redactie/brief/").content.decode()


@pytest.mark.once
def test_an_expired_login_costs_nothing(client, editor):
    client.force_login(editor)
    client.get(NEW)
    end_login(client)
    assert client.post(NEW, filled(title="Bijna weg")).status_code == 302
    client.force_login(editor)
    assert "Bijna weg" in client.get(NEW).content.decode()
    assert MotionPaper.objects.filter(report__state="concept").count() == 0

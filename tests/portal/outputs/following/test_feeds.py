"""The feed of any page with records: its filters, its refusals, and ids that never change."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from measures.enums import ActionKind, ReportKind, Status
from measures.models import ActionMention, Correction, Role
from portal.outputs.feeds import atom
from portal.search.index import rebuild
from tests import factories
from tests.portal.outputs.feeds.reading import entries_at, feed_at, parsed

DAYS = [dt.datetime(2026, 3, n, tzinfo=dt.UTC) for n in (1, 2)]
CHANGE = "wijziging/vgr-1/vgr-2/status/"


@pytest.fixture
def reports(empty):
    return [factories.make_report(f"vgr-{n}", publication=str(2020 + n), published_at=DAYS[n - 1]) for n in (1, 2)]


@pytest.fixture
def role(empty):
    return Role.objects.create(slug="leraar", name="Leraar", plural="leraren")


@pytest.fixture
def measures(reports):
    """Two measures: one that was done, and one that still runs with other words."""
    made = [factories.make_measure(number, slug=slug) for number, slug in ((1, "een"), (2, "twee"))]
    for measure, now in zip(made, (Status.DONE, Status.UNDERWAY), strict=True):
        for report, status in zip(reports, (Status.STARTING, now), strict=True):
            factories.make_stand(measure, report, status=status)
    return made


def test_a_list_with_a_filter_is_a_feed_of_what_the_list_shows(client, measures):
    assert entries_at(client, "/maatregelen.atom").keys() == {f"{CHANGE}maatregel/een", f"{CHANGE}maatregel/twee"}
    chosen = feed_at(client, "/maatregelen.atom?status=afgerond&rapportage=")
    assert [entry.id.split(",2026:")[1] for entry in chosen.entries] == [f"{CHANGE}maatregel/een"]
    links = {link.rel: link.href for link in chosen.feed.links}
    assert links["self"] == "http://testserver/maatregelen.atom?status=afgerond"
    assert links["alternate"] == "http://testserver/maatregelen/?status=afgerond"
    assert chosen.feed.title.startswith("Wijzigingen: maatregelen (status: afgerond)")
    assert chosen.feed.id != feed_at(client, "/maatregelen.atom").feed.id
    assert chosen.entries[0].updated == DAYS[1].isoformat(), "when it became known here"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["maatregelen", "wetsvoorstellen", "moties", "doelen", "overzicht", "nu", "zoeken", "nu/leraar"])
def test_a_feed_and_a_calendar_refuse_what_their_list_refuses(client, name):
    Role.objects.get_or_create(slug="leraar", defaults={"name": "Leraar", "plural": "leraren"})
    for query in ("rapportage=bestaat-niet", "bestaat=niet"):
        answer = client.get(f"/{name}.atom?{query}")
        assert answer.status_code == 400
        assert "Deze download bestaat niet" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "?q=", "?q=%0A+", "?soort=actie"])
def test_a_search_for_nothing_is_no_feed(client, query):
    for name in ("zoeken.atom", "zoeken.ics"):
        answer = client.get(f"/{name}{query}")
        assert (answer.status_code, "Vul in waarnaar u zoekt." in answer.content.decode()) == (400, True)


def test_titles_have_words_and_ids_have_one_spelling(client, measures):
    records = factories.make_everything(measures[0].snapshots.first().report, "X", main_number=24)
    goal, role = records["goal"], records["role"]
    named = {
        "/maatregelen.atom?status=in-uitvoering": "Wijzigingen: maatregelen (status: in uitvoering) – ",
        f"/nu/{role.slug}.atom?datum=2027-08-01": f"{role.plural} (op welke dag: 1 augustus 2027) – ",
        "/nu.atom?stand=geldt-nu": "alle rollen (stand: verplicht, geldt nu) – ",
        "/zoeken.atom?q=%20verzuim%0A": "Wijzigingen: „verzuim” – ",
    }
    for address, title in named.items():
        assert title in feed_at(client, address).feed.title
    dossier = records["motion"].dossier
    assert f"moties (dossier: {dossier})" in feed_at(client, f"/moties.atom?dossier={dossier}").feed.title
    for one, same in (
        ("/zoeken.atom?q=verzuim", "/zoeken.atom?q=%20verzuim%0A"),
        (f"/maatregelen.atom?doel={goal.number}", f"/maatregelen.atom?doel=0{goal.number}&zoek="),
    ):
        assert feed_at(client, one).feed.id == feed_at(client, same).feed.id


def test_what_a_search_finds(client, measures, role):
    action = factories.make_action(measures[0].snapshots.first().report, measures[0], role, text="Praat met de gemeente.")
    rebuild()
    found = entries_at(client, "/zoeken.atom?q=gemeente")
    assert found.keys() == {f"actie/{action.slug}"}
    assert entries_at(client, "/zoeken.atom?q=onvindbaar") == {}


def _mention(action, report, day):
    ActionMention.objects.create(action=action, report=report, in_force_from=day, location="x")


def test_one_action_tells_what_is_new_moved_corrected_and_said(client, reports, role):
    measure = factories.make_measure(1, slug="een")
    action = factories.make_action(reports[0], measure, role, text="Doe dit.")
    _mention(action, reports[1], "2027-08-01")
    paper = factories.make_report("stb-1", kind=ReportKind.OFFICIAL, publication="1 mei 2026", link="https://example.org/")
    _mention(action, paper, "2027-01-01")
    made = Correction.objects.create(
        report=reports[1], subject_type="rapportage", subject_key="vgr-2", subject_title="Doe dit.", action_key=action.slug,
        field="vermelding van een actie, geldt vanaf", old_value="a", new_value="b", reason="Fout.", editor_function="redacteur",
    )  # fmt: skip
    found = entries_at(client, f"/acties/{action.slug}.atom")
    assert found.keys() == {
        f"actie/{action.slug}", f"actie/{action.slug}/dag/vgr-2", f"correctie/{made.pk}", "rapportage/stb-1/gepubliceerd",
    }  # fmt: skip
    moved = found[f"actie/{action.slug}/dag/vgr-2"]
    assert moved.title == "Andere dag: Doe dit. (geldt vanaf 1 augustus 2027)"
    assert moved.updated == DAYS[1].isoformat()
    ids = entries_at(client, "/nu/leraar.atom").keys()
    assert {f"actie/{action.slug}/dag/vgr-2", f"correctie/{made.pk}", f"actie/leraar/{action.slug}"} <= ids


def test_a_role_with_a_sector_and_a_standing(client, reports, role):
    measure = factories.make_measure(1, slug="een")
    duty = factories.make_action(
        reports[1], measure, role, in_force_from="2020-01-01", states_in_force=True, kind=ActionKind.DUTY
    )
    option = factories.make_action(reports[1], measure, role)
    assert f"actie/leraar/{option.slug}" in entries_at(client, "/nu/leraar.atom")
    found = entries_at(client, "/nu/leraar.atom?stand=geldt-nu")
    assert f"actie/leraar/{duty.slug}" in found
    assert f"actie/leraar/{option.slug}" not in found


def test_a_goal_and_a_motion(client, reports):
    records = factories.make_everything(reports[1], "X", main_number=24)
    goal, motion = records["goal"], records["motion"]
    assert feed_at(client, f"/doelen/{goal.number}.atom").feed.title.startswith("Wijzigingen: doel")
    assert feed_at(client, f"/moties/{motion.number}.atom").feed.title.startswith("Wijzigingen: motie")
    assert "rapportage/vgr-2/gepubliceerd" in entries_at(client, "/rapportages.atom")


def test_a_feed_has_its_newest_entries_only(client, measures, monkeypatch):
    monkeypatch.setattr(atom, "MOST", 1)
    everything = [entry.id for entry in parsed(client.get("/wijzigingen.atom")).entries]
    assert len(everything) == 1


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "feed", "calendar"),
    [
        ("/maatregelen/?status=afgerond", "/maatregelen.atom?status=afgerond", "/maatregelen.ics?status=afgerond"),
        ("/moties/", "/moties.atom", "/moties.ics"),
        ("/doelen/2/", "/doelen/2.atom", "/doelen/2.ics"),
        ("/moties/?utm_source=brief&pagina=1", "/moties.atom", "/moties.ics"),
        ("/doelen/2/?fbclid=1", "/doelen/2.atom", "/doelen/2.ics"),
        ("/maatregelen/?fbclid=1&status=afgerond", "/maatregelen.atom?status=afgerond", "/maatregelen.ics?status=afgerond"),
        ("/nu/schoolleider/?sector=po", "/nu/schoolleider.atom?sector=po", "/nu/schoolleider.ics?sector=po"),
    ],
)
def test_a_page_names_its_feed_and_its_calendar(client, page, feed, calendar):
    html = BeautifulSoup(client.get(page).content, "html.parser")
    assert html.head.find("link", rel="alternate", type="application/atom+xml")["href"] == feed
    found = html.head.find("link", rel="alternate", type="text/calendar")
    assert (found["href"] if found else "") == calendar
    follows = [link["href"] for link in html.main.find_all("a", href=True) if link["href"].startswith("webcal:")]
    mark = "&" if "?" in calendar else "?"
    foreign = ("utm_source", "fbclid", "pagina")
    assert not [link["href"] for link in html.select(".downloads a, .follow a") if any(name in link["href"] for name in foreign)]
    assert follows == ([f"webcal://testserver{calendar}", f"webcal://testserver{calendar}{mark}voorbij=nee"] if calendar else [])

"""`/nu/` and `/nu/<rol>/`: the order of the sections, the filters, and bad input."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup

from measures.enums import ActionKind
from measures.models import Action, ActionMention, Report, Role
from measures.periods import read_period
from portal.agenda import Entry, Facts, Promise, summary_of
from portal.agenda.views import MOST
from portal.agenda.words import summary_in_words
from portal.core.sources import Source
from portal.site.tags import agenda as agenda_tags
from tests import factories

pytestmark = [pytest.mark.usefixtures("fixed_day"), pytest.mark.once]


@pytest.fixture
def fixed_day(monkeypatch):
    noon = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_page_begins_with_the_duties_of_today(client):
    page = BeautifulSoup(client.get("/nu/schoolbestuur/").content, "html.parser")
    duties, options = page.select(".lead")
    assert duties.get_text() == (
        "11 verplichtingen gelden nu. 2 komen eraan of worden verwacht, de eerste gepland op 1 augustus 2027. "
        "Dat is een plan volgens het rapport van 295 dagen geleden (Voortgangsrapportage 5); "
        "niet bekend of de wet is aangenomen. Van 6 andere is de datum onbekend of niet bevestigd."
    )
    assert options.get_text() == (
        "U hebt nu al 25 mogelijkheden. Daarnaast zijn er 18 oudere mogelijkheden, voor het laatst genoemd in 2022 of 2023."
    )
    assert [link.get_text() for link in page.select(".tools a")] == [
        "Print",
        "Agenda",
        "Excel",
        "Werkplan",
        "Veranderingen",
    ]
    assert page.find(id="keuze").name == "details"


def test_older_options_stand_apart_closed_and_by_year(client):
    html = client.get("/nu/samenwerkingsverband/").content.decode()
    older = html[html.index('id="ouder"') : html.index('id="vervallen"')]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", older))
    assert "Of zij er nog zijn, is niet bekend." in text
    assert text.index("voor het laatst genoemd in 2023") < text.index("voor het laatst genoemd in 2022")
    assert older.count('<details class="report-block">') == 2
    assert "/acties/tussenproduct-norm-gebruiken/" in older
    assert "/acties/tussenproduct-norm-gebruiken/" not in html[: html.index('id="ouder"')]
    # Named in 2022 and again in the fifth report.
    assert "/acties/onafhankelijk-lid-benoemen/" not in older


def test_an_option_is_older_only_beside_a_later_progress_report(client):
    """When the overview of 2022 or the second report was the newest, what it names was not old."""
    text = text_of(client.get("/nu/leraar/?rapportage=overzicht-2022&datum=2022-12-01"))
    assert "oudere mogelijkhe" not in text
    assert "voor het laatst genoemd in 2022." in text_of(client.get("/nu/leraar/?rapportage=vgr-2&datum=2023-12-01"))


def test_older_options_stay_in_files_and_api(client):
    assert "tussenproduct-norm-gebruiken" in client.get("/nu/samenwerkingsverband.csv").content.decode()
    found = client.get("/api/v1/acties?rol=samenwerkingsverband&stand=kan-nu-al&pageSize=200").json()["results"]
    assert "tussenproduct-norm-gebruiken" in {action["id"] for action in found}


def test_sections_come_in_order_of_urgency(client):
    html = client.get("/nu/schoolbestuur/").content.decode()
    places = [html.index(f'id="{name}"') for name in ("geldt-nu", "komt", "kan-nu-al", "later-mogelijk", "ouder", "vervallen")]
    assert places == sorted(places)


def test_only_a_confirmed_day_is_counted_down_to():
    """A plan says its report and the age of it, and never „over 39 dagen”."""
    day, source = dt.date(2026, 11, 23), Source(Report(reference_date=dt.date(2026, 2, 1), kind="kamerbrief"), "")
    promise = Promise("1 januari 2027", read_period("1 januari 2027"), source)
    planned = Entry(Action(pk=1), Facts(ActionKind.DUTY, promises=(promise,)), day)
    stated = Entry(Action(pk=2), Facts(ActionKind.DUTY, confirmed=True, start=dt.date(2027, 1, 1)), day)
    assert "de eerste op 1 januari 2027, over 39 dagen." in summary_in_words(summary_of([stated]), "leraren")
    said = summary_in_words(summary_of([planned]), "leraren")
    assert "de eerste gepland op 1 januari 2027. Dat is een plan volgens het rapport van 295 dagen geleden" in said
    assert "over " not in said


@pytest.mark.parametrize("role", ["leraar", "samenwerkingsverband"])
def test_nothing_is_called_free_of_obligation_that_no_source_calls_so(client, role):
    text = text_of(client.get(f"/nu/{role}/"))
    assert "niet verplicht" not in text
    assert "Er geldt nu geen verplichting" not in text
    assert "Zij noemen geen verplichting voor" in text


def test_options_and_what_lapsed_are_folded(client):
    """A long list of options must not push the duties out of sight."""
    html = client.get("/nu/samenwerkingsverband/").content.decode()
    page = BeautifulSoup(html, "html.parser")
    for name in ("kan-nu-al", "ouder"):
        found = page.find(id=name)
        actions = (found if found.name == "section" else found.find_parent("section")).select(".action")
        assert actions
        assert all(action.find_parent("details") for action in actions)
    assert "<details" in html[html.index('id="vervallen"') :]


def test_the_calendar_says_how_sure_a_date_is_and_how_often_it_moved(client):
    text = text_of(client.get("/nu/schoolbestuur/"))
    plan = "een plan volgens het rapport van 295 dagen geleden (Voortgangsrapportage 5); niet bekend of de wet is aangenomen"
    assert f"1 augustus 2027 Verwacht Dit staat nog niet vast: {plan}. 1 keer verschoven: 1 augustus 2023 (" in text
    assert "→ 1 augustus 2027 (Voortgangsrapportage 5, voor „Overige maatregelen”)" in text
    later = text_of(client.get("/nu/schoolbestuur/?datum=2028-01-01"))
    assert "Datum verstreken, niet bevestigd De geplande datum is voorbij." in later


def test_every_action_shows_its_source(client):
    html = client.get("/nu/schoolleider/").content.decode()
    assert html.count('class="action"') == html.count("<summary>bron")
    assert html.count('class="action"') == Action.objects.filter(roles__slug="schoolleider").count()


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("sector=vo", "Zorg dat elke leerling een aanspreekpunt heeft", "voor leraren in het basisonderwijs"),
        ("maatregel=hoorrecht", "Praat met leerlingen", "Registreer verzuim"),
        ("maatregel=verzuim-en-schooluitval-voorkomen", "Registreer verzuim", "Praat met leerlingen"),
        ("doel=2", "Praat met leerlingen", "Registreer verzuim"),
        ("stand=verwacht", "Registreer verzuim", "Praat met leerlingen"),
        ("zoek=schoolgids", "Schrijf in de schoolgids", "Registreer verzuim"),
        ("rapportage=vgr-2", "Beschrijf voor elke locatie", "Vraag alle leerlingen"),
        ("datum=2025-01-01", "Beschrijf voor elke locatie de extra", "bestaat niet"),
        ("datum=01-01-2025", "op 1 januari 2025", "bestaat niet"),
    ],
)
def test_filters(client, query, shown, hidden):
    text = text_of(client.get(f"/nu/schoolbestuur/?{query}"))
    assert shown in text
    assert hidden not in text.split("Kijk voor een andere rol")[0].split("Toon alles")[-1]


def test_the_line_above_says_what_is_chosen(client):
    text = text_of(client.get("/nu/schoolleider/?sector=po&datum=2027-08-01&rapportage=vgr-2"))
    assert "schoolleiders · po · op 1 augustus 2027 · zoals bekend in: Tweede voortgangsrapportage" in text


def test_a_choice_that_fits_nothing_says_what_to_do(client):
    response = client.get("/nu/ouder/?stand=geldt-nu")
    assert response.status_code == 200
    assert "Niets past bij deze keuze" in text_of(response)


@pytest.mark.parametrize("page", ["/nu/", "/nu/leraar/", "/nu/leraar.pdf", "/nu/leraar.ics", "/nu/leraar.csv", "/nu/leraar.xlsx"])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("datum=morgen", "Schrijf een dag als 2027-08-01"),
        ("datum=2027-02-29", "Deze dag bestaat niet"),
        ("datum=0000-00-00", "Deze dag bestaat niet"),
        ("sector=hbo", "Primair onderwijs (po), Voortgezet onderwijs (vo), Gespecialiseerd onderwijs (go)"),
        ("rapportage=vgr-99", "Vijfde voortgangsrapportage"),
        ("stand=zeker", "Verplicht, geldt nu, Komt eraan"),
        ("maatregel=bestaat-niet", "Kies een waarde uit de lijst"),
        ("doel=8", "De leerling wordt gehoord"),
        ("zoek=" + "x" * 200, "100 tekens"),
        ("zoek=%00", "Woorden"),
    ],
)
def test_a_bad_filter_says_what_is_possible(client, page, query, says):
    response = client.get(f"{page}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert says in text_of(response)


@pytest.mark.parametrize("address", ["/nu/directeur/", "/nu/directeur.pdf", "/nu/directeur.ics"])
def test_an_unknown_role_is_answered_with_the_roles_there_are(client, address):
    response = client.get(address)
    assert response.status_code == 404
    text = text_of(response)
    assert "Deze rol bestaat niet" in text
    assert all(role.name in text for role in Role.objects.published())


@pytest.mark.parametrize("day", ["0001-01-01", "1900-02-28", "2028-02-29", "9999-12-31"])
@pytest.mark.parametrize(
    "page", ["/nu/", "/nu/samenwerkingsverband/", "/nu/samenwerkingsverband.ics", "/nu/samenwerkingsverband.xlsx"]
)
def test_any_day_works(client, page, day):
    assert client.get(f"{page}?datum={day}").status_code == 200


def test_the_roles_page_keeps_the_filters_for_the_role(client):
    html = client.get("/nu/?datum=2027-08-01&sector=po").content.decode()
    assert "/nu/schoolleider/?sector=po&amp;datum=2027-08-01" in html
    assert "8 verplichtingen gelden dan" in html


def test_the_roles_page_has_a_figure_for_every_choice(client):
    text = text_of(client.get("/nu/?stand=vervallen"))
    assert "Samenwerkingsverband 2 acties zijn vervallen" in text
    assert "Ouder Niets past bij deze keuze." in text
    assert "Samenwerkingsverband 2 mogelijkheden later" in text_of(client.get("/nu/?stand=later-mogelijk"))
    nothing = text_of(client.get("/nu/?rapportage=plan-2014"))
    # The plan of 2014 names one duty, of school boards and school leaders: the zorgplicht.
    assert nothing.count("Niets past bij deze keuze.") == Role.objects.published().count() - 2
    assert "volgens het Plan van aanpak" in nothing


def test_a_choice_that_cannot_be_is_not_told_as_if_it_were(client):
    text = text_of(client.get("/nu/leraar/?datum=morgen"))
    assert "leraren · deze keuze bestaat niet" in text
    assert "volgens alles wat nu bekend is" not in text


def test_a_role_remembers_nothing(client):
    response = client.get("/nu/samenwerkingsverband/")
    assert not response.cookies


@pytest.mark.usefixtures("empty", "without_memory")
@pytest.mark.parametrize("count", [1, 25, pytest.param(2500, marks=pytest.mark.story)])
def test_the_queries_do_not_grow_with_the_actions(client, count, django_assert_num_queries):
    """Three fewer than in `test_queries.py`: no planning steps and requirements without bills, and no sectors without laws."""
    report, measure = factories.make_report(), factories.make_measure(1)
    factories.make_stand(measure, report)
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    actions = [Action(slug=f"actie-{n}", text="Doe dit.", kind=("verplicht", "mogelijk")[n % 10 > 0]) for n in range(count)]
    Action.objects.bulk_create(actions)
    mentions = [ActionMention(action=action, report=report, location="x") for action in actions]
    ActionMention.objects.bulk_create(mentions)
    for link, field, target in ((Action.roles, "role", role), (Action.measures, "measure", measure)):
        link.through.objects.bulk_create(link.through(action=action, **{field: target}) for action in actions)
    with django_assert_num_queries(21):
        html = client.get("/nu/leraar/").content.decode()
    duties = sum(action.kind == "verplicht" for action in actions)
    assert html.count('class="action"') == min(duties, MOST) + min(count - duties, MOST)
    assert html.count("<details open") == 0
    for standing, total in (("datum-onbekend", duties), ("kan-nu-al", count - duties)):
        assert walked(client, standing) == total
        assert f"{total - MOST} acties staan hier niet" in html or total <= MOST


def walked(client, standing):
    """Return the total number of actions on all pages of one standing.

    Every page but the last shows exactly `MOST` actions, so only the actions on the last page are counted.
    """
    address = f"/nu/leraar/?stand={standing}"
    pages = re.search(r"Pagina 1 van (\d+)", client.get(address).content.decode())
    count = int(pages[1]) if pages else 1
    return (count - 1) * MOST + client.get(f"{address}&pagina={count}").content.decode().count('class="action"')


def test_nothing_is_said_in_words(client):
    text = text_of(client.get("/nu/leraar/?zoek=bestaatnergens"))
    none = "Deze documenten noemen geen verplichting voor leraren die nu geldt of eraan komt."
    assert f"{none} De documenten noemen nu geen mogelijkheid." in text
    assert "Niets past bij deze keuze." in text


def test_the_last_mention_follows_the_chosen_report_though_it_is_made_once(client, monkeypatch, settings):
    """What is kept of an action belongs to the reports known then: another choice must not get it."""
    settings.CONTENT_MEMORY = True
    words, made = "voor het laatst genoemd in: Overzicht 2022", []

    def shown(report):
        page = BeautifulSoup(client.get("/nu/leraar/", {"rapportage": report} if report else {}).content, "html.parser")
        return [span.text for span in page.select(".last-named")]

    first = {report: shown(report) for report in ("", "overzicht-2022", "vgr-2")}
    assert words in first[""]
    assert words not in first["overzicht-2022"]
    monkeypatch.setattr(agenda_tags, "last_named", lambda *args: made.append(args))
    assert {report: shown(report) for report in first} == first
    assert made == []

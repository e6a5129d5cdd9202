"""The agenda of the real content, on the days that the source documents name. "vgr-5" is the fifth progress report."""

import datetime as dt

import pytest

from measures.models import Action, ActionMention, Report, Role, Sector
from portal.agenda import agenda
from portal.core.dates import today


def standings(role, day, report=None, sector=None):
    """Return the standings of the actions for a role; for "": of the actions for which the sources name nobody."""
    actions = Action.objects.for_role(Role.objects.get(slug=role)) if role else Action.objects.filter(roles__isnull=True)
    if sector:
        actions = actions.in_sector(Sector.objects.get(slug=sector))
    known = Report.objects.get(slug=report) if report else None
    return {entry.action.slug: entry.standing for entry in agenda(actions, dt.date.fromisoformat(day), known)}


@pytest.mark.parametrize(
    ("role", "action", "day", "standing"),
    [
        # vgr-5 states a duty from 1 January 2025: "Met ingang van 1 januari 2025 is elk samenwerkingsverband dit verplicht."
        ("samenwerkingsverband", "steunpunt-inrichten", "2024-12-31", "komt-eraan"),
        ("samenwerkingsverband", "steunpunt-inrichten", "2025-01-01", "geldt-nu"),
        ("samenwerkingsverband", "steunpunt-inrichten", "2025-01-02", "geldt-nu"),
        # vgr-5 states duties from 1 August 2025: "Met ingang van 1 augustus 2025 zijn alle scholen … verplicht".
        ("schoolbestuur", "leerling-horen-over-ontwikkelingsperspectief", "2025-07-31", "komt-eraan"),
        ("schoolbestuur", "leerling-horen-over-ontwikkelingsperspectief", "2025-08-01", "geldt-nu"),
        ("schoolleider", "leerlingen-vragen-naar-ondersteuningsaanbod", "2025-07-31", "komt-eraan"),
        ("schoolleider", "leerlingen-vragen-naar-ondersteuningsaanbod", "2025-08-02", "geldt-nu"),
        ("schoolleider", "ondersteuningsaanbod-in-schoolgids", "2025-07-31", "komt-eraan"),
        ("schoolleider", "ondersteuningsaanbod-in-schoolgids", "2025-08-01", "geldt-nu"),
        # The schoolondersteuningsprofiel (a school's support profile) ends when the law that replaces it takes effect.
        ("schoolbestuur", "schoolondersteuningsprofiel-hebben", "2025-07-31", "geldt-nu"),
        ("schoolbestuur", "schoolondersteuningsprofiel-hebben", "2025-08-01", "vervallen"),
        # vgr-5 plans this part of the bill for 1 January 2027 ("Maatregelen vrijstelling 5 onder a: 1 januari 2027"). No report
        # states its entry into force, so the duty never becomes "geldt-nu" (in force now).
        ("", "onderwijskundig-perspectief-bij-vrijstelling", "2026-12-31", "verwacht"),
        ("", "onderwijskundig-perspectief-bij-vrijstelling", "2027-01-01", "verwacht"),
        ("", "onderwijskundig-perspectief-bij-vrijstelling", "2027-01-02", "niet-bevestigd"),
        # vgr-5 plans the rest of that bill for 1 August 2027: "Overige maatregelen: 1 augustus 2027".
        ("schoolbestuur", "verzuimbeleid-met-vaste-elementen", "2027-07-31", "verwacht"),
        ("schoolbestuur", "verzuimbeleid-met-vaste-elementen", "2027-08-01", "verwacht"),
        ("schoolbestuur", "verzuimbeleid-met-vaste-elementen", "2027-08-02", "niet-bevestigd"),
        ("samenwerkingsverband", "verzuimgegevens-inzien", "2027-08-01", "later-mogelijk"),
        ("samenwerkingsverband", "verzuimgegevens-inzien", "2027-08-02", "niet-bevestigd"),
        # vgr-5 says that the hoorrecht (the right to be heard) holds, but not that the pupil takes part in the evaluation.
        ("schoolbestuur", "leerling-betrekken-bij-evaluatie", "2026-11-23", "niet-bevestigd"),
        # vgr-5 plans this bill for 1 January 2028: "inwerkingtreding 1 januari 2028".
        ("samenwerkingsverband", "meer-maatwerk-bieden", "2028-01-01", "later-mogelijk"),
        # vgr-5: the experiment runs from 2023 to the end of 2027 ("2023 t/m 2027").
        ("schoolbestuur", "deelnemen-aan-experiment-onderwijszorg", "2022-12-31", "later-mogelijk"),
        ("schoolbestuur", "deelnemen-aan-experiment-onderwijszorg", "2027-12-31", "kan-nu-al"),
        ("schoolbestuur", "deelnemen-aan-experiment-onderwijszorg", "2028-01-01", "vervallen"),
        # vgr-5: the subsidy lasts until the year 2028 ("tot kalenderjaar 2028").
        ("samenwerkingsverband", "subsidie-ondersteuning-thuiszitters-gebruiken", "2027-12-31", "kan-nu-al"),
        ("samenwerkingsverband", "subsidie-ondersteuning-thuiszitters-gebruiken", "2028-01-01", "vervallen"),
        # vgr-2 names this already. The permanent funds of 2026 help, and do not open it.
        ("samenwerkingsverband", "passend-onderwijs-voor-hoogbegaafden", "2025-12-31", "kan-nu-al"),
        # vgr-5: the knowledge centre continues until the end of 2030 ("gecontinueerd t/m 2030").
        ("schoolbestuur", "kenniscentrum-hoogbegaafdheid-gebruiken", "2030-12-31", "kan-nu-al"),
        ("schoolbestuur", "kenniscentrum-hoogbegaafdheid-gebruiken", "2031-01-01", "vervallen"),
        # vgr-2 planned this bill for 2025; vgr-5 no longer mentions the bill.
        ("samenwerkingsverband", "norm-bovenmatige-reserves-naleven", "2025-12-31", "verwacht"),
        ("samenwerkingsverband", "norm-bovenmatige-reserves-naleven", "2026-01-01", "niet-bevestigd"),
        # announced without a date
        ("samenwerkingsverband", "onafhankelijk-intern-toezicht", "2026-11-23", "datum-onbekend"),
        ("samenwerkingsverband", "doorzettingsmacht-beleggen", "2026-11-23", "datum-onbekend"),
        ("schoolbestuur", "zorgplicht-en-aanmelding-verplicht-publiceren", "2026-11-23", "datum-onbekend"),
        # in force since an unknown date
        ("samenwerkingsverband", "dekkend-onderwijsaanbod", "2026-11-23", "geldt-nu"),
        # plan-2014: "Per 1 augustus 2014 gaat passend onderwijs in", and with it the zorgplicht (the duty of care).
        ("schoolbestuur", "zorgplicht-nakomen", "2014-07-31", "komt-eraan"),
        ("schoolbestuur", "zorgplicht-nakomen", "2014-08-01", "geldt-nu"),
        # Only the overview names these two under the bill; no later report plans that part of it.
        ("samenwerkingsverband", "verzuim-en-uitval-tegengaan", "2026-11-23", "niet-bevestigd"),
        ("schoolleider", "alle-afwezigheid-bijhouden", "2026-11-23", "niet-bevestigd"),
        # An agreement of 2022 that became law, and a way to do it that the overview names for "2022-2023".
        ("samenwerkingsverband", "steunpunt-doorontwikkelen", "2026-11-23", "kan-nu-al"),
    ],
)
def test_standing_on_a_day(role, action, day, standing):
    assert standings(role, day)[action] == standing


def test_known_when_the_second_report_was_the_newest():
    """vgr-2 planned the obligations about parents and pupils for 2024. It did not yet mention the overview picture."""
    found = standings("schoolbestuur", "2023-06-01", "vgr-2")
    assert found["leerling-horen-over-ontwikkelingsperspectief"] == "verwacht"
    assert found["schoolondersteuningsprofiel-hebben"] == "geldt-nu"
    assert "leerlingen-vragen-naar-ondersteuningsaanbod" not in found
    assert "overzichtsplaat-op-website-school" not in found
    later = standings("schoolbestuur", "2025-01-01", "vgr-2")
    assert later["leerling-horen-over-ontwikkelingsperspectief"] == "niet-bevestigd"


def test_a_sector_keeps_what_is_not_limited_to_another():
    every, vo, po = (set(standings("schoolbestuur", "2026-11-23", sector=sector)) for sector in (None, "vo", "po"))
    assert every - vo == {"brochure-op-website-plaatsen"}
    assert every - po == {"aanspreekpunt-voor-elke-leerling"}


def test_what_holds_for_every_partnership_is_there_in_every_sector(client):
    """Schools for specialised education belong to the partnerships for po and vo."""
    for sector, role, is_shown in (
        ("po", "samenwerkingsverband", True), ("vo", "samenwerkingsverband", True), ("vo", "gemeente", True),
        ("go", "samenwerkingsverband", True), ("po", "schoolbestuur", False),
    ):  # fmt: skip
        query = f"sector={sector}&rol={role}&pageSize=200"
        found = {action["id"] for action in client.get(f"/api/v1/acties?{query}").json()["results"]}
        assert ("overleg-zorg-in-onderwijstijd" in found) == is_shown
        page = client.get(f"/nu/{role}/?sector={sector}").content.decode()
        assert ("/acties/overleg-zorg-in-onderwijstijd/" in page) == is_shown


def test_a_day_far_away_and_the_29th_of_february_have_standings_too():
    for day in ("0001-01-01", "1900-01-01", "2028-02-29", "9999-12-31"):
        assert standings("samenwerkingsverband", day)


def test_today_is_the_day_in_the_netherlands(monkeypatch):
    """At half past eleven in the evening in London, the next day has begun in the Netherlands."""
    night = dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: night)
    assert today() == dt.date(2027, 1, 1)


def test_every_bullet_of_the_overview_is_there():
    """The expected numbers were counted in the source, per column.

    They differ from the number of bullets, because some bullets have two statements and some repeat another bullet.
    """
    mentions = ActionMention.objects.filter(report__slug="overzicht-2022").exclude(column="")
    found = {column: mentions.filter(column=column).count() for column in mentions.values_list("column", flat=True)}
    assert found == {"swv-nu": 31, "swv-straks": 12, "besturen-nu": 33, "besturen-straks": 13}


def test_a_duty_in_the_overview_stands_under_its_heading():
    duties = ActionMention.objects.filter(condition="Dit is verplicht")
    assert not duties.exclude(action__kind="verplicht").exists()
    # An agreement, and a part of what the law asks since: no duty yet as the action has it.
    unlike = duties.filter(states_in_force=False).values_list("action__slug", flat=True)
    assert set(unlike) == {"steunpunt-inrichten", "ondersteuningsaanbod-in-schoolgids"}
    assert not ActionMention.objects.filter(condition="Dit is mogelijk").exclude(action__kind="mogelijk").exists()

"""The order of the results, which is the same on SQLite and PostgreSQL, and what each result says of today."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from laws.enums import Outcome
from measures.enums import ActionKind, Status
from measures.models import Role, SourceNote
from measures.words.question import read_question
from portal.search.finding import find
from portal.search.index import rebuild
from portal.search.standings import Turn, told_today, turn_of
from tests import factories
from tests.portal.search.test_finding import Kind, found

# The first ten results, in order. Both databases are held to these.
FIRST_TEN = {
    "moties": [
        "/moties/31497-506/", "/moties/36200-VIII-93/", "/moties/31497-456/", "/moties/31497-462/", "/moties/31497-267/",
        "/moties/31497-379/", "/moties/31497-292/", "/moties/31289-577/", "/moties/31497-387/", "/moties/31497-481/",
    ],
    "kinderen": [
        "/moties/31015-297/", "/acties/leerling-horen-over-ontwikkelingsperspectief/",
        "/acties/informatie-geven-over-ondersteuning/", "/acties/ontwikkelperspectief-met-ouders-evalueren/",
        "/acties/mening-leerling-meewegen/", "/acties/terugkoppelen-wat-met-mening-is-gedaan/",
        "/acties/leerlingen-vragen-naar-ondersteuningsaanbod/", "/acties/steunpunt-inrichten/", "/acties/zorgplicht-nakomen/",
        "/acties/juist-gebruik-meldcode-bevorderen/",
    ],
    "inspectie": [
        "/acties/themaonderzoeken-gebruiken/", "/acties/codes-goed-bestuur-gebruiken/",
        "/maatregelen/dialoog-en-ondersteuningsplan/", "/moties/36740-VIII-12/", "/maatregelen/meer-en-beter-toezicht/",
        "/rapportages/vgr-2/", "/moties/31497-377/", "/rapportages/vgr-5/", "/wetsvoorstellen/governance-passend-onderwijs/",
        "/rapportages/plan-2014/#extern-toezicht",
    ],
    "leerlingen vervoer": ["/moties/31521-128/", "/rapportages/plan-2014/#afstemming-omgeving"],
}  # fmt: skip


@pytest.mark.parametrize("question", FIRST_TEN)
def test_both_databases_give_the_same_first_ten(question):
    assert found(question)[:10] == FIRST_TEN[question]


@pytest.mark.parametrize("question", ["verzuim", "steunpunt", "onderwijs", "zorg in onderwijstijd", "ouders school", "kind"])
def test_what_holds_comes_first_and_notes_come_last(question):
    matches, told = find(question).matches, told_today()
    turns = [turn_of(match.kind, told[match.url]) for match in matches if match.kind == Kind.ACTION]
    assert turns == sorted(turns)
    notes = [match.kind == Kind.NOTE for match in matches]
    assert notes == sorted(notes)


def test_a_question_about_doing_is_answered_by_actions_that_have_not_ended(zeepkisten, monkeypatch):
    on(monkeypatch, "2026-11-30")
    assert found("wat moet ik doen met een zeepkist")[:3] == ["/acties/moet/", "/acties/straks/", "/acties/mag/"]
    assert found("zeepkist")[0] != "/acties/moet/"
    # The word itself is looked for when nothing else is asked.
    assert read_question("moet").terms[0].word == "moet"


@pytest.fixture
def zeepkisten(empty, settings):
    """Make what can be found by one word: a measure, a bill, a motion, a note, and actions for now, later and before."""
    settings.CONTENT_MEMORY = False
    report = factories.make_report("vgr-5", publication="april 2026", number=5)
    measure, role = (
        factories.make_measure(4, slug="zeepkist"),
        Role.objects.create(slug="leraar", name="Leraar", plural="leraren"),
    )
    factories.make_stand(measure, report, status=Status.DONE, summary="Zeepkist.")
    bill = factories.make_bill("wet", title="Wet zeepkist")
    factories.make_bill_stand(bill, report, outcome=Outcome.WITHDRAWN)
    factories.make_motion_stand(factories.make_motion("31497-1", title="Zeepkist"), report, status=Status.UNDERWAY)
    SourceNote.objects.create(report=report, slug="n", title="Zeepkist zeepkist zeepkist", text="Zeepkist", location="x")
    mentions = {
        "was": (ActionKind.OPTION, {"in_force_until": "2026-05-01"}),
        "mag": (ActionKind.OPTION, {}),
        "straks": (ActionKind.DUTY, {"in_force_from": "2027-01-01"}),
        "moet": (ActionKind.DUTY, {"in_force_from": "2026-01-01"}),
    }
    for name, (kind, mention) in mentions.items():
        action = factories.make_action(report, measure, role, kind=kind, text="Maak een zeepkist.", **mention)
        action.slug = name
        action.save()
    rebuild()


def on(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda: dt.date.fromisoformat(day))


def test_the_order_and_the_standing_are_those_of_the_day(zeepkisten, monkeypatch):
    on(monkeypatch, "2026-11-30")
    records = ["/moties/31497-1/", "/acties/moet/"]
    assert found("zeepkist") == [
        *records, "/acties/straks/", "/acties/mag/", "/wetsvoorstellen/wet/", "/acties/was/", "/maatregelen/zeepkist/",
        "/maatregelen/zeepkist/vgr-5/", "/rapportages/vgr-5/#notitie-n",
    ]  # fmt: skip
    assert told_today()["/acties/straks/"].label == "Komt eraan"
    assert told_today()["/acties/was/"].turn == Turn.ENDED
    # Nothing was changed and nothing rebuilt: only the day is another.
    on(monkeypatch, "2027-01-01")
    assert found("zeepkist")[:3] == ["/moties/31497-1/", "/acties/straks/", "/acties/moet/"]
    assert told_today()["/acties/straks/"].label == "Verplicht, geldt nu"
    on(monkeypatch, "2026-04-30")
    assert told_today()["/acties/was/"].label == "Kan nu al"


def test_a_result_says_its_standing_or_status_and_who_says_so(zeepkisten, monkeypatch, client):
    on(monkeypatch, "2026-11-30")
    page = BeautifulSoup(client.get("/zoeken/?q=zeepkist").content, "html.parser")
    told = {
        answer.select_one(".answer__title")["href"]: " ".join(part.text.split())
        if (part := answer.select_one(".answer__told"))
        else ""
        for answer in page.select(".answer")
    }
    by = " volgens Voortgangsrapportage 5"
    assert told == {
        "/moties/31497-1/": "In uitvoering" + by, "/acties/moet/": "Verplicht, geldt nu" + by,
        "/acties/straks/": "Komt eraan" + by,
        "/acties/mag/": "Kan nu al" + by, "/acties/was/": "Vervallen" + by, "/wetsvoorstellen/wet/": "Ingetrokken" + by,
        "/maatregelen/zeepkist/": "Afgerond" + by, "/maatregelen/zeepkist/vgr-5/": "Afgerond" + by,
        "/rapportages/vgr-5/#notitie-n": "",
    }  # fmt: skip

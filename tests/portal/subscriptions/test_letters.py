"""What stands in a mail with news: the words for a role, the links and headers of its reader, and nothing from elsewhere."""

import datetime as dt

import pytest
from post_office.models import Email, EmailTemplate

from laws.models import Contribution
from measures.enums import ActionKind, ReportKind
from measures.models import Report
from measures.publication.freezing import correcting
from portal.subscriptions.gathering.gather import gather
from tests import factories
from tests.portal.subscriptions.readers import DONE, NOT_STARTED, UNDERWAY, html_of, make_reader, publish, waiting, withdraw

pytestmark = pytest.mark.usefixtures("empty")


@pytest.fixture
def duties(measures):
    """Create two roles. The second report gives each an action: for teachers in po, for parents everywhere."""
    teacher = factories.Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    parent = factories.Role.objects.create(slug="ouder", name="Ouder", plural="ouders")
    sectors = {slug: factories.Sector.objects.create(slug=slug, name=slug) for slug in ("po", "vo")}
    first = Report.objects.get(slug="vgr-1")
    with correcting("Vergeten."):
        factories.make_action(first, measures[1], teacher, text="Weet dit al.")
        factories.make_action(first, measures[1], parent, text="Weet dit al.")
    return teacher, sectors


def publish_duty(measure, role, sector=None, text="Geef het hoorrecht."):
    report = publish(2, hoorrecht=NOT_STARTED, zorgplicht=UNDERWAY)
    with correcting("Vergeten."):
        action = factories.make_action(report, measure, role, kind=ActionKind.DUTY, text=text)
        if sector:
            action.sectors.add(sector)
    return report


def test_a_role_hears_what_it_must_do_from_now_on(measures, duties):
    teacher, sectors = duties
    for address, choice in (
        ("leraar@example.nl", "rol leraar"), ("po@example.nl", "rol leraar po"), ("vo@example.nl", "rol leraar vo"),
        ("ouder@example.nl", "rol ouder"), ("alles@example.nl", "alles"), ("maatregel@example.nl", "maatregel hoorrecht"),
    ):  # fmt: skip
        make_reader(address, choice, since=dt.timedelta(0))
    publish_duty(measures[0], teacher, sectors["po"])
    gather()
    told = waiting()
    assert set(told) == {"leraar@example.nl", "po@example.nl", "alles@example.nl", "maatregel@example.nl"}
    assert "Nieuw genoemd, voor leraren (po): Geef het hoorrecht." in told["po@example.nl"].body
    assert "/acties/" in told["po@example.nl"].body


def test_a_role_hears_that_it_must_do_nothing_else(measures, duties):
    make_reader("anna@example.nl", "rol leraar po", since=dt.timedelta(0))
    publish(2, hoorrecht=NOT_STARTED, zorgplicht=DONE)
    gather()
    (message,) = waiting().values()
    words = "In het overzicht op deze site van wat leraren (po) moeten en kunnen doen, verandert hierdoor niets."
    assert words in message.body
    assert words in html_of(message)


def test_a_role_hears_what_a_document_about_its_law_means_for_it(measures, duties):
    """Of a law that a measure needs: what the document says, with its place in the document, and that nothing differs."""
    stand = factories.make_bill_stand(factories.make_bill("wet", title="Wet X"), factories.make_report("vgr-2", number=2))
    Contribution.objects.create(snapshot=stand, position=1, printed="9", measure=measures[1], location="rij 1")
    make_reader("po@example.nl", "rol leraar po", since=dt.timedelta(0))
    document = factories.make_report("wet-x", kind=ReportKind.OFFICIAL, title="Wet X, toestand", publication="3 november 2026")
    with correcting("Vergeten."):
        factories.make_station(stand.bill, document, location="artikel 4")
    gather()
    (message,) = waiting().values()
    for words in (
        ", 23 april 2024 (officiële bron) (bron: dit stuk, artikel 4)",
        "In het overzicht op deze site van wat leraren (po) moeten en kunnen doen, verandert hierdoor niets.",
        "- Leraar (po)\n  http://localhost:8000/nu/leraar/?sector=po\n",
    ):
        assert words in message.body
    assert '<a href="http://localhost:8000/nu/leraar/?sector=po">Leraar (po)</a>' in html_of(message)


def test_a_role_hears_that_a_duty_is_withdrawn_and_nothing_of_its_text(measures, duties):
    teacher, sectors = duties
    for address, choice in (
        ("po@example.nl", "rol leraar po"), ("vo@example.nl", "rol leraar vo"), ("ouder@example.nl", "rol ouder"),
        ("maatregel@example.nl", "maatregel hoorrecht"), ("alles@example.nl", "alles"),
    ):  # fmt: skip
        make_reader(address, choice, since=dt.timedelta(0))
    report = publish_duty(measures[0], teacher, sectors["po"])
    gather()
    Email.objects.all().delete()
    withdraw(report)
    gather()
    told = waiting()
    assert set(told) == {"po@example.nl", "maatregel@example.nl", "alles@example.nl"}
    words = "In het overzicht op deze site van wat leraren (po) moeten en kunnen doen, verandert hierdoor iets."
    assert words in told["po@example.nl"].body
    assert words in " ".join(html_of(told["po@example.nl"]).split())
    for message in told.values():
        assert message.subject == "Ingetrokken: Rapport 2"
        assert "De pagina’s tonen weer wat de andere bronnen zeggen." in message.body
        assert "Geef het hoorrecht" not in message.body + html_of(message)


def test_links_and_headers_are_those_of_the_reader(measures):
    first, second = make_reader("a@example.nl", since=dt.timedelta(0)), make_reader("b@example.nl", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    gather()
    told = waiting()
    ends = [told[reader.address].extra_headers["List-Unsubscribe"] for reader in (first, second)]
    assert ends[0] != ends[1]
    for reader in (first, second):
        message = told[reader.address]
        assert message.extra_headers["List-Unsubscribe"].strip("<>") in message.body
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message.extra_headers["Auto-Submitted"] == "auto-generated"
        assert message.extra_headers["List-Id"].endswith("<berichten.localhost>")
        assert "U koos:\n- Al het nieuws\n  http://localhost:8000/wijzigingen/\n" in message.body
        assert message.extra_headers["List-Unsubscribe"].strip("<>") in html_of(message)


def test_titles_cannot_become_something_else(measures):
    make_reader(since=dt.timedelta(0))
    factories.make_report(
        "bericht", kind=ReportKind.NOTICE, title="{{ end }} {% now 'Y' %} <script>", publication="3 november 2026", reference="",
        summary="{# weg #} <b>vet</b> & {",
    )  # fmt: skip
    gather()
    (message,) = waiting().values()
    assert message.subject == "Gepubliceerd: (( end )) (% now 'Y' %) <script>"
    assert "{# weg #} <b>vet</b> & {" in message.body
    assert "<script>" not in html_of(message)
    assert "{{ end }} {% now &#x27;Y&#x27; %} &lt;script&gt;" in html_of(message)


def test_the_longest_subject_fits_whatever_it_holds(measures):
    make_reader(since=dt.timedelta(0))
    factories.make_report("bericht", kind=ReportKind.NOTICE, title="{" * 200, publication="3 november 2026", reference="")
    gather()
    assert len(EmailTemplate.objects.get().subject) <= 150
    (message,) = waiting().values()
    assert message.subject.startswith("Gepubliceerd: ((((")


def test_the_name_of_the_site_stays_as_it_is(measures, settings):
    settings.SITE_NAME = "Voortgang Passend Onderwijs"
    make_reader(since=dt.timedelta(0))
    publish(2)
    publish(3)
    gather()
    (message,) = waiting().values()
    assert message.subject == "2 berichten van Voortgang Passend Onderwijs"


def test_a_mail_asks_for_nothing_from_elsewhere(measures):
    make_reader(since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    gather()
    html = html_of(next(iter(waiting().values())))
    for thing in ("<img", "<link", "url(", "@import", "<script", " src="):
        assert thing not in html

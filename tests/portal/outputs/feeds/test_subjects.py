"""The entries in the feeds of a measure, a bill and a role."""

import datetime as dt

import pytest
from django.utils import timezone

from laws.enums import Effect, Outcome
from laws.models import EntryIntoForce, Requirement
from measures.enums import ReportKind, ReportState, Status
from measures.models import Correction, Role
from measures.publication.freezing import correcting
from tests import factories
from tests.portal.outputs.feeds.reading import entries_at

pytestmark = pytest.mark.usefixtures("empty")


@pytest.fixture
def reports():
    return [
        factories.make_report(f"vgr-{n}", publication=str(2020 + n), published_at=dt.datetime(2026, 3, n, tzinfo=dt.UTC))
        for n in (1, 2)
    ]


@pytest.fixture
def role():
    return Role.objects.create(slug="leraar", name="Leraar", plural="leraren")


def make_measure(reports, number=None, **fields):
    """Create a measure that is under way in the first report and done in the second."""
    measure = factories.make_measure(number, **fields)
    for report, status in zip(reports, (Status.UNDERWAY, Status.DONE), strict=True):
        factories.make_stand(measure, report, status=status)
    return measure


def make_bill(reports, slug):
    bill = factories.make_bill(slug)
    for report, outcome in zip(reports, (Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT), strict=True):
        factories.make_bill_stand(bill, report, outcome=outcome)
    return bill


def correct(report, kind, key):
    return Correction.objects.create(
        report=report, subject_type=kind, subject_key=key, subject_title=key, field="titel", old_value="a", new_value="b",
        reason="Verkeerd gelezen.", editor_function="redacteur",
    )  # fmt: skip


def changed(*records):
    return {f"wijziging/vgr-1/vgr-2/status/{record}" for record in records}


def test_a_measure_with_its_submeasures(client, reports):
    main = make_measure(reports, 8, slug="acht")
    make_measure(reports, parent=main, slug="acht-a")
    make_measure(reports, 9, slug="negen")
    make_bill(reports, "acht")
    made, _ = correct(reports[1], "maatregel", "acht-a"), correct(reports[1], "wetsvoorstel", "acht")
    assert entries_at(client, "/maatregelen/acht.atom").keys() == changed("maatregel/acht", "maatregel/acht-a") | {
        f"correctie/{made.pk}"
    }
    assert entries_at(client, "/maatregelen/acht-a.atom").keys() == changed("maatregel/acht-a") | {f"correctie/{made.pk}"}


def test_a_bill(client, reports):
    make_bill(reports, "wet"), make_bill(reports, "andere-wet"), make_measure(reports, 8, slug="wet")
    made, _ = correct(reports[1], "wetsvoorstel", "wet"), correct(reports[1], "maatregel", "wet")
    assert entries_at(client, "/wetsvoorstellen/wet.atom").keys() == changed("wetsvoorstel/wet") | {f"correctie/{made.pk}"}


def test_a_bill_that_another_took_over_carries_on_with_the_news_of_its_successors(client, reports, role):
    old, middle, new = (make_bill(reports, slug) for slug in ("oude-wet", "tussenwet", "nieuwe-wet"))
    old.successor, middle.successor = middle, new
    old.save(), middle.save()
    action = factories.make_action(reports[0], make_measure(reports, 8, slug="acht"), role)
    Requirement.objects.create(bill=old, action=action, report=reports[0], effect=Effect.ENDS, location="x")
    bills = changed("wetsvoorstel/oude-wet", "wetsvoorstel/tussenwet", "wetsvoorstel/nieuwe-wet")
    assert entries_at(client, "/wetsvoorstellen/oude-wet.atom").keys() == bills
    assert entries_at(client, "/wetsvoorstellen/nieuwe-wet.atom").keys() == changed("wetsvoorstel/nieuwe-wet")
    assert bills < entries_at(client, "/nu/leraar.atom").keys()


def test_a_document_and_its_withdrawal_are_in_the_feeds_of_what_it_speaks_of(client, reports):
    bill = make_bill(reports, "wet")
    news = factories.make_report(
        "nieuws", kind=ReportKind.NEWS, publication="1 mei 2026", reference="", link="https://example.org/"
    )
    EntryIntoForce.objects.create(bill=bill, report=news, date="2027-01-01", location="Alinea 1")
    assert "treedt in werking op" in entries_at(client, "/wetsvoorstellen/wet.atom")["rapportage/nieuws/gepubliceerd"].summary
    with correcting("Het was een vergissing."):
        news.state, news.withdrawn_at, news.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), "Het was een vergissing."
        news.save()
    found = entries_at(client, "/wetsvoorstellen/wet.atom")
    assert "rapportage/nieuws/gepubliceerd" not in found
    assert "Het was een vergissing." in found["rapportage/nieuws/ingetrokken"].summary
    assert "treedt in werking" not in found["rapportage/nieuws/ingetrokken"].summary


def test_a_role_follows_the_measures_and_bills_of_its_actions(client, reports, role):
    measure, _ = make_measure(reports, 8, slug="acht"), make_measure(reports, 9, slug="negen")
    make_measure(reports, parent=measure, slug="acht-a")
    bill, _ = make_bill(reports, "wet"), make_bill(reports, "andere-wet")
    action = factories.make_action(reports[0], measure, role)
    Requirement.objects.create(bill=bill, action=action, report=reports[1], effect=Effect.ENDS, location="x")
    made = correct(reports[1], "wetsvoorstel", "wet")
    assert entries_at(client, "/nu/leraar.atom").keys() == {
        f"correctie/{made.pk}",
        f"actie/leraar/{action.slug}",
    } | changed("maatregel/acht", "maatregel/acht-a", "wetsvoorstel/wet")


def test_an_action_is_new_once_in_the_first_report_that_mentions_it(client, reports, role):
    action = factories.make_action(
        reports[1], make_measure(reports, 8), role, text="Doe dit.", condition="Vanaf 2027", location="In de tweede"
    )
    assert entries_at(client, "/nu/leraar.atom")[f"actie/leraar/{action.slug}"].updated == "2026-03-02T00:00:00+00:00"
    action.mentions.create(report=reports[0], condition="Vanaf 2026", location="In de eerste")
    action.mentions.create(report=reports[0], location="Ook in de eerste")
    entry = entries_at(client, "/nu/leraar.atom")[f"actie/leraar/{action.slug}"]
    assert (entry.title, entry.updated) == ("Nieuw: Doe dit.", "2026-03-01T00:00:00+00:00")
    assert entry.link == f"http://testserver/acties/{action.slug}/"
    for words in ("Voorwaarde: „Vanaf 2026”", "In de eerste", "Voorwaarde: geen", "Ook in de eerste", "Mogelijk"):
        assert words in entry.summary
    assert "In de tweede" not in entry.summary


def test_an_action_of_another_role_is_not_told(client, reports, role):
    other = Role.objects.create(slug="ouder", name="Ouder", plural="ouders")
    own = factories.make_action(reports[0], make_measure(reports, 8), role)
    theirs = factories.make_action(reports[0], make_measure(reports, 9, slug="negen"), other)
    found = entries_at(client, "/nu/leraar.atom")
    assert f"actie/leraar/{own.slug}" in found
    assert f"actie/leraar/{theirs.slug}" not in found
    assert not changed("maatregel/negen") & found.keys()


def test_a_draft_links_nothing(client, reports, role):
    """The feed leaves out an action that only a draft mentions, and a bill that only a draft links to an action."""
    draft = factories.make_report(state=ReportState.DRAFT, publication="2026")
    action = factories.make_action(reports[0], make_measure(reports, 8, slug="acht"), role)
    hidden = factories.make_action(draft, make_measure(reports, 9, slug="negen"), role)
    Requirement.objects.create(bill=make_bill(reports, "wet"), action=action, report=draft, effect=Effect.ENDS, location="x")
    found = entries_at(client, "/nu/leraar.atom")
    assert f"actie/leraar/{hidden.slug}" not in found
    assert changed("maatregel/acht") <= found.keys()
    assert not changed("maatregel/negen", "wetsvoorstel/wet") & found.keys()

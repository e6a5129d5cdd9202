"""The law behind a duty: on its page, in the agenda, in the API, and the list of the desk with addresses to open."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from laws.enums import BasisKind
from laws.models import LegalBasis
from laws.models.basis import LAW_ADDRESS
from measures.clock import today
from measures.enums import ActionKind, ReportState
from measures.models import Action, Role
from measures.publication.freezing import FrozenError
from portal.agenda import Standing, agenda
from portal.agenda.behind.law import laws_in_words
from tests import factories

pytestmark = pytest.mark.once
WPO = "https://wetten.overheid.nl/BWBR0003420/2026-08-01#Artikel18a"


@pytest.fixture
def duty(empty):
    """A duty that holds now, without a law yet."""
    report, role = factories.make_report("vgr-5"), Role.objects.create(slug="rol", name="Rol", plural="rollen")
    measure = factories.make_measure(1)
    factories.make_stand(measure, report)
    return factories.make_action(report, measure, role, kind=ActionKind.DUTY, states_in_force=True)


def report_of(action):
    return action.mentions.get().report


def bases_in_api(client, action):
    return client.get(f"/api/v1/acties/{action.slug}").json()["grondslagen"]


def test_every_duty_in_force_has_a_law_an_agreement_or_was_not_found(client):
    entries = agenda(Action.objects.published().filter(kind=ActionKind.DUTY), today())
    without = [entry.action.slug for entry in entries if entry.standing == Standing.IN_FORCE and not entry.action.known_bases]
    assert without == []
    assert laws_in_words(entries) in client.get("/over/").content.decode()


def test_a_duty_stands_in_one_law_for_each_sector(client):
    found = bases_in_api(client, Action.objects.get(slug="zorgplicht-nakomen"))
    assert [(basis["wet"], basis["artikel"], basis["sectoren"]) for basis in found] == 2 * [
        ("Wet op het primair onderwijs", "40", ["po"]),
        ("Wet voortgezet onderwijs 2020", "8.9", ["vo"]),
        ("Wet op de expertisecentra", "40", ["go"]),
    ], "the duty itself, and to look into what a pupil needs"
    assert [basis["sinds"] for basis in found][:3] == [
        "2014-08-01", "tussen 8 juli en 8 september 2014", "tussen 8 juli en 2 september 2014",
    ]  # fmt: skip
    assert {basis["nagekeken"] for basis in found} == {None}
    assert {basis["opgezocht"] for basis in found} == {"2026-11-29"}
    page = client.get("/acties/zorgplicht-nakomen/").content.decode()
    assert "Wetskaart" in page
    assert "gelezen in een afschrift, nagekeken op 29 november 2026" in page
    assert "Wetskaart" not in client.get("/nu/schoolbestuur/").content.decode()
    assert "Wet op het primair onderwijs, artikel 40, vierde lid" in client.get("/nu/schoolbestuur/").content.decode()


def test_the_text_that_shows_a_begin_is_a_link(client):
    basis = bases_in_api(client, Action.objects.get(slug="zorgplicht-nakomen"))[0]
    assert basis["sindsUrl"] == "https://wetten.overheid.nl/BWBR0003420/2014-08-01#Artikel40"
    assert basis["sindsBron"].startswith("Wet op het primair onderwijs, toestand 1 augustus 2014, artikel 40, vierde lid")
    link = f'<a href="{basis["sindsUrl"]}">{basis["sindsBron"]}</a>'
    assert link in client.get("/acties/zorgplicht-nakomen/").content.decode()
    assert basis["sindsUrl"] in client.get("/open-data/grondslagen.csv").content.decode()


def test_what_was_not_found_is_told_with_its_day(client):
    (found,) = bases_in_api(client, Action.objects.get(slug="aanspreekpunt-voor-elke-leerling"))
    assert (found["soort"], found["wet"], found["url"], found["sinds"]) == ("niet-gevonden", "", None, None)
    page = client.get("/acties/aanspreekpunt-voor-elke-leerling/").content.decode()
    assert "Niet gevonden" in page
    assert "opgezocht op 29 november 2026" in page


def test_every_address_is_one_of_wetten_overheid_nl():
    for basis in LegalBasis.objects.filter(kind=BasisKind.LAW):
        LAW_ADDRESS(basis.link)
        assert bool(basis.begin_place) == bool(basis.begin_link), basis
        if basis.begin_link:
            LAW_ADDRESS(basis.begin_link)
        assert basis.link.endswith(f"#Artikel{basis.article}"), basis.link


@given(st.from_regex(r"\Ahttps://wetten\.overheid\.nl/BWBR[0-9]{7}/20[0-9]{2}-0[1-9]-1[0-9](#Artikel[1-9][0-9]?[a-z]?)?\Z"))
def test_an_address_of_a_law_is_accepted(address):
    LAW_ADDRESS(address)


@pytest.mark.parametrize(
    "address",
    ["http://wetten.overheid.nl/BWBR0003420/2026-08-01", "https://wetten.overheid.nl/BWBR3420/2026-08-01",
     "https://wetten.overheid.nl.example.org/BWBR0003420/2026-08-01", f"{WPO}\n", f"{WPO} en meer", "javascript:alert(1)"],
)  # fmt: skip
def test_another_address_is_refused(address):
    with pytest.raises(ValidationError):
        LAW_ADDRESS(address)


def test_a_law_has_an_article_and_an_address_and_what_is_not_found_has_neither(duty):
    basis = factories.make_basis(duty, report_of(duty))
    basis.full_clean()
    for name in ("law", "article", "link"):
        with pytest.raises(ValidationError) as refused:
            LegalBasis(action=duty, report=basis.report, kind=BasisKind.LAW, looked_up_on=today(), location="x").full_clean()
        assert name in refused.value.message_dict
    basis.begin_link = "https://example.org/"
    with pytest.raises(ValidationError) as refused:
        basis.full_clean()
    assert "begin_link" in refused.value.message_dict
    basis.kind, basis.begin_link = BasisKind.NOT_FOUND, ""
    with pytest.raises(ValidationError, match="Wat niet gevonden is"):
        basis.full_clean()


def test_a_duty_that_nobody_looked_up_says_so(client, duty):
    assert "nog niet opgezocht" in client.get(duty.get_absolute_url()).content.decode()
    assert laws_in_words(agenda(Action.objects.all(), today())).endswith("1 is nog niet opgezocht.")


def test_an_agreement_counts_apart(duty):
    factories.make_basis(duty, report_of(duty), kind=BasisKind.AGREEMENT)
    words = laws_in_words(agenda(Action.objects.all(), today()))
    assert words == (
        "Van 1 verplichting die nu geldt staat de wet bij 0. "
        + "Bij 0 daarvan regelt de wet een deel, of richt zij zich tot een ander. "
        + "Bij 1 staat een bestuurlijke afspraak. Bij 0 is niets gevonden."
    )


def test_a_law_is_public_only_with_its_source_and_then_frozen(client, duty):
    draft = factories.make_report("concept", state=ReportState.DRAFT)
    basis = factories.make_basis(duty, draft)
    assert bases_in_api(client, duty) == []
    draft.state, draft.published_at = ReportState.PUBLISHED, dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    draft.save()
    assert len(bases_in_api(client, duty)) == 1
    basis.refresh_from_db()
    basis.article = "19"
    with pytest.raises(FrozenError):
        basis.save()

"""A name that the law says must go: out of every text and of the trail, which keeps that it was done."""

import json

import pytest
from auditlog.models import LogEntry
from django.core import serializers

from measures.models import Correction, Party, SourceNote
from motions.models import MotionSubmitter
from portal.desk.account_models import StepReset
from portal.desk.models import Proposal, SavedForm, Upload
from portal.desk.proposals.names import PersonName
from portal.desk.team_models import Remark
from portal.search.models import SearchDocument
from portal.subscriptions.models import Choice, Subscriber
from tests.conftest import all_content_models
from tests.portal.desk.proposals.conftest import decide, propose

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

NAME, ADDRESS = "Jan de Bruin-Özal", "/beheer/redactie/voorstellen/naam/"


@pytest.fixture
def named(report, records, roos, piet):
    """Put the name in a party, a submitter, a note and a correction, by people, so that the trail has it too."""
    party = Party.objects.get()
    decide(piet, propose(roos, party, name=f"Stichting {NAME}"), "goedkeuren", f"Zo heet {NAME}.")
    MotionSubmitter.objects.create(paper=records["motion"].papers.get(), position=2, name=NAME, party="X")
    SourceNote.objects.create(
        report=report, slug="n", title="Noot", text=f"Volgens {NAME} klopt dit. Jan de Bruin-Özaltje blijft.", location="x"
    )
    return party


def everything():
    """Return all stored words of the content, of the desk, of the search index and of the trail."""
    rows = [row for model in (*all_content_models(), Proposal, SearchDocument, LogEntry) for row in model._base_manager.all()]
    return json.dumps(json.loads(serializers.serialize("json", rows)), ensure_ascii=False)


def test_the_name_is_gone_everywhere_and_the_trail_keeps_that_it_was(client, report, named, roos, piet):
    assert NAME in everything()
    assert roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."}).status_code == 302
    proposal = Proposal.objects.latest("pk")
    assert f"Stichting {NAME}" in piet.get(f"/beheer/redactie/voorstellen/{proposal.pk}/").content.decode()
    assert decide(piet, proposal, "goedkeuren", "Die persoon vroeg erom.").status_code == 302
    left = everything()
    assert NAME not in left.replace(f"{NAME}tje", "")
    assert f"{NAME}tje blijft" in left
    named.refresh_from_db()
    assert named.name == f"Stichting [naam weggehaald] {named.pk}"
    made = Correction.objects.get(reason="Die persoon vroeg erom.")
    assert (made.report, made.old_value, made.new_value) == (report, "een naam", "weggehaald")
    assert "Die persoon vroeg erom." in client.get(report.get_absolute_url()).content.decode()
    entry = LogEntry.objects.get(object_repr__startswith="Een naam is weggehaald")
    assert entry.actor.username == "piet"


def test_the_name_goes_out_of_workbooks_and_forms_that_are_kept(report, named, roos, piet):
    editor = Proposal.objects.first().by
    Upload.objects.create(report=report, by=editor, name=f"{NAME}.xlsx", sheets={"partijen": [[f"Stichting {NAME}"]]})
    SavedForm.objects.create(form="f", kind="measures.party", row=named.pk, made=[], rows=[NAME], sent={"name": [NAME]})
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Die persoon vroeg erom.")
    kept = [*Upload.objects.values_list("name", "sheets"), *SavedForm.objects.values_list("rows", "sent")]
    assert NAME not in str(kept)
    assert "[naam weggehaald]" in str(kept)


def test_the_name_goes_out_of_what_colleagues_wrote_to_each_other(report, named, roos, piet):
    editor = Proposal.objects.first().by
    Remark.objects.create(report=report, by=editor, name="Roos", place="x", about=NAME, text=f"Mag {NAME} hier staan?")
    StepReset.objects.create(account=editor, asked_by=editor, reason=f"{NAME} belde erover.")
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Die persoon vroeg erom.")
    kept = [*Remark.objects.values_list("about", "text"), *StepReset.objects.values_list("reason")]
    assert NAME not in str(kept)
    assert "Mag [naam weggehaald] hier staan?" in str(kept)


def test_who_follows_a_record_by_a_key_with_the_name_goes_on_with_that_record(report, records, roos, piet):
    """Also when the key without the name is that of another record."""
    bill = records["bill"]
    decide(piet, propose(roos, bill, slug="wet-jan-de-bruin-ozal"), "goedkeuren", "Zo heet zij.")
    other = type(bill).objects.create(slug="wet", title="Een andere wet")
    reader = Subscriber.objects.create(address="lezer@example.nl")
    Choice.objects.create(subscriber=reader, kind="wetsvoorstel", slug="wet-jan-de-bruin-ozal")
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Die persoon vroeg erom.")
    bill.refresh_from_db()
    assert bill.slug == f"wet-{bill.pk}" != other.slug
    assert reader.choices.get().slug == bill.slug
    assert Correction.objects.get(reason="Zo heet zij.").subject_key == bill.slug


def test_a_refused_proposal_keeps_no_name_either(named, roos, piet):
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    decide(piet, Proposal.objects.latest("pk"), "weigeren", "Het is een openbaar ambt.")
    assert Proposal.objects.latest("pk").name == ""
    assert named.name in everything() or NAME in everything()


def test_the_reason_never_has_the_name(named, roos, piet):
    refused = roos.post(ADDRESS, {"name": NAME, "reason": f"{NAME} vroeg erom."})
    assert refused.status_code == 200
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    response = decide(piet, Proposal.objects.latest("pk"), "goedkeuren", f"{NAME} vroeg erom.")
    assert response.status_code == 409
    assert Proposal.objects.latest("pk").is_open


def test_a_name_that_stands_nowhere_is_no_proposal(named, roos):
    assert "Deze naam staat nergens." in roos.post(ADDRESS, {"name": "Niemand", "reason": "Zomaar."}).content.decode()
    assert not Proposal.objects.filter(act=Proposal.Act.NAME).exists()


def test_nobody_takes_out_a_name_alone(named, piet):
    piet.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    assert decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Die persoon vroeg erom.").status_code == 409
    assert NAME in everything()


def test_a_name_in_an_address_goes_and_the_old_address_leads_nowhere(client, report, records, roos, piet):
    """No redirect, no id and no correction keeps it; the trail says that it was done."""
    action = records["action"]
    decide(piet, propose(roos, action, slug="bel-jan-de-bruin-ozal-op"), "goedkeuren", "Korter.")
    decide(piet, propose(roos, action, slug="bel-hem-op"), "goedkeuren", "Nog korter.")
    decide(piet, propose(roos, records["bill"], slug="wet-jan-de-bruin-ozal"), "goedkeuren", "Zo heet zij.")
    assert client.get("/acties/bel-jan-de-bruin-ozal-op/").status_code == 301
    roos.post(ADDRESS, {"name": NAME, "reason": "Die persoon vroeg erom."})
    proposal = Proposal.objects.latest("pk")
    assert (
        "wetsvoorstel, adres: wet-jan-de-bruin-ozal" in piet.get(f"/beheer/redactie/voorstellen/{proposal.pk}/").content.decode()
    )
    assert decide(piet, proposal, "goedkeuren", "Die persoon vroeg erom.").status_code == 302
    assert "bruin-ozal" not in everything()
    assert [client.get(f"/acties/{slug}/").status_code for slug in ("bel-jan-de-bruin-ozal-op", "bel-hem-op")] == [404, 200]
    assert [client.get(f"/wetsvoorstellen/{slug}/").status_code for slug in ("wet-jan-de-bruin-ozal", "wet")] == [404, 200]
    assert "Zo heet zij." in client.get("/wetsvoorstellen/wet/").content.decode(), "its corrections follow it"
    entry = LogEntry.objects.get(object_repr__regex=r"Een naam is weggehaald uit \d+ teksten en \d+ adressen")
    assert entry.actor.username == "piet"


def test_a_name_of_one_word_is_no_word_of_a_sentence():
    name = PersonName("Jan")
    assert name.out_of({"period": "eind jan 2027", "slug": "bel-jan-op", "text": "Volgens Jan."}) == {
        "period": "eind jan 2027", "slug": "bel-op", "text": "Volgens [naam weggehaald].",
    }  # fmt: skip

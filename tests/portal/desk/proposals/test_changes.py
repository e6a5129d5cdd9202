"""A change of what is public: proposed with a reason, decided by a second person, and public as a correction."""

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

from measures.models import Correction, Role
from measures.publication.counting import changes_counted
from portal.desk.models import Proposal
from tests.portal.desk.forms import filled_in, form_in
from tests.portal.desk.proposals.conftest import address_for, decide, proposal_form, propose

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


def test_a_proposal_changes_nothing_until_a_publicist_approves_it(client, records, roos, piet):
    action = records["action"]
    before = changes_counted()
    proposal = propose(roos, action, text="Doe iets anders.")
    assert changes_counted() == before
    assert "Doe iets anders." not in client.get(action.get_absolute_url()).content.decode()
    decide(piet, proposal, "goedkeuren", "Het staat anders in de bron.")
    assert changes_counted() > before
    assert "Doe iets anders." in client.get(action.get_absolute_url()).content.decode()
    assert action.get_absolute_url() in client.get("/zoeken/", {"q": "iets anders"}).content.decode()


def test_an_approved_change_is_a_public_correction(client, report, records, roos, piet):
    bill = records["bill"]
    old = bill.title
    decide(piet, propose(roos, bill, title="Wetsvoorstel beter", dossier="36999"), "goedkeuren", "Beter gelezen.")
    made = Correction.objects.filter(reason="Beter gelezen.").order_by("pk")
    assert [(each.field, each.old_value, each.new_value) for each in made] == [
        ("titel", old, "Wetsvoorstel beter"), ("dossiernummer", "", "36999"),
    ]  # fmt: skip
    assert {(each.report, each.subject_key, each.editor_function) for each in made} == {(report, bill.slug, "publicist")}
    for address in (
        bill.get_absolute_url(),
        report.get_absolute_url(),
        "/wijzigingen.atom",
        f"/wetsvoorstellen/{bill.slug}.atom",
    ):
        page = client.get(address).content.decode()
        assert "Beter gelezen." in page, address
        assert "roos" not in page


def test_a_correction_of_what_is_no_record_stands_at_its_report(client, report, records, roos, piet):
    decide(piet, propose(roos, records["role"], plural="andere mensen"), "goedkeuren", "Zo heten zij.")
    made = Correction.objects.get(reason="Zo heten zij.")
    assert (made.subject_type, made.subject_key, made.field) == ("rapportage", report.slug, "rol, meervoud")
    assert "Zo heten zij." in client.get(report.get_absolute_url()).content.decode()


def test_links_are_proposed_too(records, roos, piet):
    action = records["action"]
    decide(piet, propose(roos, action, sectors=[]), "goedkeuren")
    assert not action.sectors.exists()
    assert Correction.objects.filter(field="actie, sectoren", new_value="").exists()


def test_the_trail_names_both_and_the_reason(records, roos, piet):
    decide(piet, propose(roos, records["measure"], title="Anders"), "goedkeuren", "De bron zegt dit.")
    entry = LogEntry.objects.filter(content_type__model="measure").order_by("pk").last()
    assert entry.changes["title"][1] == "Anders"
    assert entry.actor.username == "piet"
    assert entry.additional_data == {"reden": "De bron zegt dit.", "voorgesteld door": "roos"}
    assert LogEntry.objects.filter(content_type__model="proposal", actor__username="roos").exists()


def test_the_desk_and_the_list_show_what_is_open(records, roos, piet):
    proposal = propose(roos, records["action"], text="Doe iets anders.", reason="Zo staat het er.")
    for address in ("/beheer/redactie/", "/beheer/redactie/voorstellen/"):
        page = piet.get(address).content.decode()
        assert reverse("proposal", args=[proposal.pk]) in page
        assert "Zo staat het er." in page
    page = piet.get(reverse("proposal", args=[proposal.pk])).content.decode()
    for words in ("roos", "Zo staat het er.", "Doe iets anders.", "Openbaar actie", "Eerste rapportage", "Keur goed"):
        assert words in page
    assert "Keur goed" not in roos.get(reverse("proposal", args=[proposal.pk])).content.decode()


@pytest.mark.parametrize("act", ["goedkeuren", "weigeren"])
def test_nothing_is_decided_without_a_reason_or_twice(records, roos, piet, act):
    proposal = propose(roos, records["action"], text="Doe iets anders.")
    assert decide(piet, proposal, act, " ").status_code == 409
    assert Proposal.objects.get(pk=proposal.pk).is_open
    assert decide(piet, proposal, "weigeren", "Het klopt al.").status_code == 302
    found = Proposal.objects.get(pk=proposal.pk)
    assert (found.state, found.decision, found.decided_by.username) == ("geweigerd", "Het klopt al.", "piet")
    assert decide(piet, proposal, act).status_code == 409
    records["action"].refresh_from_db()
    assert records["action"].text == "Openbaar actie"


def test_a_proposal_without_a_reason_or_without_a_change_is_none(records, roos):
    action = records["action"]
    for changed in ({"reason": " ", "text": "Anders."}, {}):
        assert roos.post(address_for(action), proposal_form(roos, action, **changed)).status_code == 200
    assert not Proposal.objects.exists()


def test_nobody_approves_his_own_proposal(records, piet, settings):
    proposal = propose(piet, records["action"], text="Doe iets anders.")
    assert "U stelde dit zelf voor." in decide(piet, proposal, "goedkeuren").content.decode()
    User.objects.filter(username="piet").update(is_superuser=True)
    assert decide(piet, proposal, "goedkeuren").status_code == 409
    assert Proposal.objects.get(pk=proposal.pk).is_open
    settings.FOUR_EYES = False
    assert decide(piet, proposal, "goedkeuren").status_code == 302


def test_who_can_log_in_as_the_other_is_no_second_person(records, roos, piet):
    piets, rooss = (User.objects.get(username=name) for name in ("piet", "roos"))
    proposal = propose(roos, records["action"], text="Doe iets anders.")
    rooss.set_password("een-ander-lang-wachtwoord")
    rooss.save()
    LogEntry.objects.filter(object_pk=str(rooss.pk), content_type__model="user", action=1).update(actor=piets)
    response = decide(piet, proposal, "goedkeuren")
    assert response.status_code == 409
    assert "tellen als één persoon" in response.content.decode()


def test_a_redacteur_decides_nothing_and_takes_back_only_his_own(records, roos, piet):
    own, other = (propose(who, records["action"], text=f"Van {who}.") for who in (roos, piet))
    for act in ("goedkeuren", "weigeren", ""):
        assert decide(roos, own, act).status_code == 403
    assert decide(roos, other, "terugnemen").status_code == 403
    assert decide(roos, own, "terugnemen").status_code == 302
    assert Proposal.objects.get(pk=own.pk).state == "teruggenomen"
    assert Proposal.objects.get(pk=other.pk).is_open


def test_a_change_since_the_proposal_is_a_conflict_and_can_be_proposed_anew(records, roos, piet):
    action = records["action"]
    first, second = (propose(roos, action, text=text) for text in ("Doe het eerste.", "Doe het tweede."))
    decide(piet, first, "goedkeuren")
    response = decide(piet, second, "goedkeuren")
    page = response.content.decode()
    assert response.status_code == 409
    assert "was „Openbaar actie” en is nu „Doe het eerste.”" in page
    action.refresh_from_db()
    assert action.text == "Doe het eerste."
    again = f"{address_for(action)}?voorstel={second.pk}"
    assert again in page
    assert "Doe het tweede." in roos.get(again).content.decode()


def test_a_change_of_another_field_is_no_conflict(records, roos, piet):
    bill = records["bill"]
    first, second = propose(roos, bill, title="Anders"), propose(roos, bill, dossier="36999")
    decide(piet, first, "goedkeuren")
    assert decide(piet, second, "goedkeuren").status_code == 302
    bill.refresh_from_db()
    assert (bill.title, bill.dossier) == ("Anders", "36999")


def test_what_both_changed_while_the_form_was_open_is_asked_with_who_and_when(records, roos, piet):
    action = records["action"]
    late = proposal_form(roos, action, text="Doe iets anders.")
    decide(piet, propose(roos, action, text="Doe het eerste."), "goedkeuren")
    response = roos.post(address_for(action), late)
    assert response.status_code == 409
    (question,) = response.context["told"].questions
    assert question.label == "Tekst"
    assert [words for _answer, _heading, words in question.options] == ["Doe iets anders.", "Doe het eerste.", "Openbaar actie"]
    assert question.options[1][1].startswith("Van piet, ")
    assert Proposal.objects.count() == 1
    asked = form_in(response) | {question.name: question.options[0][0]}
    assert roos.post(address_for(action), asked).status_code == 302
    (change,) = Proposal.objects.latest("pk").changes
    assert (change["was"], change["becomes"]) == ("Doe het eerste.", "Doe iets anders.")


def test_what_only_another_changed_while_the_form_was_open_stays(records, roos, piet):
    bill = records["bill"]
    late = proposal_form(roos, bill, title="Anders")
    decide(piet, propose(roos, bill, dossier="36999"), "goedkeuren")
    response = roos.post(address_for(bill), late, follow=True)
    assert "Dossiernummer: gewijzigd door piet, " in response.content.decode()
    assert [change["field"] for change in Proposal.objects.latest("pk").changes] == ["title"]


def test_a_proposal_that_is_sent_twice_is_made_once(records, roos):
    action = records["action"]
    data = proposal_form(roos, action, text="Doe iets anders.")
    first, second = (roos.post(address_for(action), data)["Location"].partition("?")[0] for _ in range(2))
    assert (first, Proposal.objects.count()) == (second, 1)
    assert roos.post(address_for(action), data | {"reason": "Een andere reden."}).status_code == 302
    assert Proposal.objects.count() == 2


def test_a_form_that_came_back_with_an_error_makes_one_proposal_too(records, roos):
    """Sent again from the page with the error, or from the page before it: it is the same form."""
    action = records["action"]
    first = proposal_form(roos, action, text="Doe iets anders.", reason="")
    again = form_in(roos.post(address_for(action), first)) | {"reason": "Zo staat het er."}
    sent = (again, again, first | {"reason": "Zo staat het er."})
    assert len({roos.post(address_for(action), data)["Location"].partition("?")[0] for data in sent}) == 1
    assert Proposal.objects.count() == 1


def test_after_it_is_taken_back_the_same_form_proposes_anew(records, roos):
    action = records["action"]
    data = proposal_form(roos, action, text="Doe iets anders.")
    roos.post(address_for(action), data)
    decide(roos, Proposal.objects.get(), "terugnemen")
    assert roos.post(address_for(action), data).status_code == 302
    assert list(Proposal.objects.order_by("pk").values_list("state", flat=True)) == [
        Proposal.State.TAKEN_BACK, Proposal.State.OPEN,
    ]  # fmt: skip


def test_a_value_that_became_impossible_is_refused_in_words(records, roos, piet):
    role = records["role"]
    proposal = propose(roos, role, name="Directeur")
    type(role).objects.create(slug="directeur", name="Directeur", plural="directeuren")
    response = decide(piet, proposal, "goedkeuren")
    assert response.status_code == 409
    assert "bestaat al" in response.content.decode()
    assert Proposal.objects.get(pk=proposal.pk).is_open


def test_the_owner_of_the_server_approves_with_a_command_and_the_trail_says_so(records, roos):
    action, proposal = records["action"], propose(roos, records["action"], text="Doe iets anders.")
    for words, options in (("bestaat niet", (0, "roos")), ("geen actief account", (proposal.pk, "niemand"))):
        with pytest.raises(CommandError, match=words):
            call_command("approve_proposal", options[0], "--door", options[1], "--reden", "Zo staat het er.")
    with pytest.raises(CommandError, match="Geef een reden"):
        call_command("approve_proposal", proposal.pk, "--door", "roos", "--reden", " ")
    call_command("approve_proposal", proposal.pk, "--door", "roos", "--reden", "Zo staat het er.")
    action.refresh_from_db()
    assert action.text == "Doe iets anders."
    assert Correction.objects.filter(reason="Zo staat het er.").exists()
    entry = LogEntry.objects.get(object_repr__contains="opdracht op de server")
    assert entry.actor.username == "roos"


@pytest.mark.once
def test_a_new_role_is_proposed_and_made_when_somebody_else_approves(records, roos, piet):
    address = "/beheer/redactie/voorstellen/nieuw/rol/"
    data = filled_in(roos, address) | {"slug": "bestuurder", "name": "bestuurder", "plural": "bestuurders", "reason": "Nieuw."}
    assert "bestaat al" in roos.post(address, data | {"name": records["role"].name}).content.decode()
    assert roos.post(address, data).status_code == 302
    assert not Role.objects.filter(slug="bestuurder").exists()
    made = Proposal.objects.get()
    page = piet.get(reverse("proposal", args=[made.pk])).content.decode()
    assert "bestuurders" in page
    assert decide(piet, made, "goedkeuren").status_code == 302
    assert Role.objects.get(slug="bestuurder").plural == "bestuurders"
    assert roos.get("/beheer/redactie/voorstellen/nieuw/maatregel/").status_code == 404

"""Permissions at every URL pattern under /beheer/, for every group and every state of a report, by the rules in `rules.py`."""

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from measures.models import ActionMention, Correction, Measure, MeasureSnapshot, Report
from portal.desk.account_models import Invitation, StepReset
from portal.desk.models import Upload
from tests.portal.desk.forms import filled_in
from tests.portal.safety.addresses import patterns
from tests.portal.safety.asking import ask
from tests.portal.safety.conftest import client_of
from tests.portal.safety.rules import RECORDS, STAFF, row_of, rules_of_accounts, rules_of_admin, rules_of_desk, rules_of_index

# Permissions do not depend on the database engine.
pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

# Patterns without a page: the login of the admin ("login"), and unnamed patterns (""), which redirect old URLs of the admin or
# give a 404.
LEADING = {"", "login"}
OPENS, LEADS = 200, 302


@pytest.fixture
def browsers(people):
    return {name: client_of(user) for name, user in people.items()}


@pytest.fixture
def rules(small, people, browsers):
    return rules_of_desk(small) | rules_of_index(small) | rules_of_admin(small, people) | rules_of_accounts(people)


def test_every_address_has_a_rule(rules):
    # A guest with a link opens the preview without a login: `tests/portal/desk/together/test_guests.py`.
    without_login = ("beheer/account/", "beheer/meekijken/")
    named = {name for route, name in patterns() if not route.startswith(without_login)}
    assert named - LEADING == set(rules)


# Of the pages of rows and lists, those of one model for each class that gives rights: see `measures.admin.rights`.
OF_EACH_CLASS = (Report, MeasureSnapshot, Measure, Correction, LogEntry, User, Authenticator)


@pytest.fixture
def chosen(rules):
    """Return the rules of the desk, of the admin as a whole, and of one model for each class that gives rights."""
    others = {f"{model._meta.app_label}_{model._meta.model_name}" for model in set(site._registry) - {*OF_EACH_CLASS}}
    return [rule for name, some in rules.items() if name.rpartition("_")[0] not in others for rule in some]


@pytest.fixture
def one_each(rules):
    """Return a rule of each address. Who has not logged in gets no further, whatever the state of a report."""
    return [some[0] for some in rules.values()]


def check_each(rules, browser, who, method, each):
    for rule in rules:
        allowed, answer = (rule.get, rule.get_answer) if method == "get" else (rule.post, rule.post_answer)
        with each(rule.address):
            status, to, wrote = ask(browser, method, rule)
            if who not in allowed:
                assert (status, wrote) == (rule.refusal, False)
            elif answer == OPENS:
                assert status == OPENS or (status == LEADS and "/account/" not in to and "/login/" not in to)
                # A POST that returns a page (200) was not carried out, so it may not have changed anything.
                assert not (wrote and method == "post" and status == OPENS)
            else:
                assert (status, wrote) == (answer, False)


# Who has no right, who has those of an editor, and who has all. `make stories` asks the others too, of every model.
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["geen", "redacteur", "superuser"])
def test_who_may_open_and_send_what(chosen, browsers, each, request, who, method):
    # To save time, pages are rendered for the superuser only, who may open all of them.
    request.getfixturevalue("without_suggestions" if who == "superuser" else "unwritten")
    check_each(chosen, browsers[who], who, method, each)


@pytest.mark.story
@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", sorted(STAFF))
def test_who_may_open_and_send_what_of_every_model(rules, browsers, each, who, method):
    check_each([rule for some in rules.values() for rule in some], browsers[who], who, method, each)


# What a page of a row or a list asks its admin before it opens, and before it changes something. Django asks the same.
ASKED = {
    "changelist": ("has_view_or_change_permission", "has_view_or_change_permission"),
    "add": ("has_add_permission", "has_add_permission"),
    "change": ("has_view_or_change_permission", "has_change_permission"),
    "delete": ("has_delete_permission", "has_delete_permission"),
    "history": ("has_view_or_change_permission", "has_view_or_change_permission"),
}
# The form of rows of reports is ours (`changeform_view`): it only refuses a save over unseen work.
# That of accounts leaves an address out (`get_urls`).
VIEWS = {f"{page}_view" for page in ASKED} | {"response_action"}


@pytest.mark.parametrize("who", sorted(STAFF))
def test_what_the_admin_of_every_model_answers(rules, people, each, who):
    """The rights of every row of every model, asked as Django does for its pages. So none of these pages is one of our own."""
    of_model = {f"{model._meta.app_label}_{model._meta.model_name}": options for model, options in site._registry.items()}
    request = RequestFactory().get("/beheer/")
    request.user = User.objects.get(pk=people[who].pk)
    asked = 0
    for name, some in rules.items():
        of, _, page = name.rpartition("_")
        if of not in of_model or page not in ASKED:
            continue
        options = of_model[of]
        assert not [view for view in VIEWS for cls in type(options).__mro__ if view in vars(cls) and is_ours(cls)]
        for rule in some:
            key = resolve(rule.address).kwargs.get("object_id")
            row = [options.get_object(request, key)] if key else []
            for question, groups in zip(ASKED[page], (rule.get, rule.post), strict=True):
                asked += 1
                with each(f"{who} {rule.address} {question}"):
                    assert getattr(options, question)(request, *row) == (who in groups)
    assert asked > 400


def is_ours(cls):
    return cls.__module__.split(".")[0] in {"measures", "laws", "motions", "portal"}


@pytest.mark.usefixtures("unwritten")
def test_a_visitor_is_sent_to_the_login_and_writes_nothing(one_each, each):
    visitor = Client()
    for rule in one_each:
        for method in ("get", "post"):
            with each(f"{method} {rule.address}"):
                status, to, wrote = ask(visitor, method, rule)
                assert (status, wrote) == (LEADS, False)
                assert to.startswith(("/beheer/login/?next=", "/beheer/account/inloggen/")) or rule.address == "/beheer/logout/"


def test_no_page_opens_without_a_second_step(one_each, people, each):
    """No page opens for an account without a second factor, or for an account that did not pass it in this session."""
    fresh = User.objects.create_superuser("fris", password="een-lang-wachtwoord")
    for user, to in ((fresh, reverse("mfa_index")), (people["superuser"], reverse("mfa_reauthenticate"))):
        client = Client()
        client.force_login(user)
        for rule in [rule for rule in one_each if rule.address != "/beheer/logout/"]:
            for method in ("get", "post"):
                with each(f"{user} {method} {rule.address}"):
                    status, leads_to, wrote = ask(client, method, rule)
                    assert (status, leads_to.split("?")[0], wrote) == (LEADS, to, False)


# Pages that open without a login, for whoever has a link to choose a password.
WITH_A_LINK = {"invitation", "choose-password"}
# Pages that open without a second factor, because they lead to the login, the second factor or the logout.
WITHOUT = {"account_login", "account_logout", "account_inactive", "account_reauthenticate", "mfa_reauthenticate",
           "mfa_reauthenticate_webauthn", "openid_connect_login", "openid_connect_callback", *WITH_A_LINK}  # fmt: skip
TO_SET_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn"}


def names_of_account():
    return {name for route, name in patterns() if route.startswith("beheer/account/")}


def address_of(name):
    return reverse(name, args=[1] if name == "mfa_remove_webauthn" else [])


def test_of_the_pages_of_an_account_only_those_that_lead_to_a_second_step_open_without_it(people, browsers, each):
    names = names_of_account()
    assert names > WITHOUT | TO_SET_UP
    fresh = User.objects.create_superuser("fris", password="een-lang-wachtwoord")
    for user, still_open in ((fresh, WITHOUT | TO_SET_UP), (people["superuser"], WITHOUT)):
        client = Client()
        client.force_login(user)
        for name in names - still_open:
            for method in ("get", "post"):
                with each(f"{user} {method} {name}"):
                    response = getattr(client, method)(address_of(name))
                    assert response.status_code == LEADS
                    assert response["Location"].split("?")[0] in (reverse("mfa_index"), reverse("mfa_reauthenticate"))


def test_a_visitor_sees_nothing_of_an_account(client, each):
    for name in names_of_account() - {"account_login", "account_inactive", *WITH_A_LINK}:
        for method in ("get", "post"):
            with each(f"{method} {name}"):
                response = getattr(client, method)(address_of(name))
                assert response.status_code in (LEADS, 404) or name == "socialaccount_login_cancelled", response.status_code
                if response.status_code == LEADS:
                    assert response["Location"].startswith(("/beheer/account/inloggen/", "/beheer/account/tweede-stap/"))


def test_nobody_removes_the_key_of_somebody_else(people, browsers):
    key = Authenticator.objects.create(user=people["superuser"], type=Authenticator.Type.WEBAUTHN, data={"name": "Sleutel"})
    for name in ("beheerder", "publicist", "geen"):
        assert browsers[name].post(reverse("mfa_remove_webauthn", args=[key.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_nobody_sees_or_applies_the_workbook_of_somebody_else(small, people, browsers):
    Upload.objects.create(report=small.reports["concept"], by=people["redacteur"], name="w.xlsx", sheets=[])
    address = f"/beheer/redactie/{small.reports['concept'].slug}/werkmap/vergelijking/"
    assert browsers["redacteur"].get(address).status_code == OPENS
    for name in ("publicist", "superuser"):
        assert browsers[name].get(address).status_code == 404
        assert browsers[name].post(address).status_code == 404


def test_an_action_that_a_published_report_mentions_stays(small, browsers):
    """The delete page of an action, the bulk deletion in the list of actions and the ORM all refuse."""
    for state in ("gepubliceerd", "ingetrokken"):
        action = small.records[state]["action"]
        browsers["redacteur"].post(f"/beheer/measures/action/{action.pk}/delete/", {"post": "yes"})
        chosen = {"action": "delete_selected", "_selected_action": [action.pk], "post": "yes"}
        browsers["redacteur"].post("/beheer/measures/action/", chosen)
        assert ActionMention.objects.filter(action=action).count() == 1
        action.requirements.all()._raw_delete(using="default")
        for delete in (action.delete, type(action).objects.filter(pk=action.pk).delete):
            with pytest.raises(ProtectedError):
                delete()
    draft = small.records["concept"]["action"]
    browsers["redacteur"].post(f"/beheer/measures/action/{draft.pk}/delete/", {"post": "yes"})
    assert not ActionMention.objects.filter(action_id=draft.pk).exists()


def test_what_becomes_public_while_a_form_is_sent_stays(small, people, each):
    """The admin looks whether a row is public when it opens a form, and again, with the drafts locked, when it writes."""
    request = RequestFactory().post("/beheer/")
    request.user = people["redacteur"]
    for model in RECORDS:
        options = site.get_model_admin(model)
        row, rows = row_of(model, small.reports["gepubliceerd"]), model.objects.all()
        with each(model.__name__):
            for write in (
                lambda options=options, row=row: options.save_model(request, row, None, True),
                lambda options=options, row=row: options.delete_model(request, row),
                lambda options=options, rows=rows: options.delete_queryset(request, rows),
            ):
                with pytest.raises(PermissionDenied, match="zojuist openbaar"):
                    write()


def test_staff_read_what_is_public_and_change_what_is_not(small, browsers, each):
    """Neither the fields nor the links of a public record, nor the mentions within the form of a public action."""
    for model in RECORDS:
        with each(model.__name__):
            for state, opens in (("concept", True), ("gepubliceerd", False)):
                row = row_of(model, small.reports[state])
                address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
                for who in ("redacteur", "superuser"):
                    page = browsers[who].get(address).content.decode()
                    assert ('name="_save"' in page) == opens
                    assert ('<input type="text"' in page or "<textarea" in page or '<input type="number"' in page) == opens


def test_a_withdrawn_report_is_not_published_or_corrected_again(small, browsers):
    report = small.reports["ingetrokken"]
    before = LogEntry.objects.count()
    page = browsers["superuser"].post(f"/beheer/redactie/{report.slug}/publiceren/", follow=True)
    assert "al gepubliceerd" in page.content.decode()
    stand = f"/beheer/redactie/{report.slug}/maatregel/{small.records['ingetrokken']['measure'].slug}/"
    data = filled_in(browsers["superuser"], stand)
    page = browsers["superuser"].post(stand, data | {"title_printed": "Anders", "reason": "Omdat het kan."})
    assert "Alleen een gepubliceerde rapportage wordt gecorrigeerd." in page.content.decode()
    assert LogEntry.objects.count() == before


def test_a_beheerder_cannot_take_over_a_superuser(people, browsers):
    """A manager (beheerder) gets no link for the account of a superuser, and cannot ask to remove its second factor."""
    address = f"/beheer/accounts/{people['superuser'].pk}/"
    assert browsers["beheerder"].post(address, {"link": "ja"}).status_code == 403
    asked = {"vraag": "ja", "reden": "Zijn telefoon is weg."}
    assert browsers["beheerder"].post(f"{address}tweede-stap/", asked).status_code == 403
    assert not Invitation.objects.exists()
    assert not StepReset.objects.exists()

"""What each list of the admin reveals and does, per role: filters, searches, columns, actions, autocompletes, pop-ups, exports.

The pages of single rows, their history and their deletion are in `test_permissions.py`. The rules of both are in `rules.py`.
"""

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse
from django.utils.http import urlencode

from measures.models import Report
from tests.portal.safety.conftest import client_of
from tests.portal.safety.rules import LISTS, OF_REPORT, RECORDS, STAFF, STATES, changers_of, row_of

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

# Fields with a secret, or with what a person did outside the portal. No list filters, searches or sorts by them.
SECRET = {"password", "data", "session_data", "token", "token_secret", "extra_data", "serialized_data", "content"}
LOOKUPS = ("", "__exact", "__startswith", "__regex", "__gt", "__in", "__isnull", "__contains")


def at(model, page="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def fields_of(model, depth=2):
    """Yield the path of every field of a model, and of the models that it refers to or that refer to it."""
    for field in model._meta.get_fields():
        name = field.name
        yield name
        if depth > 1 and field.is_relation and field.related_model:
            yield from (f"{name}__{rest}" for rest in fields_of(field.related_model, depth - 1))


def test_every_list_offers_what_its_rule_says(each):
    """A new admin, filter, search field, action or set of rows within a form needs a rule."""
    assert set(LISTS) == set(site._registry)
    for model, rule in LISTS.items():
        options = site.get_model_admin(model)
        with each(model.__name__):
            offered = {name.removesuffix("__exact").split("__")[0] for name in options.offered_lookups(None)}
            assert offered == rule.filters
            assert tuple(options.search_fields) == rule.search
            assert tuple(inline.model.__name__ for inline in options.inlines) == rule.inlines
            everything = [*options.list_display, *options.search_fields, *(options.ordering or ()), *rule.filters]
            assert not [path for path in everything if SECRET & set(str(path).strip("-").split("__"))]
            assert not options.list_editable
            # These would open ways to a row that no rule knows.
            assert [options.save_as, *options.raw_id_fields] == [False]


def test_no_list_accepts_another_lookup_than_it_offers(each):
    request = RequestFactory().get("/beheer/")
    tried = 0
    for model, rule in LISTS.items():
        options = site.get_model_admin(model)
        for path in fields_of(model):
            for lookup in LOOKUPS:
                tried += 1
                if options.lookup_allowed(f"{path}{lookup}", "x", request):
                    with each(f"{model.__name__} {path}{lookup}"):
                        assert lookup in ("", "__exact", "__isnull")
                        assert path.split("__")[0] in rule.filters
                        assert not SECRET & set(path.split("__"))
    assert tried > 5_000


# Which lookups a list accepts does not depend on who asks: `test_no_list_accepts_another_lookup_than_it_offers` asks as nobody.
# Who opens which list at all is asked for everybody in `test_permissions.py`.
@pytest.mark.usefixtures("small", "unwritten")
@pytest.mark.parametrize(
    "who", ["geen", "superuser", *[pytest.param(who, marks=pytest.mark.story) for who in ("beheerder", "publicist", "redacteur")]]
)
def test_who_may_filter_search_and_sort(people, each, who):
    browser = client_of(people[who])
    for model, rule in LISTS.items():
        with each(f"{who} {model.__name__}"):
            opens = who in rule.view
            assert browser.get(at(model), {"q": "x", "o": "1"}).status_code in ((200, 302) if opens else (403,))
            for lookup in ("pk__startswith", "id__regex", "user__password__startswith", "data__secret__startswith"):
                assert browser.get(at(model), {lookup: "1"}).status_code == (400 if opens else 403), lookup
            for offered in site.get_model_admin(model).offered_lookups(None):
                assert browser.get(at(model), {offered: "0"}).status_code in ((200, 302) if opens else (403,)), offered


@pytest.mark.story
@pytest.mark.usefixtures("small", "unwritten")
@pytest.mark.parametrize("who", sorted(STAFF))
def test_a_pop_up_hands_over_no_other_field_than_the_key(people, each, who):
    browser = client_of(people[who])
    for model, rule in LISTS.items():
        with each(f"{who} {model.__name__}"):
            opens = who in rule.view
            for field in model._meta.concrete_fields:
                status = browser.get(at(model), {"_popup": "1", "_to_field": field.name}).status_code
                known = field.primary_key or site.get_model_admin(model).to_field_allowed(None, field.name)
                assert status == (403 if not opens else 200 if known else 400), field.name
                assert not (known and field.name in SECRET)


def test_a_second_step_cannot_be_guessed_from_a_list(people, each):
    """A manager (beheerder) learns nothing about the secret of anybody, in clear or encrypted."""
    client_of(people["superuser"])
    stored = Authenticator.objects.get(user=people["superuser"]).data["secret"]
    browser = client_of(people["beheerder"])
    for query in (
        {"data__secret__startswith": stored[:3]}, {"data__icontains": stored}, {"data__secret": stored}, {"data": stored},
        {"user__password__startswith": "md5"}, {"user__authenticator__data__contains": stored},
        {"authenticator__data__secret__startswith": stored[:3]}, {"password__startswith": "md5"},
    ):  # fmt: skip
        for model in (Authenticator, User, LogEntry):
            with each(f"{model.__name__} {urlencode(query)}"):
                assert browser.get(at(model), query).status_code == 400
    assert "superuser" not in browser.get(at(Authenticator), {"q": stored}).content.decode()


@pytest.mark.parametrize("who", sorted(STAFF))
def test_who_is_offered_which_action(people, each, who):
    request = RequestFactory().get("/beheer/")
    request.user = User.objects.get(pk=people[who].pk)
    for model, rule in LISTS.items():
        with each(f"{who} {model.__name__}"):
            offered = site.get_model_admin(model).get_actions(request)
            assert set(offered) == {name for name, groups in rule.actions if who in groups}


# Django ignores an action that it does not offer: the test above asks that for everybody.
@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize(
    "who", ["redacteur", *[pytest.param(who, marks=pytest.mark.story) for who in sorted(STAFF - {"redacteur"})]]
)
def test_nobody_deletes_from_a_list_what_may_not_be_deleted(small, people, each, who):
    browser = client_of(people[who])
    for model in (*OF_REPORT, *RECORDS):
        for state in STATES:
            if who in changers_of(model, state):
                continue
            row = row_of(model, small.reports[state])
            with each(f"{who} {model.__name__} {state}"):
                before = LogEntry.objects.count()
                data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
                browser.post(at(model), data)
                assert model.objects.filter(pk=row.pk).exists()
                assert LogEntry.objects.count() == before


def test_only_a_beheerder_exports_the_trail(people, small, each):
    entry = LogEntry.objects.first()
    for who in sorted(STAFF):
        with each(who):
            response = client_of(people[who]).post(at(LogEntry), {"action": "export", "_selected_action": [entry.pk]})
            rule = LISTS[LogEntry]
            assert (response.get("Content-Type", "").startswith("text/csv")) == (who in rule.view)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("who", sorted(STAFF))
def test_who_may_autocomplete_what(people, each, who):
    """An autocomplete gives the rows of the model that a field refers to: only to who may see their list."""
    browser = client_of(people[who])
    asked = set()
    for model in apps.get_models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            target = field.related_model if field.is_relation else None
            if target in (None, *asked):
                continue
            asked.add(target)
            names = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
            rule = LISTS.get(target)
            with each(f"{model.__name__}.{field.name}"):
                status = browser.get("/beheer/autocomplete/", names).status_code
                expected = 403 if rule is None else 404 if not rule.search else 200 if who in rule.view else 403
                assert status == expected
    assert {User, Report} < asked


def test_a_visitor_gets_none_of_it(client, small, each):
    for model in LISTS:
        for query in ({}, {"q": "x"}, {"pk__startswith": "1"}, {"_popup": "1"}):
            with each(f"{model.__name__} {query}"):
                assert client.get(at(model), query)["Location"].startswith("/beheer/login/")
                assert client.post(at(model), {"action": "delete_selected"})["Location"].startswith("/beheer/login/")
    names = {"app_label": "measures", "model_name": "measuresnapshot", "field_name": "measure"}
    assert client.get("/beheer/autocomplete/", names)["Location"].startswith("/beheer/login/")

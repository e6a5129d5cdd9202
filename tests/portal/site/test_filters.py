"""The fields of a filter form are rendered once for each value, until the content changes."""

import pytest
from django.http import QueryDict

from measures.models import Role
from portal.agenda.filters import AgendaFilter
from portal.site.tags.filters import filter_fields


@pytest.fixture(autouse=True)
def with_memory(settings):
    settings.CONTENT_MEMORY = True


def fields(query: str = "", role: Role | None = None) -> str:
    return filter_fields(AgendaFilter(QueryDict(query), role=role))


def test_the_choices_are_read_once(django_assert_num_queries):
    first = fields()
    role = Role.objects.get(slug="leraar")
    with django_assert_num_queries(1):  # the version of the content
        assert fields(role=role) == first


@pytest.mark.parametrize("query", ["zoek=None", "zoek=ouders", "sector=po", "stand=verwacht", "datum=2027-08-01", "sector=x"])
def test_a_chosen_value_shows_only_where_it_was_chosen(settings, query):
    empty, chosen = fields(), fields(query)
    settings.CONTENT_MEMORY = False
    assert (empty, chosen) == (fields(), fields(query))
    assert empty != chosen

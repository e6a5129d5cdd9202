"""Until the content changes, fields of a filter form are rendered once for each value, and rows of a list for each choice."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

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


def read_in(client, address: str) -> tuple[str, int]:
    """Return the page, and how many queries it needs besides those for the version, which a server asks once."""
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    return page, sum("publicversion" not in query["sql"] for query in queries)


@pytest.mark.parametrize("address", ["/maatregelen/?status=afgerond", "/wetsvoorstellen/?rapportage=vgr-5", "/moties/?pagina=2"])
def test_the_rows_of_a_list_are_read_once(client, settings, address):
    (first, _), (again, kept) = read_in(client, address), read_in(client, address)
    settings.CONTENT_MEMORY = False
    fresh, usual = read_in(client, address)
    assert first == again == fresh
    # The report that was chosen, the keys of the rows, and what stands beside the list.
    assert kept <= 4 < usual


def test_rows_are_kept_apart_by_report_filter_and_page(client, settings):
    addresses = [f"/moties/?{query}" for query in ("", "rapportage=vgr-2", "rapportage=vgr-5", "pagina=2", "zoek=ouders")]
    kept = [read_in(client, address)[0] for address in addresses * 2]
    settings.CONTENT_MEMORY = False
    assert kept == [read_in(client, address)[0] for address in addresses] * 2

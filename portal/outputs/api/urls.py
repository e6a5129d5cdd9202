"""The URL patterns of the API, below /api/. A path that no other pattern matches gets a 404 in JSON."""

from django.urls import URLPattern, path, re_path

from portal.outputs.api.documentation import Description, Start, WithoutVersion
from portal.outputs.api.problems import UnknownAddress
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.actions import Actions
from portal.outputs.api.resources.bills import Bills
from portal.outputs.api.resources.changes import Changes
from portal.outputs.api.resources.measures import Measures, StandsOfMeasure
from portal.outputs.api.resources.motions import Motions
from portal.outputs.api.resources.notes import Corrections, SourceNotes
from portal.outputs.api.resources.programme import Findings, Goals, Parties, Priorities, Roles
from portal.outputs.api.resources.reports import Reports
from portal.outputs.api.resources.role_changes import ChangesForRole
from portal.outputs.api.resources.sources import Sources


def _resource(address: str, view: type[Resource]) -> list[URLPattern]:
    """Return the URL patterns of a resource: its list and, with a `key_pattern`, its single records."""
    name = f"api-{view.__name__}"
    prefix = address.replace("{slug}", "(?P<slug>[a-z0-9-]+)")
    found = [re_path(rf"^v1/{prefix}\Z", view.as_view({"get": "list"}), name=name)]
    if view.key_pattern:
        key = f"(?P<{view.lookup_url_kwarg or view.lookup_field}>{view.key_pattern})"
        found.append(re_path(rf"^v1/{prefix}/{key}\Z", view.as_view({"get": "retrieve"}), name=f"{name}-one"))
    return found


urlpatterns = [
    # A person who types the address of the API without a version gets the current one.
    path("", WithoutVersion.as_view(), name="api-without-version"),
    path("v1/", Start.as_view(), name="api"),
    path("v1", Start.as_view(), name="api-base"),
    path("v1/openapi.json", Description.as_view(), name="api-description"),
    *_resource("rapportages", Reports),
    *_resource("bronnen", Sources),
    *_resource("doelen", Goals),
    *_resource("speerpunten", Priorities),
    *_resource("rollen", Roles),
    *_resource("rollen/{slug}/wijzigingen", ChangesForRole),
    *_resource("veldpartijen", Parties),
    *_resource("maatregelen", Measures),
    *_resource("maatregelen/{slug}/standen", StandsOfMeasure),
    *_resource("wetsvoorstellen", Bills),
    *_resource("moties", Motions),
    *_resource("acties", Actions),
    *_resource("wijzigingen", Changes),
    *_resource("bevindingen", Findings),
    *_resource("bronnotities", SourceNotes),
    *_resource("correcties", Corrections),
    re_path(r"^.*\Z", UnknownAddress.as_view(), name="api-unknown"),
]

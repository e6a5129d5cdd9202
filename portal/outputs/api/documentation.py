"""The root of the API (a JSON index for clients, an HTML guide for browsers) and its OpenAPI description."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.outputs.api.contract import BASE, RELEASES, VERSION
from portal.outputs.api.lists import refuse, strange_keys

DESCRIPTION = Path(__file__).parent / "openapi.json"


@cache
def description() -> dict[str, Any]:
    """Return the committed OpenAPI document, which is the contract of this version."""
    return json.loads(DESCRIPTION.read_text())


@extend_schema_serializer(description="Waar alles van deze API staat.")
class Begin(serializers.Serializer):
    """The JSON index of the API."""

    titel = serializers.CharField(help_text="De naam van deze API.")
    versie = serializers.CharField(help_text="De volledige versie.")
    beschrijving = serializers.URLField(help_text="Het adres van deze beschrijving (OpenAPI).")
    adressen = serializers.DictField(child=serializers.URLField(), help_text="Elke lijst met haar adres.")


class WithoutVersion(APIView):
    """The path of the API without a version. It redirects a person who types it to the current version."""

    schema = None

    def get(self, request: Request) -> HttpResponsePermanentRedirect:
        return redirect("api", permanent=True)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)


class Start(APIView):
    """The root of the API: a JSON index for clients, and an HTML guide for browsers."""

    renderer_classes = [JSONRenderer, TemplateHTMLRenderer]

    @extend_schema(
        summary="Begin",
        description="Welke adressen er zijn. Een browser krijgt een pagina met uitleg en voorbeelden.",
        tags=["api"],
        operation_id="begin",
        responses=Begin,
    )
    def get(self, request: Request) -> Response:
        refuse(strange_keys(request.query_params, []))
        api = description()
        lists = [path for path in api["paths"] if "{" not in path and path not in ("/", "/openapi.json")]
        if request.accepted_renderer.format == "html":
            context = {"operations": _operations(api, lists), "releases": RELEASES, "base": request.build_absolute_uri(BASE)}
            return Response(context, template_name="api/start.html")
        addresses = {path[1:]: request.build_absolute_uri(BASE + path) for path in lists}
        title = api["info"]["title"]
        found = request.build_absolute_uri(reverse("api-description"))
        return Response({"titel": title, "versie": VERSION, "beschrijving": found, "adressen": addresses})

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)


def _operations(api: dict[str, Any], lists: list[str]) -> list[dict[str, Any]]:
    """Return each list with its parameters and the fields of its rows, for the HTML guide."""
    schemas = api["components"]["schemas"]
    found = []
    for path in lists:
        operation = api["paths"][path]["get"]
        envelope = _named(schemas, operation["responses"]["200"]["content"]["application/json"]["schema"])
        row = _named(schemas, envelope["properties"]["results"]["items"])
        found.append(
            {
                "anchor": path[1:],
                "address": BASE + path,
                "words": operation["description"],
                "parameters": [_parameter(each) for each in operation["parameters"]],
                "fields": [(name, field["description"]) for name, field in row["properties"].items()],
            }
        )
    return found


def _named(schemas: dict[str, Any], reference: dict[str, str]) -> dict[str, Any]:
    return schemas[reference["$ref"].rpartition("/")[2]]


INPUTS = {"integer": "number", "date": "date"}
VALUES = {"integer": "een heel getal", "date": "een dag, zoals 2027-08-01"}


def _parameter(described: dict[str, Any]) -> dict[str, Any]:
    schema = described["schema"]
    kind = schema.get("format") or schema["type"]
    options = schema.get("enum", [])
    return {
        "name": described["name"],
        "words": described["description"],
        "required": described.get("required", False),
        "options": options,
        "input": INPUTS.get(kind, "text"),
        "values": ", ".join(options) or VALUES.get(kind, "tekst"),
    }


def _of_this_site(request: Request) -> dict[str, Any]:
    """Return `info` and `servers` with the contact and base URL of this site, to replace those of the committed document."""
    info = description()["info"]
    contact = info["contact"] | {"url": request.build_absolute_uri(reverse("about"))}
    if settings.SITE_CONTACT:
        contact["email"] = settings.SITE_CONTACT
    return {
        "info": info | {"contact": contact},
        "servers": [{"url": request.build_absolute_uri(BASE), "description": "Deze site"}],
    }


class Description(APIView):
    """The OpenAPI document of this site: the committed document with the contact and base URL of this site."""

    @extend_schema(
        summary="Beschrijving",
        description="Deze beschrijving van de API, in OpenAPI 3.0.",
        tags=["api"],
        operation_id="beschrijving",
        responses={200: {"type": "object", "description": "Een OpenAPI-document."}},
    )
    def get(self, request: Request) -> Response:
        refuse(strange_keys(request.query_params, []))
        return Response(description() | _of_this_site(request))

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204)

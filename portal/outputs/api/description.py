"""The generation of the OpenAPI description from the code. `manage.py describe_api` writes it to `openapi.json`."""

import json
from collections.abc import Iterator
from typing import Any

import django_filters
from django import forms
from drf_spectacular.openapi import AutoSchema

from portal.core.problems import DETAILS, PROBLEM_JSON, TITLES
from portal.outputs.api.contract import VERSION
from portal.outputs.api.lists import LARGEST_PAGE, PAGE_SIZE, WholeNumberField, ways_to_sort
from portal.outputs.api.resource import Resource

ERRORS = {
    400: "Onjuist", 404: "NietGevonden", 406: "FormaatNietBeschikbaar", 410: "Ingetrokken", 429: "TeVeel", 500: "Fout",
    503: "EvenNiet",
}  # fmt: skip
# The single records whose key can change: an old key leads on (`portal.operations.moved`).
CAN_MOVE = ("/acties/{id}", "/moties/{nummer}")
PATH_WORDS = {
    "slug": ("De slug van de maatregel, het wetsvoorstel, de rol of de rapportage.", "leerrecht"),
    "nummer": ("Het nummer.", "1"),
    "id": ("De sleutel.", ""),
    "rapportage": ("De slug van de rapportage.", "vgr-5"),
}


class ApiSchema(AutoSchema):
    """The drf-spectacular schema class of every view. Texts come from the `Resource`, parameters from its FilterSet."""

    @property
    def _resource(self) -> Resource | None:
        return self.view if isinstance(self.view, Resource) else None

    @property
    def _title(self) -> str:
        return (self.view.__doc__ or "").strip()

    def get_tags(self) -> list[str]:
        return [self._resource.tag] if self._resource else super().get_tags()

    def get_operation_id(self) -> str:
        name = type(self.view).__name__
        name = name[0].lower() + name[1:]
        return name if self.view.action == "list" else f"{name}Een"

    def get_summary(self) -> str:
        if self._resource is None:
            return super().get_summary() or ""
        return f"Lijst: {self._title.lower()}" if self.view.action == "list" else f"Eén uit: {self._title.lower()}"

    def get_description(self) -> str:
        if self._resource is None:
            return super().get_description()
        if self.view.action != "list":
            return f"Eén record uit de lijst „{self._title.lower()}”, met alles wat daarover gepubliceerd is."
        return self._resource.words

    def map_renderers(self, attribute: str) -> list[str]:
        return ["application/json"]

    def get_paginated_name(self, serializer_name: str) -> str:
        return f"LijstVan{serializer_name}"

    def _get_pagination_parameters(self) -> list[dict[str, Any]]:
        return []

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        resource = self._resource
        if resource is None:
            return []
        if resource.action != "list":
            return list(_filters(resource.single_filterset_class)) if resource.single_filterset_class else []
        return [*_filters(resource.filterset_class), *_of_list(list(resource.sorting))]


def _parameter(name: str, words: str, schema: dict[str, Any], *, required: bool = False, example: Any = None) -> dict[str, Any]:
    found: dict[str, Any] = {"in": "query", "name": name, "description": words, "schema": schema}
    if required:
        found["required"] = True
    if example is not None:
        found["example"] = example
    return found


def _of_list(sorting: list[str]) -> Iterator[dict[str, Any]]:
    yield _parameter("page", "Welke pagina.", {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1})
    words = f"Hoeveel rijen per pagina, hoogstens {LARGEST_PAGE}."
    yield _parameter("pageSize", words, {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE})
    yield _parameter("sort", "De volgorde; met een min ervoor aflopend.", {"type": "string", "enum": ways_to_sort(sorting)})


def _filters(filterset_class: type[django_filters.FilterSet]) -> Iterator[dict[str, Any]]:
    """Yield one parameter per filter. Its schema follows from the form field, so both accept the same values."""
    required = getattr(filterset_class, "required_keys", ())
    for name, each in filterset_class.base_filters.items():
        words = str(each.extra.get("help_text", ""))
        yield _parameter(name, words, _schema_of(each), required=name in required)


def _schema_of(each: django_filters.Filter) -> dict[str, Any]:
    field = each.field_class
    if issubclass(field, forms.ModelChoiceField):
        is_number = each.extra.get("to_field_name") == "number"
        return {"type": "integer", "minimum": 1} if is_number else {"type": "string", "minLength": 1}
    if issubclass(field, forms.ChoiceField):
        choices = each.extra["choices"]
        # A callable reads its choices from the database. These change with the data, so the contract does not name them.
        return {"type": "string", "minLength": 1} if callable(choices) else {"type": "string", "enum": [v for v, _ in choices]}
    if issubclass(field, forms.DateField):
        return {"type": "string", "format": "date"}
    if issubclass(field, WholeNumberField):
        return {"type": "integer", "minimum": 1, "maximum": 999_999_999}
    return {"type": "string", "minLength": 1, "maxLength": each.extra.get("max_length", 100)}


def complete(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Complete the OpenAPI document `result` in place, validate it and return it. A postprocessing hook of drf-spectacular.

    The hook adds headers, error responses, and descriptions of responses and path parameters. It inlines nullable references.
    It declares the tags, and that no operation needs a login (`security` is empty). No field is `readOnly`, as the whole API is,
    and every field is `required`, as each answer has all of them. Raises `KeyError` for a path parameter that is not in
    `PATH_WORDS`. The validator raises an exception when the result is not valid OpenAPI.
    """
    components = result["components"]
    components["headers"] = _headers()
    components["schemas"] |= _problem_schemas()
    components["responses"] = {name: _problem_answer(status) for status, name in ERRORS.items()}
    components["responses"]["Verhuisd"] = _moved_answer()
    for path, operations in result["paths"].items():
        for operation in operations.values():
            operation.pop("security", None)
            for response in operation["responses"].values():
                response["description"] = response["description"] or "Gelukt."
                response["headers"] = {
                    "API-Version": {"$ref": "#/components/headers/API-Version"},
                    "Access-Control-Allow-Origin": {"$ref": "#/components/headers/Access-Control-Allow-Origin"},
                }
            for status, name in ERRORS.items():
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
            if path in CAN_MOVE:
                operation["responses"]["301"] = {"$ref": "#/components/responses/Verhuisd"}
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "path":
                    parameter["description"] = PATH_WORDS[parameter["name"]][0]
    for schema in components["schemas"].values():
        _always_sent(schema)
    _make_nullable(components["schemas"])
    result["security"] = []
    result["tags"] = list(_tags(result["paths"]))
    result["paths"]["/"]["get"]["responses"]["200"]["content"]["text/html"] = {"schema": {"type": "string"}}
    # Imported here, because only `describe_api` needs the validator: a web process does not load it.
    from drf_spectacular.validation import validate_schema

    validate_schema(result)
    return result


def _always_sent(schema: dict[str, Any]) -> None:
    """Say that every field of an object is sent, and that none is special for being read only."""
    fields = schema.get("properties", {})
    for field in fields.values():
        field.pop("readOnly", None)
        _always_sent(field.get("items", {}))
    if fields:
        schema["required"] = sorted(fields)


def _tags(paths: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield each tag with the description of its first list, in the order of the paths."""
    told: set[str] = set()
    for operations in paths.values():
        for operation in operations.values():
            for tag in set(operation["tags"]) - told:
                told.add(tag)
                yield {"name": tag, "description": operation["description"]}


def _make_nullable(schemas: dict[str, Any]) -> None:
    """Make the schema of each nullable reference nullable itself: OpenAPI 3.0 ignores `nullable` beside a reference.

    Raises `ValueError` for a schema that another field refers to as never null.
    """
    fields = [field for schema in schemas.values() for field in schema.get("properties", {}).values() if "allOf" in field]
    nullable = {field["allOf"][0]["$ref"] for field in fields if field.pop("nullable", False)}
    for reference in nullable:
        schemas[reference.rpartition("/")[2]]["nullable"] = True
    described = json.dumps(schemas).count
    for reference in nullable:
        if described(f'"{reference}"') != sum(field["allOf"][0]["$ref"] == reference for field in fields):
            raise ValueError(f"{reference} is soms null en soms niet: geef het ene een eigen schema.")


def _headers() -> dict[str, Any]:
    return {
        "API-Version": {
            "description": "De volledige versie van deze API.", "required": True,
            "schema": {"type": "string", "example": VERSION},
        },
        "Access-Control-Allow-Origin": {
            "description": "Elke website mag deze API gebruiken.", "required": True,
            "schema": {"type": "string", "enum": ["*"]},
        },
        "Retry-After": {
            "description": "Na hoeveel seconden u het weer kunt proberen.", "required": True, "schema": {"type": "integer"},
        },
    }  # fmt: skip


def _problem_schemas() -> dict[str, Any]:
    members = {
        "status": {"type": "integer", "description": "De statuscode van het antwoord.", "example": 404},
        "title": {"type": "string", "description": "Wat er mis is, in een paar woorden.", "example": TITLES[404]},
        "detail": {"type": "string", "description": "Wat er mis is en wat u kunt doen.", "example": DETAILS[404]},
    }
    invalid = {
        "name": {"type": "string", "description": "Het onderdeel van de vraag dat niet klopt.", "example": "status"},
        "reason": {"type": "string", "description": "Waarom niet.", "example": "Dit filter is leeg."},
    }
    return {
        "Probleem": {
            "type": "object", "description": "Een fout, volgens RFC 9457.", "required": list(members), "properties": members,
        },
        "OnjuisteVraag": {
            "description": "Alles wat er mis is met de vraag, in één keer.",
            "allOf": [
                {"$ref": "#/components/schemas/Probleem"},
                {
                    "type": "object",
                    "properties": {
                        "invalidParams": {
                            "type": "array", "description": "Elk onderdeel dat niet klopt.",
                            "items": {
                                "type": "object", "required": list(invalid), "properties": invalid,
                                "description": "Een onderdeel van de vraag dat niet klopt.",
                            },
                        }
                    },
                },
            ],
        },
    }  # fmt: skip


def _moved_answer() -> dict[str, Any]:
    names = ("API-Version", "Access-Control-Allow-Origin")
    location = {"description": "Het adres van nu.", "required": True, "schema": {"type": "string", "format": "uri-reference"}}
    return {
        "description": "Deze sleutel is van vroeger. Location noemt het adres van nu.",
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names} | {"Location": location},
    }


def _problem_answer(status: int) -> dict[str, Any]:
    schema = "OnjuisteVraag" if status == 400 else "Probleem"
    headers = ["API-Version", "Access-Control-Allow-Origin", *(["Retry-After"] if status in (429, 503) else [])]
    return {
        "description": DETAILS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {PROBLEM_JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }

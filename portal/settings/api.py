"""The REST API and its OpenAPI description."""

from portal.outputs.api.contract import VERSION as API_VERSION

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_FILTER_BACKENDS": [],
    "DEFAULT_SCHEMA_CLASS": "portal.outputs.api.description.ApiSchema",
    "DEFAULT_THROTTLE_CLASSES": ["portal.core.limits.ApiThrottle"],
    "EXCEPTION_HANDLER": "portal.outputs.api.problems.handle",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Voortgang passend onderwijs",
    "DESCRIPTION": (
        "De 25 maatregelen van de verbeteraanpak passend onderwijs, met hun doelen, wetsvoorstellen, moties en acties, en "
        "wat elke rapportage daarover zegt. Open data onder CC0: zonder login, alleen te lezen. Alleen wat gepubliceerd is. "
        "Datums van een planning zijn nooit een feit: wat echt in werking trad, staat apart."
    ),
    "VERSION": API_VERSION,
    "OAS_VERSION": "3.0.3",
    "SERVERS": [{"url": "https://portaal.example.nl/api/v1", "description": "Deze site"}],
    "CONTACT": {
        "name": "Beheer van Voortgang passend onderwijs",
        "url": "https://portaal.example.nl/over/",
        "email": "beheer@portaal.example.nl",
    },
    "LICENSE": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "POSTPROCESSING_HOOKS": ["portal.outputs.api.description.complete"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Docstrings are English, but the API description is Dutch: its texts come from decorators, `help_text` and `Resource`.
    "DISABLE_DOCSTRING_DESCRIPTIONS": True,
}

"""The REST API. Its paths, query parameters and fields are a contract with client programs; see `openapi.json`.

`resources/` has the serializers and querysets, one module per subject. `filters.py` has the FilterSets. `lists.py` checks
the query of a list. `problems.py` renders errors. `description.py` builds the OpenAPI description.
"""

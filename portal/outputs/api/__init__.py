"""The REST API: what other programs are written against. Its words are a contract; see `openapi.json`.

`resources/` has a module a subject: what it looks like and where it comes from. Which records are found is decided by the
filters of the pages. `lists.py` reads the query of a list, `problems.py` says what is wrong, `description.py` describes it all.
"""

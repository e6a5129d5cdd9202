"""The search over everything that is public.

Every page or part of a page that can be found is one row of `SearchDocument`, made from `published()` records only. Words
are stemmed in Python, so that SQLite (FTS5) and PostgreSQL (tsvector) find the same rows. The database ranks the rows and
matches prefixes.
"""

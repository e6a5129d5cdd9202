"""The search over everything that is public.

Every page or part of a page that can be found is one row of `SearchDocument`, made from `published()` records only. Python
decides which words a question finds and which row comes first, so that SQLite (FTS5) and PostgreSQL (tsvector) give the same
answer. The database looks up the rows with those words.
"""

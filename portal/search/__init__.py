"""Searching everything that is public with one box.

Every findable thing is one row of `SearchDocument`, made from what `published()` lets through. The words in it are brought
back to their stems here, so that SQLite (FTS5) and PostgreSQL (tsvector) find the same; both know prefixes and ranks.
"""

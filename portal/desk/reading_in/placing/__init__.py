"""Rows of a document become rows of a draft."""

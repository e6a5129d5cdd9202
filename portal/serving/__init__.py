"""Serving what is public fast, and never stale: one version of all content, answers kept in memory under it.

Every write goes through the audit trail, so the newest lines of the trail are the version of the content. Pages also follow
from the day in the Netherlands and from the code. Whatever has the same three is the same page.
"""

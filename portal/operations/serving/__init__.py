"""Serving what is public fast, and never stale: answers are kept in memory under the version of the content.

`portal.core.version` says which version that is: the newest lines of the audit trail, the day in the Netherlands and the code.
Two answers for one address and one version are the same.
"""

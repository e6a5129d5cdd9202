"""Atom feeds (RFC 4287) of changes, corrections, published and withdrawn reports, and new actions for a role.

No entry is stored: each is computed from the published reports and the log of corrections. The id of an entry never changes,
so that a feed reader shows it once. Its timestamp comes from the data, so equal data gives equal bytes (see `history`).
"""

"""Atom feeds (RFC 4287) of what happened: changes, corrections, reports, and what is new for a role.

Nothing here is stored. An entry is made of what published reports say, as everywhere, and of the log of corrections. Its
id never changes, so that a reader shows it once. Its moment is a fact as well: when the two reports of a change were both
public here, or when the correction was made. So the same content gives the same bytes.
"""

"""The agenda of a role as iCalendar (RFC 5545): `events` writes it, and `revisions` tells what it said before."""

from portal.outputs.exports.calendar.events import to_ics

__all__ = ["to_ics"]

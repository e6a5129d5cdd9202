"""The agenda of a role as iCalendar (RFC 5545): `events` writes it, and `revisions` tells what it said before.

`merged` keeps what it said of an action that became one with another.
"""

from portal.outputs.exports.calendar.events import to_ics
from portal.outputs.exports.calendar.merged import cancelled_events

__all__ = ["cancelled_events", "to_ics"]

"""Calendars as iCalendar (RFC 5545): `events` writes the days of actions, and `revisions` tells what they were before.

`bills` writes the days of bills, and `papers` those of motions and sources; `acts` numbers both. `merged` keeps what it said of
an action that became one with another.
"""

from portal.outputs.exports.calendar.bills import events_of_bills
from portal.outputs.exports.calendar.events import events, to_ics
from portal.outputs.exports.calendar.merged import cancelled_events
from portal.outputs.exports.calendar.papers import events_of_motions, events_of_reports

__all__ = ["cancelled_events", "events", "events_of_bills", "events_of_motions", "events_of_reports", "to_ics"]

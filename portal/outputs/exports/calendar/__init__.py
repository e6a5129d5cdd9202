"""Calendars as iCalendar (RFC 5545): `events` writes the days of actions, and `revisions` tells what they were before.

`bills` writes the days of bills. `merged` keeps what it said of an action that became one with another.
"""

from portal.outputs.exports.calendar.bills import events_of_bills
from portal.outputs.exports.calendar.events import events, to_ics
from portal.outputs.exports.calendar.merged import cancelled_events

__all__ = ["cancelled_events", "events", "events_of_bills", "to_ics"]

"""What reports state in tests of the agenda, and what the agenda makes of it."""

import datetime as dt

from laws.enums import Effect, Phase
from laws.models import EntryIntoForce, Requirement
from measures.enums import ActionKind
from measures.models import Action, ActionMention, Measure
from portal.agenda import agenda
from tests import factories

DAY = dt.date(2026, 11, 23)


def make_duty(role, report, **mention):
    return factories.make_action(report, the_measure(report), role, kind=ActionKind.DUTY, **mention)


def the_measure(report):
    """Return measure 1, to which all actions belong, with a snapshot in `report`."""
    measure = Measure.objects.filter(number=1).first() or factories.make_measure(1)
    if not measure.snapshots.filter(report=report).exists():
        factories.make_stand(measure, report)
    return measure


def require(action, bill, report, *, part="", effect=Effect.MAKES_OBLIGATORY):
    return Requirement.objects.create(bill=bill, action=action, report=report, part=part, effect=effect, location=factories.PLACE)


def plan(bill, report, words, part="", **fields):
    return factories.make_bill_stand(bill, report, planning=[(Phase.ENTRY_INTO_FORCE, words, part)], **fields)


def only_entry(day=DAY, report=None):
    (entry,) = agenda(Action.objects.all(), day, report)
    return entry


def enters_into_force(bill, report, date, part="", names=()):
    """State that (a part of) a bill entered into force, in a report that also names the actions in `names`."""
    for action in names:
        ActionMention.objects.get_or_create(action=action, report=report, location=factories.PLACE)
    return EntryIntoForce.objects.create(bill=bill, report=report, date=date, part=part, location=factories.PLACE)

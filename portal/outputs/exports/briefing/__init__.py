"""The briefing of one A4 about a measure, bill or goal, as PDF and as DOCX. Both forms have the same content, see `content`."""

from portal.outputs.exports.briefing.bills import briefing_of_bill
from portal.outputs.exports.briefing.content import Briefing
from portal.outputs.exports.briefing.goals import briefing_of_goal
from portal.outputs.exports.briefing.measures import briefing_of_measure
from portal.outputs.exports.briefing.word import to_docx

__all__ = ["Briefing", "briefing_of_bill", "briefing_of_goal", "briefing_of_measure", "to_docx"]

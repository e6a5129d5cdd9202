"""The sheets of facts about laws, motions and actions."""

from laws.models import BillName, LegalBasis, Requirement, Station
from measures.models import ActionMention
from motions.models import MotionPaper
from portal.desk.workbook.sheets.columns import column, facts, location, texts
from portal.desk.workbook.sheets.sheet import Holds, Sheet

NAMES = Sheet(
    "Namen wetsvoorstellen",
    BillName,
    "bill",
    (
        column(BillName, "bill", Holds.RECORD, 32),
        *texts(BillName, official_title=60, citation_title=40, changes=40),
        location(BillName),
    ),
)
STATIONS = facts(
    "Gebeurtenissen",
    Station,
    "bill",
    column(Station, "kind", Holds.CHOICE, 30),
    *texts(Station, period=24, chosen_days=24, result=60),
    column(Station, "reference", width=20, heading="Kenmerk van het stuk"),
    column(Station, "link", width=30),
    column(Station, "is_reading", Holds.CHOICE, 14),
)
BASES = facts(
    "Grondslagen",
    LegalBasis,
    "action",
    column(LegalBasis, "kind", Holds.CHOICE, 22),
    *texts(LegalBasis, law=30, article=12, paragraph=24, period=24, chosen_days=24),
    column(LegalBasis, "is_reading", Holds.CHOICE, 20),
    *texts(LegalBasis, begin_place=40, begin_link=30, until=20),
    column(LegalBasis, "covers", Holds.CHOICE, 24),
    column(LegalBasis, "sectors", Holds.MANY, 14),
    *texts(LegalBasis, link=30, remark=60, looked_up_on=20),
)
PAPERS = facts(
    "Stukken over moties",
    MotionPaper,
    "motion",
    column(MotionPaper, "is_reading", Holds.CHOICE, 14),
    *texts(MotionPaper, official_title=60, submitted_on=20),
    column(MotionPaper, "submitters", Holds.SHOWN, 40, "Indieners (wijzigen in het beheer)"),
    column(MotionPaper, "has_others", Holds.CHOICE, 14),
    *texts(MotionPaper, request=60, request_basis=30, voted_on=20, vote_result=24, vote_against=24, replaces=16, follow_up=60),
)
MENTIONS = facts(
    "Vermeldingen van acties",
    ActionMention,
    "action",
    column(ActionMention, "column", Holds.CHOICE, 30),
    *texts(ActionMention, period=24, chosen_days=24, condition=40),
    column(ActionMention, "states_in_force", Holds.CHOICE, 24),
    *texts(ActionMention, in_force_from=20, in_force_until=20),
)
EFFECTS = facts(
    "Gevolgen van wetten",
    Requirement,
    "bill",
    *texts(Requirement, part=40),
    column(Requirement, "effect", Holds.CHOICE, 24),
    column(Requirement, "action", Holds.ONE, 40),
)

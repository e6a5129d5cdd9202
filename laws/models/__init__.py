"""The models of bills, and of the laws behind duties."""

from laws.models.basis import LegalBasis
from laws.models.bill import Bill, BillElement, BillSnapshot, PlanningStep
from laws.models.contribution import Contribution
from laws.models.effect import EntryIntoForce, Requirement
from laws.models.station import BillName, Station

__all__ = [
    "Bill",
    "BillElement",
    "BillName",
    "BillSnapshot",
    "Contribution",
    "EntryIntoForce",
    "LegalBasis",
    "PlanningStep",
    "Requirement",
    "Station",
]

"""One frozen dataclass for each kind of record; ``schema`` declares the same fields, and a test compares the two."""

from collections.abc import Mapping
from types import MappingProxyType

from muniment.domain.records.cost import HousingLoss, Payment, Seizure, WorkLoss
from muniment.domain.records.happened import (
    Allegation,
    CoercedDisclosure,
    CourtOrder,
    Detention,
    Finding,
    Incident,
    Injury,
    MedicalExam,
    Phase,
    Safeguard,
)
from muniment.domain.records.law import Agency, Contact, Deadline, Officer, Proceeding, Remedy
from muniment.domain.records.person import CaseFile, Identity, StatusChange
from muniment.domain.records.record import Record
from muniment.domain.records.sources import (
    Consent,
    CountClaim,
    CustodyEvent,
    Disclosure,
    Draft,
    Evidence,
    FactLink,
    Note,
    Source,
    SurveyAnswer,
    Task,
)

#: The class of each kind of record, by name.
CLASSES: Mapping[str, type[Record]] = MappingProxyType(
    {
        cls.RECORD: cls
        for cls in (
            CaseFile,
            Identity,
            StatusChange,
            Incident,
            Detention,
            Phase,
            Safeguard,
            CourtOrder,
            Allegation,
            Injury,
            MedicalExam,
            Finding,
            CoercedDisclosure,
            HousingLoss,
            WorkLoss,
            Payment,
            Seizure,
            Proceeding,
            Remedy,
            Deadline,
            Agency,
            Officer,
            Contact,
            Source,
            FactLink,
            Evidence,
            CustodyEvent,
            Consent,
            Disclosure,
            Task,
            Note,
            SurveyAnswer,
            Draft,
            CountClaim,
        )
    }
)

__all__ = [
    "CLASSES",
    "Agency",
    "Allegation",
    "CaseFile",
    "CoercedDisclosure",
    "Consent",
    "Contact",
    "CountClaim",
    "CourtOrder",
    "CustodyEvent",
    "Deadline",
    "Detention",
    "Disclosure",
    "Draft",
    "Evidence",
    "FactLink",
    "Finding",
    "HousingLoss",
    "Identity",
    "Incident",
    "Injury",
    "MedicalExam",
    "Note",
    "Officer",
    "Payment",
    "Phase",
    "Proceeding",
    "Record",
    "Remedy",
    "Safeguard",
    "Seizure",
    "Source",
    "StatusChange",
    "SurveyAnswer",
    "Task",
    "WorkLoss",
]

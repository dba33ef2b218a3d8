"""The detentions of many case files beside each other: incidents, a table, bars, places, courts, doubts."""

from muniment.reports.chronology.composition import AcrossPaper, chronology
from muniment.reports.chronology.people import Person, person

__all__ = ["AcrossPaper", "Person", "chronology", "person"]

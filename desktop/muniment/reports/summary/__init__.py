"""The case summary for counsel: a case file told whole, in numbered sections, each beginning with its answer."""

from muniment.reports.summary.composition import summary

__all__ = ["summary"]

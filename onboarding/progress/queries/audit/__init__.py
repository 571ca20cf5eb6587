"""The audit trail: every change in a program, whichever table keeps it, latest first."""

from onboarding.progress.queries.audit.entries import Cursor, Entry
from onboarding.progress.queries.audit.filters import Filter
from onboarding.progress.queries.audit.questions import QUESTIONS
from onboarding.progress.queries.audit.reading import Page, entries_of, page_of
from onboarding.progress.queries.audit.sources import SOURCES, Kind, Source

__all__ = ["QUESTIONS", "SOURCES", "Cursor", "Entry", "Filter", "Kind", "Page", "Source", "entries_of", "page_of"]

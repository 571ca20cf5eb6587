"""Exports for organisers: what is in them, and how it is written."""

from onboarding.progress.exports.contents import EXPORTS, Export
from onboarding.progress.exports.writing import FORMATS, Format, written

__all__ = ["EXPORTS", "FORMATS", "Export", "Format", "written"]

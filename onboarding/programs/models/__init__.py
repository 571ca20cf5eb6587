"""Programs and who is in them: pinned task versions, members, enrollments, pauses and agreed later due dates."""

from onboarding.programs.models.audit import AuditEntry, Verb
from onboarding.programs.models.enrollments import Enrollment, EnrollmentQuerySet, Extension, Pause
from onboarding.programs.models.picks import IssuePick, IssuePickQuerySet, PickWarning
from onboarding.programs.models.programs import Membership, MembershipQuerySet, Program, ProgramQuerySet, ProgramTask

__all__ = [
    "AuditEntry",
    "Enrollment",
    "EnrollmentQuerySet",
    "Extension",
    "IssuePick",
    "IssuePickQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Pause",
    "PickWarning",
    "Program",
    "ProgramQuerySet",
    "ProgramTask",
    "Verb",
]

"""Programs and who is in them: pinned task versions, members and their absences, enrollments, pauses, later dates."""

from onboarding.programs.models.audit import OF_QUESTIONS, AuditEntry, Verb
from onboarding.programs.models.cover import Absence, AbsenceQuerySet, Cover, CoverQuerySet, cared_for_by
from onboarding.programs.models.enrollments import Enrollment, EnrollmentQuerySet, Extension, Pause
from onboarding.programs.models.handing import HandOver, HandOverQuerySet, MentorRequest, MentorRequestQuerySet
from onboarding.programs.models.joining import Invite, InviteQuerySet, InviteUse, JoinAnswer
from onboarding.programs.models.picks import IssuePick, IssuePickQuerySet, PickWarning
from onboarding.programs.models.programs import Membership, MembershipQuerySet, Program, ProgramQuerySet, ProgramTask

__all__ = [
    "OF_QUESTIONS",
    "Absence",
    "AbsenceQuerySet",
    "AuditEntry",
    "Cover",
    "CoverQuerySet",
    "Enrollment",
    "EnrollmentQuerySet",
    "Extension",
    "HandOver",
    "HandOverQuerySet",
    "Invite",
    "InviteQuerySet",
    "InviteUse",
    "IssuePick",
    "IssuePickQuerySet",
    "JoinAnswer",
    "Membership",
    "MembershipQuerySet",
    "MentorRequest",
    "MentorRequestQuerySet",
    "Pause",
    "PickWarning",
    "Program",
    "ProgramQuerySet",
    "ProgramTask",
    "Verb",
    "cared_for_by",
]

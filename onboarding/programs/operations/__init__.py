"""The verbs of programs, one transaction each. Whose trails they move, the composition root refreshes."""

from onboarding.programs.importing import Row
from onboarding.programs.operations.absences import arrange_cover, come_back, go_away, notice_absence
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.enrollments import answer_request, approve, decline, join, leave, pause, resume
from onboarding.programs.operations.extensions import extend
from onboarding.programs.operations.handing import ask_for_another, grant, hand_over, refuse_request, take_back
from onboarding.programs.operations.importing import Line, let_in, plan_import
from onboarding.programs.operations.invites import accept_invite, find_invite, make_invite, revoke_invite, spent
from onboarding.programs.operations.members import add_member, change_member, remove_member
from onboarding.programs.operations.mentors import assign_mentor, assign_mentors, note_action
from onboarding.programs.operations.picks import confirm, give_up, keep_on, newcomer_labels, pick, tend_picks
from onboarding.programs.operations.refusals import Refused
from onboarding.programs.operations.setup import (
    add_repositories,
    archive_program,
    begin_program,
    change_program,
    clone_program,
    discard,
    may_begin,
    publish,
    remove_repositories,
    reopen_program,
    resting_repositories,
)
from onboarding.programs.operations.versions import Adoption, Change, adopt_versions, enrollments_with, pending_changes

__all__ = [
    "Adoption",
    "Change",
    "Line",
    "Refused",
    "Row",
    "accept_invite",
    "add_member",
    "add_repositories",
    "adopt_versions",
    "answer_request",
    "approve",
    "archive_program",
    "arrange_cover",
    "ask_for_another",
    "assign_mentor",
    "assign_mentors",
    "begin_program",
    "change_member",
    "change_program",
    "clone_program",
    "come_back",
    "confirm",
    "decline",
    "discard",
    "enrollments_with",
    "extend",
    "find_invite",
    "give_up",
    "go_away",
    "grant",
    "hand_over",
    "join",
    "keep_on",
    "leave",
    "let_in",
    "make_invite",
    "may_begin",
    "newcomer_labels",
    "note_action",
    "notice_absence",
    "pause",
    "pending_changes",
    "pick",
    "plan_import",
    "publish",
    "record",
    "refuse_request",
    "remove_member",
    "remove_repositories",
    "reopen_program",
    "resting_repositories",
    "resume",
    "revoke_invite",
    "spent",
    "take_back",
    "tend_picks",
]

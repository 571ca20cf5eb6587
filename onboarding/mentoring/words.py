"""What steps, states and turns are called when the reader is a mentor."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onboarding.mentoring.queries.filter import Sort
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.verification.models import Status, Turn

NAMES = {
    Step.LOCKED: "locked",
    Step.OPEN: "open",
    Step.CHECKING: "checking",
    Step.NEWCOMER: "newcomer",
    Step.MAINTAINERS: "maintainers",
    Step.REVIEW: "review",
    Step.RETURNED: "returned",
    Step.VERIFIED: "verified",
    Step.FLAGGED: "flagged",
}
"""What style sheets and icons call a step."""

WORDS = {
    Step.LOCKED: _("Locked"),
    Step.OPEN: _("Ready to start"),
    Step.CHECKING: _("Being checked"),
    Step.NEWCOMER: _("Newcomer's turn"),
    Step.MAINTAINERS: _("With the maintainers"),
    Step.REVIEW: _("Waits for a mentor"),
    Step.RETURNED: _("Returned"),
    Step.VERIFIED: _("Verified"),
    Step.FLAGGED: _("Verified, but flagged"),
}

PRESSING = (
    Step.REVIEW,
    Step.FLAGGED,
    Step.RETURNED,
    Step.NEWCOMER,
    Step.MAINTAINERS,
    Step.CHECKING,
    Step.OPEN,
)
"""Which step of a trail to name first: a mentor's own turn, then whoever has been asked for something."""

STATES = {
    Enrollment.State.ACTIVE: _("Active"),
    Enrollment.State.PAUSED: _("Paused"),
    Enrollment.State.FINISHED: _("Finished"),
    Enrollment.State.LEFT: _("Left"),
    Enrollment.State.REQUESTED: _("Asked to join"),
    Enrollment.State.INVITED: _("Invited"),
}

UNREACHABLE = {
    "recent": _("%(name)s got a word less than three days ago. The next one can go from %(moment)s on."),
    "praised": _("%(name)s has been praised for this already."),
    "archived": _("The program of %(name)s is archived: nobody is written to there."),
    Enrollment.State.PAUSED: _("%(name)s has paused. Their clock stands still, and so do reminders."),
    Enrollment.State.FINISHED: _("%(name)s has finished: there is no next step to remind of."),
    Enrollment.State.LEFT: _("%(name)s has left the program."),
    Enrollment.State.REQUESTED: _("%(name)s has asked to join and has not begun yet."),
    Enrollment.State.INVITED: _("%(name)s is invited and has not begun yet."),
}
"""Why somebody can't be written to now."""

TURNS = {
    Turn.MENTOR: _("A mentor's"),
    Turn.NEWCOMER: _("The newcomer's"),
    Turn.MAINTAINERS: _("The maintainers'"),
    Turn.MACHINE: _("The machine's"),
}

SORTS = {
    Sort.WAIT: _("Longest wait"),
    Sort.DUE: _("Next due"),
    Sort.ACTIVITY: _("Latest activity"),
    Sort.QUIET: _("Longest silence"),
    Sort.PROGRESS: _("Most progress"),
}

STATUSES = {
    Status.QUEUED: _("Waiting to be checked"),
    Status.CHECKING: _("Being checked"),
    Status.WAITING: _("Not there yet"),
    Status.IN_REVIEW: _("In review"),
    Status.RETURNED: _("Returned"),
    Status.VERIFIED: _("Verified"),
    Status.WITHDRAWN: _("Withdrawn"),
}

STATUS_NAMES = {
    Status.QUEUED: "checking",
    Status.CHECKING: "checking",
    Status.IN_REVIEW: "review",
    Status.RETURNED: "returned",
    Status.VERIFIED: "verified",
    Status.WITHDRAWN: "withdrawn",
}
"""What style sheets and icons call a status. ``waiting`` is called after whose turn it is."""

DOERS = {
    "newcomer": pgettext_lazy("who has to act", "The newcomer"),
    "mentor": pgettext_lazy("who has to act", "A mentor"),
    "maintainers": pgettext_lazy("who has to act", "The maintainers"),
    "machine": pgettext_lazy("who has to act", "Machines, by themselves"),
}
"""Who does something about what a pull request needs, said to a mentor."""

DOUBTS = {
    "observed before written": _("observed before written"),
    "older than its owner": _("older than its owner"),
    "started before it was created": _("started before it was created"),
    "ready before it started": _("ready before it started"),
    "two running pods have one address": _("two running pods have one address"),
    "its name does not begin as generated": _("its name does not begin as generated"),
    "named neither for its Deployment nor its hash": _("named neither for its Deployment nor its hash"),
    "selects another hash": _("selects another hash"),
    "has another hash than its ReplicaSet": _("has another hash than its ReplicaSet"),
    "has status of other containers than its own": _("has status of other containers than its own"),
    "written by an unusual manager": _("written by an unusual manager"),
}
"""What does not fit together in evidence of a cluster, by the words in which evidence keeps it."""

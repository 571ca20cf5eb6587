"""What the newcomer reads about each step and each outcome: plain, warm, and in one place."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onboarding.curriculum.models import UPLOADED, EvidenceKind
from onboarding.programs.models import Enrollment
from onboarding.programs.trail import Step
from onboarding.rules.merging.needs import State
from onboarding.verification.models import ADVICE, Finding, Status, Turn

Words = str | Promise


@dataclass(frozen=True)
class StepWords:
    """``name`` is what style sheets and icons call it; ``action`` is on the button that leads there."""

    name: str
    word: Words
    heading: Words
    action: Words


STEPS: dict[Step, StepWords] = {
    Step.LOCKED: StepWords("locked", _("Locked"), _("Still locked"), _("See what is missing")),
    Step.OPEN: StepWords("open", _("Ready to start"), _("Your next step"), _("Open the task")),
    Step.CHECKING: StepWords("checking", _("Being checked"), _("We are looking at it"), _("See how it goes")),
    Step.NEWCOMER: StepWords("newcomer", _("Your turn"), _("It is your turn"), _("See what to do")),
    Step.MAINTAINERS: StepWords(
        "maintainers", _("With the maintainers"), _("Waiting for the maintainers"), _("See how it goes")
    ),
    Step.REVIEW: StepWords("review", _("With your mentor"), _("Your mentor reads it"), _("See what you sent")),
    Step.RETURNED: StepWords("returned", _("Try again"), _("Have another go"), _("See what to change")),
    Step.VERIFIED: StepWords("verified", _("Verified"), _("Verified"), _("Look at it again")),
    Step.FLAGGED: StepWords("flagged", _("Verified, looked at again"), _("Verified"), _("Look at it again")),
}


@dataclass(frozen=True)
class Verdict:
    """The large answer on a task's page. ``mark`` names its shape and colour."""

    mark: str
    word: Words
    text: Words


VERDICTS: dict[tuple[str, str], Verdict] = {
    (Status.QUEUED, Turn.MACHINE): Verdict(
        "checking", _("Being checked"), _("We have it. Reading it on GitHub usually takes a few seconds.")
    ),
    (Status.CHECKING, Turn.MACHINE): Verdict(
        "checking", _("Being checked"), _("We are looking at it now. This usually takes a few seconds.")
    ),
    (Status.WAITING, Turn.MAINTAINERS): Verdict(
        "waiting",
        _("Not yet"),
        _("You need do nothing now, and your due date waits with you."),
    ),
    (Status.WAITING, Turn.MENTOR): Verdict("waiting", _("Not yet"), _("Nothing to do for you now.")),
    (Status.WAITING, Turn.MACHINE): Verdict(
        "waiting", _("Not yet"), _("Something is still running. We look again by ourselves.")
    ),
    (Status.WAITING, Turn.NOBODY): Verdict(
        "waiting", _("Not yet"), _("Nobody has to act. We look again by ourselves.")
    ),
    (Status.IN_REVIEW, Turn.MENTOR): Verdict(
        "review", _("With your mentor"), _("A person reads this one. We tell you here as soon as they have answered.")
    ),
    (Status.RETURNED, Turn.NEWCOMER): Verdict(
        "returned", _("Not this one"), _("This attempt does not count, but you can have another go at any time.")
    ),
    (Status.VERIFIED, Turn.NOBODY): Verdict("verified", _("Verified"), _("This one is behind you. Well done!")),
    (Status.VERIFIED, Turn.MENTOR): Verdict(
        "flagged",
        _("Verified"),
        _("Something about it changed afterwards, so a mentor is taking another look. You need do nothing."),
    ),
    (Status.WITHDRAWN, Turn.NOBODY): Verdict("withdrawn", _("Withdrawn"), _("You took this attempt back.")),
}

NEWCOMERS_TURN: dict[str, Verdict] = {
    Finding.Outcome.UNMET: Verdict(
        "unmet", _("No, something has to change"), _("Once you have changed it, we look again by ourselves.")
    ),
    Finding.Outcome.WAITING: Verdict("waiting", _("Not yet"), _("It is on its way, and the next step is yours.")),
    Finding.Outcome.UNKNOWN: Verdict(
        "unknown", _("Could not check"), _("That is not a no: we could not tell. The next step is yours.")
    ),
}

SEND_AGAIN: dict[str, Verdict] = {
    Finding.Outcome.UNMET: Verdict(
        "unmet",
        _("No, something has to change"),
        _("Change it, then send it again. What you have shown already counts."),
    ),
    Finding.Outcome.WAITING: Verdict("waiting", _("Not yet"), _("The next step is yours. Do it, then send again.")),
}
"""On the newcomer's turn, where evidence is uploaded: nothing is looked at again by itself."""

SECOND_STEP = Verdict("waiting", _("One more step"), _("The first step is done. Do what stands here, then send again."))

COULD_NOT_CHECK = Verdict(
    "unknown",
    _("Could not check"),
    _("That is not a no, and nothing counts against you."),
)

OF_QUIZZES: dict[str, Verdict] = {
    Status.QUEUED: Verdict(
        "checking", _("Being checked"), _("We have your answers. This usually takes a few seconds.")
    ),
    Status.RETURNED: Verdict(
        "returned", _("Not enough yet"), _("Read what was wrong. After a short pause you get other questions.")
    ),
}
"""Where a quiz needs other words: its answers are here, and there is a pause before the next."""

SENT_BACK = Verdict(
    "returned",
    _("Your mentor asks for another go"),
    _("Read the note, change what it asks for, and hand it in again."),
)

OUTCOMES: dict[str, Words] = {
    Finding.Outcome.MET: pgettext_lazy("what was looked for was found", "Yes"),
    Finding.Outcome.UNMET: pgettext_lazy("what was looked for was found", "No"),
    Finding.Outcome.WAITING: _("Not yet"),
    Finding.Outcome.UNKNOWN: _("Could not check"),
    ADVICE: pgettext_lazy("of a finding that holds nothing back", "Advice"),
}

TURNS: dict[str, Words] = {
    Turn.NEWCOMER: _("Your turn"),
    Turn.MENTOR: _("Your mentor’s turn"),
    Turn.MAINTAINERS: _("The maintainers’ turn"),
    Turn.MACHINE: _("Our turn"),
    Turn.NOBODY: _("Nobody has to act"),
}

PULL_STATES: dict[str, Words] = {
    "open": pgettext_lazy("pull request", "Open"),
    "draft": pgettext_lazy("pull request", "Draft"),
    "merged": pgettext_lazy("pull request", "Merged"),
    "closed": pgettext_lazy("pull request", "Closed"),
}

NEED_STATES: dict[str, Words] = {
    State.MET: pgettext_lazy("what was looked for was found", "Yes"),
    State.UNMET: pgettext_lazy("what was looked for was found", "No"),
    State.PENDING: _("Not yet"),
    State.UNKNOWN: _("Could not check"),
}

DOERS: dict[str, Words] = {
    "newcomer": pgettext_lazy("who has to act", "You"),
    "mentor": pgettext_lazy("who has to act", "Your mentor"),
    "maintainers": pgettext_lazy("who has to act", "The maintainers"),
    "machine": pgettext_lazy("who has to act", "Machines, by themselves"),
}
"""Who does something about what a pull request needs, said to the newcomer."""

HISTORY: dict[str, Words] = {
    Status.QUEUED: _("Handed in"),
    Status.CHECKING: _("Being checked"),
    Status.WAITING: _("Looked at: not there yet"),
    Status.IN_REVIEW: _("Passed on to your mentor"),
    Status.RETURNED: _("Returned"),
    Status.VERIFIED: _("Verified"),
    Status.WITHDRAWN: _("Withdrawn"),
}


STATES: dict[str, Words] = {
    Enrollment.State.INVITED: _("Invited"),
    Enrollment.State.REQUESTED: _("Asked to join"),
    Enrollment.State.PAUSED: _("Paused"),
    Enrollment.State.FINISHED: _("Finished"),
    Enrollment.State.LEFT: _("Left"),
}
"""What a journey is called that isn't simply under way."""


def verdict(
    *,
    status: str,
    turn: str,
    kind: str = "",
    outcome: str = "",
    code: str = "",
    has_failed: bool = False,
    has_note: bool = False,
) -> Verdict:
    """The answer for a submission: its status and turn, the primary finding, whether looking failed."""
    if status in (Status.QUEUED, Status.CHECKING) and (has_failed or outcome == Finding.Outcome.UNKNOWN):
        return COULD_NOT_CHECK
    if status == Status.WAITING and turn == Turn.NEWCOMER and kind in UPLOADED:
        return SECOND_STEP if code == "second-step" else SEND_AGAIN.get(outcome, SEND_AGAIN[Finding.Outcome.WAITING])
    if status == Status.WAITING and turn == Turn.NEWCOMER:
        return NEWCOMERS_TURN.get(outcome, NEWCOMERS_TURN[Finding.Outcome.WAITING])
    if status == Status.RETURNED and has_note:
        return SENT_BACK
    if kind == EvidenceKind.QUIZ and status in OF_QUIZZES:
        return OF_QUIZZES[status]
    return VERDICTS.get((status, turn)) or VERDICTS[Status.CHECKING, Turn.MACHINE]

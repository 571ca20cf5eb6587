"""Questions for tests: Ada is stuck in spring, which Grace mentors; Mary walks there, too; Mallory is elsewhere."""

from datetime import datetime
from typing import Any

from onboarding.programs.models import Enrollment
from onboarding.questions import operations
from onboarding.questions.models import Question
from tests.cast import NOON, task_of

SAID = {
    "kind": "technical",
    "summary": "The pod stays Pending",
    "goal": "Run one pod in my cluster.",
    "tried": "kubectl run web, and waited for ten minutes.",
    "searched": "The page about pods.",
    "message": "0/1 nodes are available: 1 Insufficient cpu.",
    "versions": "kind 0.27",
}


def ask(enrollment: Enrollment, *, slug: str = "first-contribution", now: datetime = NOON, **said: Any) -> Question:
    task = task_of(enrollment.program, slug)
    return operations.ask(enrollment=enrollment, task=task, said={**SAID, **said}, now=now)

"""Whatever people and machines do in whatever order: trails equal their recomputation, and history adds up."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from onboarding.github.models import PullRequest
from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment
from onboarding.verification import operations
from onboarding.verification.models import MOVES, Flag, Review, Status, Submission, Transition
from tests.cast import NOON, enroll, make_person, make_program, rule, task_content
from tests.mirror import commit
from tests.verification.world import checked, hand_in_text, handed_in, mirrored

DOCS = rule("docs", "commits.all(c, c.subject.startsWith('docs'))")
TASKS = [
    task_content("introduce-yourself", "written", rules=[rule("short", "words < 6")]),
    task_content("one", rules=[DOCS], due_from="unlock"),
    task_content("two", needs=["one"], reviewed=True, due_days=3),
]
SHAPES: list[dict[str, Any]] = [
    {},
    {"state": "merged"},
    {"state": "closed"},
    {"is_draft": True},
    {"login": "mallory"},
    {"state": "merged", "commits": [commit("oops")]},
    {"commits": [commit("oops")]},
    {"state": "merged", "repository": {"github_id": 99}},
]
NUMBERS = {"one": 7, "two": 8}


class World:
    """Ada, Grace, a clock, and what they can do. A verb that is refused changes nothing."""

    def __init__(self) -> None:
        self.ada = enroll(make_program(tasks=TASKS), "ada")
        self.grace = make_person("grace")
        self.now = NOON + timedelta(hours=3)

    def latest(self, slug: str) -> Submission | None:
        return Submission.objects.filter(task__slug=slug).order_by("-attempt").first()

    def submit(self, slug: str, shape: dict[str, Any]) -> None:
        enrollment = Enrollment.objects.get(pk=self.ada.pk)
        if slug == "introduce-yourself":
            hand_in_text(enrollment, "word " * (len(shape) * 3 + 1), now=self.now)
        else:
            handed_in(enrollment, NUMBERS[slug], slug, now=self.now, **shape)

    def change(self, slug: str, shape: dict[str, Any]) -> None:
        number = NUMBERS.get(slug, 7)
        row = mirrored(number, now=self.now, **shape)
        operations.look_again(pull_request_ids=[row.pk], now=self.now)

    def check(self, slug: str, shape: dict[str, Any]) -> None:
        if submission := self.latest(slug):
            PullRequest.objects.update(looked_at=self.now)
            checked(submission, now=self.now)
            operations.recheck(submission_id=submission.pk, now=self.now)

    def withdraw(self, slug: str, shape: dict[str, Any]) -> None:
        if submission := self.latest(slug):
            operations.withdraw(submission=submission, now=self.now, actor=self.ada.user)

    def decide(self, slug: str, shape: dict[str, Any]) -> None:
        if submission := self.latest(slug):
            decision = "return" if shape else "approve"
            operations.decide(submission=submission, mentor=self.grace, decision=decision, note="Hm.", now=self.now)

    def undo(self, slug: str, shape: dict[str, Any]) -> None:
        if review := Review.objects.order_by("-pk").first():
            operations.undo(review=review, now=self.now)

    def take_up(self, slug: str, shape: dict[str, Any]) -> None:
        if submission := self.latest(slug):
            operations.take_up(submission=submission, mentor=self.grace, now=self.now)

    def close_flag(self, slug: str, shape: dict[str, Any]) -> None:
        if flag := Flag.objects.filter(closed_at=None).first():
            operations.close_flag(flag=flag, mentor=self.grace, note="", now=self.now)

    def die(self, slug: str, shape: dict[str, Any]) -> None:
        """A worker claims it and is never heard of again."""
        from onboarding.verification.operations.checking import _claim

        if submission := self.latest(slug):
            _claim(submission.pk, now=self.now)

    def sweep(self, slug: str, shape: dict[str, Any]) -> None:
        operations.sweep(now=self.now)
        operations.apply_due_reviews(now=self.now)

    def pause(self, slug: str, shape: dict[str, Any]) -> None:
        verb = programs.resume if self.ada.state == Enrollment.State.PAUSED else programs.pause
        self.ada = verb(enrollment=self.ada, now=self.now)
        operations.refresh(enrollment_ids=[self.ada.pk], now=self.now)


VERBS = (
    "submit",
    "change",
    "check",
    "check",
    "withdraw",
    "decide",
    "undo",
    "take_up",
    "close_flag",
    "die",
    "sweep",
    "pause",
)
steps = st.lists(
    st.tuples(
        st.sampled_from(VERBS),
        st.sampled_from([task["slug"] for task in TASKS]),
        st.sampled_from(SHAPES),
        st.sampled_from([timedelta(), timedelta(seconds=11), timedelta(minutes=2), timedelta(days=1)]),
    ),
    min_size=5,
    max_size=30,
)


@pytest.mark.timeout(600)
class AfterAnySequenceOfVerbs(TestCase):
    """Each example begins with an empty database."""

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps)
    def test_trails_equal_their_recomputation_and_history_adds_up(self, steps: list[Any]) -> None:
        world = World()
        for verb, slug, shape, pause in steps:
            world.now += pause
            self._do(getattr(world, verb), slug, shape)
            self._assert_trails_are_right(world.now)
        self._assert_history_adds_up()
        self._assert_verified_stays_verified()

    def _do(self, verb: Callable[..., None], slug: str, shape: dict[str, Any]) -> None:
        try:
            verb(slug, shape)
        except (operations.Refused, programs.Refused):
            return

    def _assert_trails_are_right(self, now: datetime) -> None:
        rows = list(Enrollment.objects.select_related("program", "user"))
        assert operations.differing(rows, now=now) == []

    def _assert_history_adds_up(self) -> None:
        """Each submission's transitions follow the map from its beginning to where it stands."""
        for submission in Submission.objects.all():
            status, turn = "", ""
            for transition in submission.transitions.order_by("pk"):
                assert (transition.from_status, transition.from_turn) == (status, turn)
                if status and status != transition.to_status:
                    assert transition.to_status in MOVES[Status(status)]
                status, turn = transition.to_status, transition.to_turn
            assert (submission.status, submission.turn) == (status, turn)

    def _assert_verified_stays_verified(self) -> None:
        verified = Transition.objects.filter(to_status=Status.VERIFIED).values_list("submission_id", flat=True)
        assert set(verified) == set(Submission.objects.filter(status=Status.VERIFIED).values_list("pk", flat=True))

"""Where the story is played: each verb does what a person did, at the instant at which they did it.

Nothing is written behind the back of the real verbs. What a worker does within seconds of each is done here, too.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal

from onboarding import wiring
from onboarding.github import operations as github
from onboarding.github.models import PullRequest as Mirrored
from onboarding.github.simulator import actions
from onboarding.github.simulator.constants import REPOSITORY_ID, REPOSITORY_NAME
from onboarding.github.simulator.happened import Happened, NewCommit
from onboarding.github.simulator.people import BY_LOGIN, GRACE, MAINTAINER
from onboarding.github.simulator.simulator import Simulator
from onboarding.github.simulator.world import PullRequest, World
from onboarding.ids import new_public_id
from onboarding.languages import Text
from onboarding.mentoring import operations as mentoring
from onboarding.notifications.models.announcements import Audience
from onboarding.notifications.operations import announce_to
from onboarding.people.models import User
from onboarding.programs import operations as programs
from onboarding.programs.models import Enrollment, Invite, Membership, Program
from onboarding.questions import operations as questions
from onboarding.verification import operations as verification
from onboarding.verification.blocks import Comment, blocks_of
from onboarding.verification.models import Submission

SOON = timedelta(seconds=4)
"""How long the worker and the webhook take."""


@dataclass
class Stage:
    """The simulator, the program and the people; and which pull requests each newcomer has opened, in order."""

    simulator: Simulator
    program: Program
    people: Mapping[str, User]
    enrollments: dict[str, Enrollment] = field(default_factory=dict)
    pulls: dict[str, list[int]] = field(default_factory=dict)

    def join(self, who: str, at: datetime) -> None:
        self.enrollments[who] = wiring.join(program=self.program, user=self.people[who], now=at)

    def take_in(self, who: str, at: datetime) -> None:
        """The organiser takes in what the track has gained. Who has finished by then is not bound by it."""
        wiring.adopt_versions(program=self.program, now=at)

    def pause(self, who: str, at: datetime) -> None:
        programs.pause(enrollment=self.enrollments[who], now=at)
        verification.refresh(enrollment_ids=[self.enrollments[who].pk], now=at)

    def write(self, who: str, at: datetime, *, text: str) -> None:
        """Hand in an introduction."""
        task = self.program.track.tasks.get(slug="introduce-yourself")
        self._check(
            verification.submit_written(enrollment=self.enrollments[who], task=task, text=text, link="", now=at), at
        )

    def judge(self, who: str, at: datetime, *, decision: str, note: str = "", remark: str = "") -> None:
        """Grace reads what waits for her from this newcomer. ``remark``: on its first paragraph."""
        waiting = self._waiting(who)
        first = blocks_of(waiting.evidence["text"])[0]
        comments = [Comment(place=first.place, quote=first.quote, text=remark)]
        review = verification.decide(
            submission=waiting,
            mentor=self.people[GRACE.login],
            decision=decision,
            note=note,
            comments=comments,
            now=at,
        )
        verification.apply_due_reviews(now=review.effective_at)

    def ask(self, who: str, at: datetime, *, task: str, said: Mapping[str, str]) -> None:
        """Ask for help at this task."""
        enrollment, asked = self.enrollments[who], self.program.track.tasks.get(slug=task)
        questions.ask(enrollment=enrollment, task=asked, said=said, now=at)

    def get_help(self, who: str, at: datetime, *, text: str) -> None:
        """Grace answers this newcomer's question; it helps, and is kept for others."""
        question = self.enrollments[who].questions.get()
        told = questions.answer(question=question, author=self.people[GRACE.login], text=text, now=at)
        questions.accept(answer=told, now=at + SOON)
        questions.promote(question=question, is_promoted=True, by=self.people[GRACE.login], now=at + SOON)

    def be_remembered(self, who: str, at: datetime, *, note: str, tag: str) -> None:
        """Grace keeps a word about this newcomer, and a tag."""
        enrollment = self.enrollments[who]
        mentoring.write_note(enrollment=enrollment, author=self.people[GRACE.login], text=note, now=at)
        mentoring.tag(program=self.program, enrollments=[enrollment], name=tag)

    def be_written_to(self, who: str, at: datetime, *, text: str) -> None:
        """A friendly word from Grace."""
        mentoring.nudge(people=[self.enrollments[who]], sender=self.people[GRACE.login], text=text, now=at)

    def be_starred(self, who: str, at: datetime) -> None:
        mentoring.keep_star(user=self.people[GRACE.login], enrollment=self.enrollments[who], starred=True)

    def be_given_time(self, who: str, at: datetime, *, task: str, span: timedelta, reason: str) -> None:
        """Grace agrees on a later date."""
        later = (self.enrollments[who], self.program.track.tasks.get(slug=task), at + span)
        wiring.extend_all(wanted=[later], granted_by=self.people[GRACE.login], reason=reason, now=at)

    def begin_a_note(self, who: str, at: datetime, *, about: str, note: str) -> None:
        """A mentor has begun to write about what waits from this newcomer."""
        waiting, mentor = self._waiting(about), self.people[who]
        mentoring.save_draft(submission=waiting, mentor=mentor, note=note, criteria=[], version=0, now=at)

    def hold(self, who: str, at: datetime, *, about: str) -> None:
        """A colleague is at it: for half an hour, as everywhere."""
        mentoring.hold(submission=self._waiting(about), mentor=self.people[who], now=at)

    def keep_for_again(self, who: str, at: datetime, *, reply: tuple[str, str], seen: tuple[str, str]) -> None:
        """A reply to insert into notes, and a filter of the people."""
        mentor = self.people[who]
        mentor.replies.create(program=self.program, title=reply[0], text=reply[1])
        mentoring.save_filter(user=mentor, program=self.program, name=seen[0], query=seen[1])

    def take_on(self, who: str, at: datetime, *, by: str) -> None:
        """Somebody becomes a mentor."""
        programs.add_member(
            program=self.program,
            user=self.people[who],
            role=Membership.Role.MENTOR,
            capacity=Decimal(1),
            by=self.people[by],
            now=at,
        )

    def go_away(self, who: str, at: datetime, *, span: timedelta, cover: str, note: str) -> None:
        programs.go_away(
            user=self.people[who],
            programs=[self.program],
            starts_at=at,
            ends_at=at + span,
            cover=self.people[cover],
            note=note,
            now=at,
        )

    def invite(self, who: str, at: datetime, *, lasts: int, uses: int) -> None:
        """A link for newcomers, good for so many days. Nobody has its token: whoever wants a link makes one."""
        role, linus = Invite.Role.NEWCOMER, self.people[who]
        programs.make_invite(
            program=self.program,
            public_id=new_public_id(),
            role=role,
            days=lasts,
            uses_allowed=uses,
            by=linus,
            now=at,
        )

    def announce(self, who: str, at: datetime, *, title: Text, text: Text) -> None:
        announce_to(
            program=self.program,
            public_id=new_public_id(),
            audience=Audience.EVERYBODY,
            title=title,
            text=text,
            by=self.people[who],
            now=at,
        )

    def ask_to_join(self, who: str, at: datetime, *, of: str) -> None:
        """While an organiser lets people in: for this afternoon only, the program is open again afterwards."""
        self._approve_joiners(True, by=of, at=at - SOON)
        self.join(who, at)
        self._approve_joiners(False, by=of, at=at + SOON)

    def _approve_joiners(self, needs_approval: bool, *, by: str, at: datetime) -> None:
        was = copy.copy(self.program)
        self.program.needs_approval = needs_approval
        programs.change_program(program=self.program, was=was, fields=["needs_approval"], by=self.people[by], now=at)

    def _waiting(self, who: str) -> Submission:
        return Submission.objects.get(enrollment=self.enrollments[who], status="in_review")

    def open(
        self, who: str, at: datetime, *, title: str, body: str, message: str, sign_off: bool = True, draft: bool = False
    ) -> None:
        """Open a pull request with one commit at the simulator."""

        def verb(world: World) -> Happened:
            repository = world.repository(REPOSITORY_NAME)
            assert repository is not None, "every world has the demo repository"  # noqa: S101
            return actions.open_pull_request(
                world,
                repository=repository,
                author=BY_LOGIN[who],
                title=title,
                body=body,
                commits=[NewCommit(message, sign_off)],
                now=at,
                is_draft=draft,
            )

        self.pulls.setdefault(who, []).append(self.simulator.act(verb, now=at).number)

    def hand_in(self, who: str, at: datetime, *, task: str) -> None:
        """Hand in the pull request that this newcomer opened last."""
        address = f"{self.simulator.base_url}/{REPOSITORY_NAME}/pull/{self.pulls[who][-1]}"
        found = self.program.track.tasks.get(slug=task)
        submission = verification.submit_pull_request(
            enrollment=self.enrollments[who], task=found, address_text=address, now=at
        )
        self._check(submission, at)

    def push(self, who: str, at: datetime, *, message: str) -> None:
        self._act(
            who, at, lambda pull: actions.push(pull, actor=BY_LOGIN[who], commit=NewCommit(message, True), now=at)
        )

    def amend(self, who: str, at: datetime, *, message: str) -> None:
        commit = NewCommit(message, sign_off=True)
        self._act(who, at, lambda pull: actions.amend(pull, actor=BY_LOGIN[who], commit=commit, now=at))

    def ask_for_changes(self, who: str, at: datetime, *, body: str) -> None:
        state: Literal["CHANGES_REQUESTED"] = "CHANGES_REQUESTED"
        self._act(who, at, lambda pull: actions.review(pull, actor=MAINTAINER, state=state, body=body, now=at))

    def approve(self, who: str, at: datetime) -> None:
        self._act(who, at, lambda pull: actions.review(pull, actor=MAINTAINER, state="APPROVED", now=at))

    def merge(self, who: str, at: datetime) -> None:
        self._act(who, at, lambda pull: actions.merge(pull, actor=MAINTAINER, now=at))

    def close(self, who: str, at: datetime, *, body: str) -> None:
        self._act(who, at, lambda pull: actions.comment(pull, actor=MAINTAINER, body=body, now=at))
        self._act(who, at, lambda pull: actions.close(pull, actor=MAINTAINER, now=at))

    def fail_checks(self, who: str, at: datetime) -> None:
        self._act(who, at, lambda pull: actions.set_checks(pull, actor=MAINTAINER, state="failure", now=at))

    def revert(self, who: str, at: datetime, *, saw: Text) -> None:
        """A merged pull request is taken back, and somebody asks the mentor to look at the verified task."""
        number = self.pulls[who][-1]
        self.simulator.act(lambda world: actions.revert(world, _pull(world, number), actor=MAINTAINER, now=at), now=at)
        self._look(number, at)
        verified = Submission.objects.get(pull_request__number=number, status="verified")
        verification.flag(submission=verified, code="reverted", saw=saw, now=at + SOON)

    def _act(self, who: str, at: datetime, verb: Callable[[PullRequest], Happened]) -> None:
        """Something happens to the pull request that this newcomer opened last; the site's bell rings."""
        number = self.pulls[who][-1]
        self.simulator.act(lambda world: verb(_pull(world, number)), now=at)
        self._look(number, at)

    def _look(self, number: int, at: datetime) -> None:
        tracked = Mirrored.objects.filter(number=number).values_list("pk", flat=True)
        changed = github.look(pull_requests=list(tracked), now=at + SOON)
        verification.look_again(pull_request_ids=changed, now=at + SOON)
        for submission in Submission.objects.filter(pull_request__in=changed, status="queued"):
            self._check(submission, at + SOON)

    def _check(self, submission: Submission, at: datetime) -> None:
        verification.check(submission_id=submission.pk, now=at + SOON)


def _pull(world: World, number: int) -> PullRequest:
    return next(pull for pull in world.pull_requests if pull.repository_id == REPOSITORY_ID and pull.number == number)

"""What importing rows of a file would do to a program, line by line; and letting in whom it names.

GitHub is asked outside any transaction. Somebody who has never signed in gets an account by GitHub's number, which is
theirs when they do (ADR 41).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onboarding.curriculum.models import Task
from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.github.operations import find_account
from onboarding.languages import pick
from onboarding.people.models import User
from onboarding.people.operations import Identity, expect
from onboarding.programs.importing import Row
from onboarding.programs.models import Enrollment, Membership, Program, Verb
from onboarding.programs.operations.audit import record
from onboarding.programs.operations.enrollments import new_nonce
from onboarding.programs.operations.mentors import give_mentor, look_after
from onboarding.programs.trail import COUNTED, Step

LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?")
"""As people and spreadsheets write it: 2026-03-01, 2026/3/1, 2026年3月1日."""
EARLIEST = 2000
MOST_STRANGERS = 40
"""As many people as GitHub is asked about for one file: somebody waits for the answer."""

State = Enrollment.State
FREE = (Step.ABSENT, Step.LOCKED, Step.OPEN, Step.RETURNED)


class Outcome(StrEnum):
    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Line:
    """What one row would do, and why. ``identity``: of somebody whom this site does not know yet."""

    row: Row
    outcome: Outcome
    reason: str
    user: User | None = None
    identity: Identity | None = None
    mentor: User | None = None
    task: Task | None = None
    started_at: datetime | None = None

    @property
    def is_new(self) -> bool:
        return self.outcome == Outcome.NEW


class _No(Exception):
    """Why a line is not imported."""

    def __init__(self, reason: str, outcome: Outcome = Outcome.REFUSED) -> None:
        super().__init__(reason)
        self.reason, self.outcome = reason, outcome


class _Planner:
    """What is known of the program and of the people in the file, read once."""

    def __init__(self, program: Program, rows: Sequence[Row], *, by: User, now: datetime) -> None:
        self.program, self.by, self.now, self.zone = program, by, now, ZoneInfo(program.time_zone)
        members = program.memberships.filter(role=Membership.Role.MENTOR, user__is_active=True).select_related("user")
        self.mentors = {member.user.login.lower(): member.user for member in members}
        pinned = program.program_tasks.filter(task__retired_at=None).select_related("task", "version")
        self.tasks = {each.task.slug: each for each in pinned}
        logins = {login_of(row) for row in rows}
        self.people = {each.login.lower(): each for each in User.objects.filter(login__in=_spellings(rows))}
        missing = sorted(logins - set(self.people))
        self.strangers: dict[str, Identity | str | None] = {}
        self._look_up([login for login in missing if LOGIN.fullmatch(login)])
        users = {each.pk for each in self.people.values()}
        enrolled = program.enrollments.filter(user__in=users).select_related("mentor")
        self.enrollments = {each.user_id: each for each in enrolled}
        self.seen: dict[tuple[str, str], int] = {}
        self.given: dict[str, User] = {}

    def _look_up(self, logins: Sequence[str]) -> None:
        """An identity, a sentence where GitHub could not be asked, or None where there is nobody."""
        for number, login in enumerate(logins):
            if number >= MOST_STRANGERS:
                sentence = _(
                    "More than %(count)d people are new to this site. Import the others first, then this file again."
                )
                self.strangers[login] = sentence % {"count": MOST_STRANGERS}
                continue
            try:
                found = find_account(login=login, now=self.now)
            except NotVisible:
                self.strangers[login] = None
            except GitHubUnavailable as error:
                self.strangers[login] = pick(error.message, get_language() or "en")
            else:
                known = User.objects.filter(github_id=found.github_id).first()
                if known is not None:
                    self.people[login] = known
                else:
                    self.strangers[login] = found

    def line(self, row: Row) -> Line:
        try:
            return self._line(row)
        except _No as no:
            return Line(row, no.outcome, no.reason)

    def _line(self, row: Row) -> Line:
        login = login_of(row)
        user, identity = self._person(login)
        key = (login, row.task)
        if key in self.seen:
            raise _No(_("Stands in line %(line)d already.") % {"line": self.seen[key]}, Outcome.KNOWN)
        enrollment = self.enrollments.get(user.pk) if user else None
        mentor, started = self._mentor(row, login), self._day(row.started)
        started_at = datetime.combine(started, time.min, tzinfo=self.zone) if started else None
        done = self._day(row.done_on)
        row = replace(row, done_on=done.isoformat() if done else "")
        line = Line(row, Outcome.NEW, "", user, identity, mentor, None, started_at)
        planned = self._confirming(line, enrollment) if row.task else self._joining(line, enrollment)
        self.seen[key] = row.number
        return planned

    def _person(self, login: str) -> tuple[User | None, Identity | None]:
        if not LOGIN.fullmatch(login):
            raise _No(_("This is no GitHub login: letters, digits and hyphens, at most 39."))
        if (user := self.people.get(login)) is not None:
            if not user.is_active:
                raise _No(_("This account is closed."))
            return user, None
        found = self.strangers.get(login)
        if isinstance(found, Identity):
            return None, found
        if found is None:
            raise _No(_("GitHub knows nobody of this login. Look for a slip of the pen, or a new name."))
        raise _No(found, Outcome.UNSURE)

    def _mentor(self, row: Row, login: str) -> User | None:
        wanted = row.mentor.removeprefix("@").lower()
        if not wanted:
            return None
        if wanted not in self.mentors:
            raise _No(_("%(login)s is not a mentor of this program. Make them one first.") % {"login": row.mentor})
        if wanted == login:
            raise _No(_("Nobody can be their own mentor."))
        mentor = self.mentors[wanted]
        if (other := self.given.setdefault(login, mentor)) != mentor:
            sentence = _("Another line makes them a newcomer of %(name)s. Name one mentor for each person.")
            raise _No(sentence % {"name": other.display_name})
        return mentor

    def _day(self, text: str) -> date | None:
        """A day of the program's zone that has come, with its year first: what begins otherwise has two meanings."""
        if not text:
            return None
        found = DAY.fullmatch(text)
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            raise _No(_("“%(text)s” is no day. Write it like 2026-03-01.") % {"text": text[:40]})
        if day > self.now.astimezone(self.zone).date():
            raise _No(_("%(text)s is still to come. Here are days that are past, or today.") % {"text": text})
        if day.year < EARLIEST:
            raise _No(_("%(text)s is too long ago. Look whether the year is meant.") % {"text": text})
        return day

    def _joining(self, line: Line, enrollment: Enrollment | None) -> Line:
        if enrollment is None:
            return replace(line, reason=_("comes into the program"))
        if enrollment.state == State.REQUESTED:
            raise _No(_("Has asked to join. Answer them under Joining."))
        if enrollment.state == State.LEFT:
            raise _No(_("Has left the program. They can join again by themselves."))
        raise _No(_("Is in the program already."), Outcome.KNOWN)

    def _confirming(self, line: Line, enrollment: Enrollment | None) -> Line:
        pinned = self.tasks.get(line.row.task)
        if pinned is None:
            sentence = _("There is no task `%(task)s` in this program. Tasks are named as in their address.")
            raise _No(sentence % {"task": line.row.task[:60]})
        if line.user is not None and line.user.pk == self.by.pk:
            raise _No(_("Nobody confirms their own work. Let another organiser import this line."))
        if enrollment is not None:
            self._refuse_state(enrollment, pinned.task)
        title = pick(pinned.version.parsed.title, get_language() or "en")
        sentence = _("confirmed: %(task)s") if enrollment else _("comes into the program; confirmed: %(task)s")
        said = [sentence % {"task": title}]
        if enrollment is not None and line.mentor is not None and enrollment.mentor not in (None, line.mentor):
            said.append(_("stays with %(name)s") % {"name": enrollment.mentor.display_name})
        return replace(line, task=pinned.task, reason="; ".join(said))

    def _refuse_state(self, enrollment: Enrollment, task: Task) -> None:
        step = enrollment.trail[task.slot : task.slot + 1] or Step.ABSENT
        if step in COUNTED:
            raise _No(_("Is verified already."), Outcome.KNOWN)
        if enrollment.state not in (State.ACTIVE, State.PAUSED):
            raise _No(_("Is not under way in this program."))
        if step not in FREE:
            raise _No(_("An attempt is under way. Judge it in its review."))


def login_of(row: Row) -> str:
    return row.login.removeprefix("@").lower()


def plan_import(*, program: Program, rows: Sequence[Row], by: User, now: datetime) -> tuple[Line, ...]:
    """What each row would do. GitHub is asked about people whom this site does not know."""
    planner = _Planner(program, rows, by=by, now=now)
    return tuple(planner.line(row) for row in rows)


def let_in(*, program: Program, line: Line, by: User, now: datetime) -> Enrollment:
    """The enrollment of whom this line names, made now if there is none. Call it with the program's row locked.

    Who has a mentor keeps them: a file that is imported again undoes no hand-over.
    """
    user = line.user
    if user is None and line.identity is not None:
        user = expect(identity=line.identity, is_demo=bool(settings.WAYMARK.demo))
    assert user is not None, "a line that is new names somebody"  # noqa: S101
    enrollment, is_new = Enrollment.objects.get_or_create(
        program=program,
        user=user,
        defaults={"nonce": new_nonce(), "started_at": line.started_at or now, "last_activity_at": now},
    )
    if is_new:
        record(program=program, verb=Verb.LET_IN, actor=by, person=user, now=now)
    if line.mentor is not None and enrollment.mentor is None:
        look_after(enrollment, line.mentor, by, now=now)
    elif is_new:
        give_mentor(enrollment, now=now)
    return enrollment


def _spellings(rows: Sequence[Row]) -> set[str]:
    """Logins as they stand there, and in small letters: an exact match is what the index can find."""
    return {row.login.removeprefix("@") for row in rows} | {login_of(row) for row in rows}

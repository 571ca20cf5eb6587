"""Picking an issue, and what becomes of picks on which nobody works."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onboarding.programs.models import Enrollment, IssuePick, PickWarning, Program
from onboarding.programs.models.picks import FREED_AFTER, QUIET
from onboarding.programs.operations import (
    Refused,
    confirm,
    give_up,
    keep_on,
    leave,
    newcomer_labels,
    pick,
    tend_picks,
)
from tests.cast import NOON, enroll, make_person, make_program
from tests.mirror import make_issue

pytestmark = pytest.mark.django_db
LATER = NOON + QUIET
END = LATER + FREED_AFTER


@pytest.fixture
def ada() -> Enrollment:
    return enroll(make_program())


@pytest.fixture
def held(ada: Enrollment) -> IssuePick:
    return pick(enrollment=ada, issue=make_issue(ada.program), now=NOON)


def refusal(**asked: object) -> str:
    with pytest.raises(Refused) as refused:
        pick(now=NOON, **asked)  # type: ignore[arg-type]
    return refused.value.code


def test_one_issue_is_not_picked_by_two(held: IssuePick) -> None:
    mary = enroll(held.enrollment.program, "mary")

    assert refusal(enrollment=mary, issue=held.issue) == "taken"


def test_nor_two_by_one(held: IssuePick) -> None:
    other = make_issue(held.enrollment.program, 2)

    assert refusal(enrollment=held.enrollment, issue=other) == "holds-one"


def test_the_database_itself_knows(held: IssuePick) -> None:
    mary = enroll(held.enrollment.program, "mary")

    with pytest.raises(IntegrityError), transaction.atomic():
        IssuePick.objects.create(enrollment=mary, issue=held.issue, picked_at=NOON, active_at=NOON)


@pytest.mark.parametrize("fields", [{"is_open": False}, {"is_assigned": True}])
def test_what_is_closed_or_somebodys_at_github_is_refused(ada: Enrollment, fields: dict[str, bool]) -> None:
    assert refusal(enrollment=ada, issue=make_issue(ada.program, **fields)) == "taken"


def test_who_rests_picks_nothing(ada: Enrollment) -> None:
    issue = make_issue(ada.program)
    Enrollment.objects.update(state=Enrollment.State.PAUSED)

    assert refusal(enrollment=ada, issue=issue) == "not-active"


def test_in_an_archived_program_nobody_does(ada: Enrollment) -> None:
    Program.objects.update(archived_at=NOON)

    assert refusal(enrollment=ada, issue=make_issue(ada.program)) == "archived"


def test_who_leaves_lets_go_of_it(held: IssuePick) -> None:
    leave(enrollment=held.enrollment, now=LATER)

    held.refresh_from_db()
    assert (held.ended_at, held.ending) == (LATER, "given-up")
    assert pick(enrollment=enroll(held.enrollment.program, "mary"), issue=held.issue, now=LATER).ended_at is None


def test_given_up_it_is_free(held: IssuePick) -> None:
    give_up(pick=held, now=NOON)

    again = pick(enrollment=enroll(held.enrollment.program, "mary"), issue=held.issue, now=NOON)
    assert again.ended_at is None


def test_a_mentor_confirms_it_once(held: IssuePick) -> None:
    confirm(pick=held, mentor=make_person("grace"), now=NOON + timedelta(days=1))
    confirm(pick=held, mentor=make_person("linus"), now=NOON + timedelta(days=2))

    held.refresh_from_db()
    assert (held.confirmed_by.login, held.confirmed_at) == ("grace", NOON + timedelta(days=1))  # type: ignore[union-attr]
    assert held.active_at == held.confirmed_at


class TestSilence:
    def test_it_is_warned_of_once(self, held: IssuePick) -> None:
        tend_picks(now=LATER - timedelta(seconds=1))
        assert not PickWarning.objects.exists()

        tend_picks(now=LATER)
        tend_picks(now=LATER + timedelta(days=1))
        warning = PickWarning.objects.get()
        assert (warning.pick, warning.warned_at) == (held, LATER)

    def test_after_the_warning_it_is_freed(self, held: IssuePick) -> None:
        tend_picks(now=LATER)
        tend_picks(now=END - timedelta(seconds=1))
        held.refresh_from_db()
        assert held.ended_at is None

        tend_picks(now=END)
        held.refresh_from_db()
        assert (held.ended_at, held.ending) == (END, "freed")

    def test_nothing_is_freed_without_a_warning(self, held: IssuePick) -> None:
        tend_picks(now=NOON + timedelta(days=365))

        held.refresh_from_db()
        assert held.ended_at is None

    def test_who_is_still_at_it_keeps_it_and_is_warned_of_the_next_silence(self, held: IssuePick) -> None:
        tend_picks(now=LATER)
        keep_on(pick=held, now=LATER + timedelta(days=1))
        tend_picks(now=END)
        held.refresh_from_db()
        assert held.ended_at is None

        tend_picks(now=LATER + timedelta(days=1) + QUIET)
        assert PickWarning.objects.filter(pick=held).count() == 2

    def test_a_warning_is_about_this_pick_only(self, held: IssuePick) -> None:
        tend_picks(now=LATER)
        give_up(pick=held, now=LATER)
        mine = pick(enrollment=enroll(held.enrollment.program, "mary"), issue=held.issue, now=LATER)
        tend_picks(now=END)

        mine.refresh_from_db()
        assert mine.ended_at is None

    @pytest.mark.parametrize("state", ["finished", "left"])
    def test_who_has_gone_keeps_it_from_nobody(self, held: IssuePick, state: str) -> None:
        Enrollment.objects.update(state=state)
        tend_picks(now=LATER)
        tend_picks(now=END)

        held.refresh_from_db()
        assert held.ending == "freed"

    def test_in_an_archived_program_the_clock_stands_still(self, held: IssuePick) -> None:
        Program.objects.update(archived_at=NOON)
        tend_picks(now=LATER)
        tend_picks(now=END)

        held.refresh_from_db()
        assert (held.ended_at, PickWarning.objects.count()) == (None, 0)

    def test_for_who_rests_the_clock_does_too(self, held: IssuePick) -> None:
        Enrollment.objects.update(state=Enrollment.State.PAUSED)

        tend_picks(now=LATER)
        assert not PickWarning.objects.exists()


def test_a_closed_issue_ends_its_pick(held: IssuePick) -> None:
    held.issue.is_open = False
    held.issue.save()

    tend_picks(now=NOON)

    held.refresh_from_db()
    assert held.ending == "closed"


def test_labels_are_asked_for_by_repository_of_programs_that_run() -> None:
    spring = make_program("spring", newcomer_labels=["good first issue"])
    make_program("autumn", newcomer_labels=["starter"])
    make_program("gone", newcomer_labels=["old"], archived_at=NOON)

    found = newcomer_labels()[spring.repositories.get().pk]
    assert sorted(found) == ["good first issue", "starter"]

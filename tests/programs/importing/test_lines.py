"""Lines of a file to import: what is refused with its reason, what could not be told, what counts once."""

from datetime import UTC, datetime

import pytest

from onboarding.programs.importing import read
from onboarding.programs.models import Enrollment, Membership
from onboarding.programs.operations.importing import Outcome, plan_import
from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_person, make_submission
from tests.programs.importing.pages import carry_out, outcomes

pytestmark = pytest.mark.django_db


def test_two_mentors_for_one_person_are_refused_where_the_second_stands(linus, program):
    program.memberships.create(user=make_person("barbara"), role=Membership.Role.MENTOR)
    make_person("ada")

    first, second = outcomes(linus, "ada,,grace,,,", "ada,,barbara,first-contribution,,")

    assert first == ("new", "comes into the program")
    assert second == (
        "refused",
        "Another line makes them a newcomer of Grace. Name one mentor for each person.",
    )


def test_a_login_that_github_does_not_know_is_refused(linus, program, simulated_github):
    assert outcomes(linus, "nobody-at-all,,,,,")[0] == (
        "refused",
        "GitHub knows nobody of this login. Look for a slip of the pen, or a new name.",
    )


def test_where_github_is_away_it_could_not_tell_and_the_others_are_imported(linus, program, simulated_github):
    simulated_github.moods.is_down = True
    make_person("ada")

    found = outcomes(linus, "ada,,,,,", "mary-demo,,,,,")

    assert [each for each, _reason in found] == [Outcome.NEW, Outcome.UNSURE]
    assert "GitHub could not be reached." in found[1][1]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("-ada,,,,,", "This is no GitHub login"),
        ("=cmd|'/c calc'!A0,,,,,", "This is no GitHub login"),
        ("ada,yesterday,,,,", "is no day"),
        ("ada,1.3.2026,,,,", "“1.3.2026” is no day. Write it like 2026-03-01."),
        ("ada,2026-02-30,,,,", "is no day"),
        ("ada,2999-01-01,,,,", "is still to come"),
        ("ada,1926-03-01,,,,", "is too long ago"),
        ("ada,,mallory,,,", "is not a mentor of this program"),
        ("grace,,grace,,,", "Nobody can be their own mentor."),
        ("ada,,,nothing,,", "There is no task"),
        ("linus,,,first-contribution,,", "Nobody confirms their own work."),
        ("gone,,,,,", "This account is closed."),
        ("bob,,,first-contribution,,", "An attempt is under way."),
        ("eve,,,,,", "Has left the program."),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(linus, program, row, reason):
    make_person("ada"), make_person("mallory"), make_person("gone", is_active=False)
    make_submission(enroll(program, "bob"), status=Status.WAITING)
    enroll(program, "eve")
    Enrollment.objects.filter(user__login="eve").update(state=Enrollment.State.LEFT)

    ((outcome, said),) = outcomes(linus, row)

    assert outcome == Outcome.REFUSED
    assert reason in said


def test_a_line_that_stands_there_twice_counts_once(linus, program):
    make_person("ada")

    assert outcomes(linus, "ada,,,,,", "ADA,,,,,")[1] == ("known", "Stands in line 2 already.")


def test_a_line_that_was_refused_does_not_stand_in_the_way_of_its_correction(linus, program):
    make_person("ada")

    assert [each for each, _ in outcomes(linus, "ada,1.3.2026,,,,", "ada,2026-03-01,,,,")] == ["refused", "new"]


@pytest.mark.parametrize("day", ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "2026/3/1 0:00"])
def test_days_are_read_as_spreadsheets_write_them_and_kept_in_one_way(linus, program, day):
    make_person("ada")

    carry_out(linus, f"ada,{day},,first-contribution,{day},")

    assert f"{Enrollment.objects.get().started_at:%Y-%m-%d}" == "2026-03-01"
    assert Submission.objects.get().evidence["text"] == "2026-03-01"


def test_today_is_the_day_of_the_programs_own_zone(program):
    program.time_zone = "Asia/Shanghai"
    late = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    make_person("ada")

    (line,) = plan_import(
        program=program, rows=read("login,started\nada,2026-03-02\n"), by=make_person("linus"), now=late
    )

    assert line.is_new

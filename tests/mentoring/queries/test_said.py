"""What comes along with an attempt is what the tables hold, whatever the database makes of it in between."""

from datetime import timedelta

import pytest

from onboarding.mentoring.queries.attempts import Attempt, attempt_of
from onboarding.mentoring.queries.said import with_all_said
from onboarding.verification.models import Override, Review, Status, Submission, Transition, Turn
from onboarding.verification.operations import close_flag, flag
from tests.cast import NOON, enroll, make_person, make_submission
from tests.mentoring.world import finding

pytestmark = pytest.mark.django_db
EXACT = NOON + timedelta(microseconds=1234)


@pytest.fixture
def submission(program) -> Submission:
    return make_submission(enroll(program), status=Status.VERIFIED, turn=Turn.NOBODY)


def attempt(submission: Submission) -> Attempt:
    found = with_all_said(Submission.objects.filter(pk=submission.pk))
    return attempt_of(found.select_related("enrollment__program").get())


def review(submission: Submission, **fields: object) -> Review:
    given = {"mentor": make_person("grace"), "decision": "return", "decided_at": EXACT, "effective_at": EXACT}
    return Review.objects.create(submission=submission, **{**given, **fields})


def test_findings_stand_in_their_order_in_the_readers_language(submission):
    for code in ("author", "sign-off", "branch"):
        finding(submission, code, "unmet", is_primary=code == "sign-off")

    found = attempt(submission).findings

    assert [(one.code, one.is_primary) for one in found] == [("author", False), ("sign-off", True), ("branch", False)]
    assert found[0].expect == "Each commit is signed off."


def test_advice_that_is_not_followed_is_no_no(submission):
    submission.findings.create(position=0, code="subject", outcome="unmet", is_advice=True)

    [found] = attempt(submission).findings

    assert (found.outcome, found.is_rule) == ("advice", False)


def test_a_review_comes_with_its_comments_and_its_instant(submission):
    said = {"place": 0, "quote": "Hello!", "text": 'Say "more".\n再多说一点。'}
    review(submission, note="Thank you.", criteria=[0, 2], comments=[said])

    [found] = attempt(submission).reviews

    assert (found.mentor, found.note, found.ticked, found.decided_at) == ("Grace", "Thank you.", 2, EXACT)
    assert found.comments == (("Hello!", 'Say "more".\n再多说一点。'),)
    assert found.is_pending


def test_a_review_that_took_effect_is_not_pending_and_one_that_was_undone_was_never_said(submission):
    review(submission, note="Undone.", undone_at=NOON)
    review(submission, note="Said.", applied_at=NOON)

    [found] = attempt(submission).reviews

    assert (found.note, found.is_pending) == ("Said.", False)


def test_a_flag_says_who_closed_it_and_with_which_words(submission):
    flag(submission=submission, code="reverted", saw={"en": "The merge was reverted."}, now=NOON)
    [opened] = attempt(submission).open_flags
    close_flag(flag=submission.flags.get(), mentor=make_person("grace"), note="By mistake.", now=NOON)

    [closed] = attempt(submission).flags

    assert (opened.saw, opened.closed_by) == ("The merge was reverted.", "")
    assert (closed.is_open, closed.closed_by, closed.note) == (False, "Grace", "By mistake.")


def test_an_override_says_what_the_rule_asks_for_and_what_had_been_found(submission):
    Override.objects.create(
        submission=submission,
        code="sign-off",
        expect={"en": "Each commit is signed off."},
        before="unmet",
        reason="They are squashed.",
        mentor=make_person("grace"),
        at=EXACT,
    )

    [found] = attempt(submission).overrides

    assert (found.expect, found.before, found.mentor, found.at) == ("Each commit is signed off.", "No", "Grace", EXACT)


def test_history_is_the_latest_first_without_the_machines_own_business(submission):
    for status, actor in (("checking", None), ("returned", make_person("grace"))):
        Transition.objects.create(
            submission=submission,
            enrollment=submission.enrollment,
            to_status=status,
            to_turn="newcomer",
            actor=actor,
            at=EXACT,
        )

    found = attempt(submission).history

    assert [(move.word, move.actor, move.at) for move in found] == [
        ("Returned", "Grace", EXACT),
        ("Verified", "", NOON),
    ]

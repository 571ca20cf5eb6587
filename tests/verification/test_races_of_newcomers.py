"""A newcomer who does two things at once, for real, on PostgreSQL: handing in, withdrawing, sending evidence."""

from functools import partial

import pytest

from onboarding.verification.models import EvidenceToken, QuizAttempt, SeenObject, Status, Submission
from onboarding.verification.operations import Refused, check, make_token, submit_pull_request, withdraw
from tests.cast import enroll, make_program, make_submission, task_of
from tests.verification.kubectl import TASKS, sent
from tests.verification.quiz import answer, begin, take_part
from tests.verification.races import ADDRESS, MANY, at_once, moves
from tests.verification.world import LATER, MINUTE, handed_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("trails_are_right"),
]


def test_a_paper_handed_in_by_many_at_once_is_one_submission():
    attempt = begin(take_part())

    found = at_once(*[lambda: answer(attempt)] * MANY)

    assert {submission.pk for submission in found} == {Submission.objects.get().pk}
    assert moves(Submission.objects.get(), from_status="") == 1
    assert moves(Submission.objects.get(), to_status=Status.VERIFIED) == 1


def test_a_quiz_begun_by_many_at_once_is_one_paper():
    ada = take_part()

    found = at_once(*[lambda: begin(ada)] * MANY)

    assert {attempt.pk for attempt in found} == {QuizAttempt.objects.get().pk}


def test_a_button_pressed_many_times_hands_in_once(ada):
    task = task_of(ada.program, "first-contribution")

    answers = at_once(*[lambda: submit_pull_request(enrollment=ada, task=task, address_text=ADDRESS, now=LATER)] * MANY)

    assert Submission.objects.count() == 1
    assert answers.count("under-way") == MANY - 1


def test_the_constraint_says_the_same_where_no_lock_helps(ada):
    """As if the lock were not there: the database refuses the second row, and people get a sentence."""
    from onboarding.verification.operations import submitting

    task = task_of(ada.program, "first-contribution")
    make_submission(ada, status=Status.QUEUED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(submitting, "refuse_task", lambda *_: None)
        with pytest.raises(Refused) as refused:
            submit_pull_request(enrollment=ada, task=task, address_text=ADDRESS, now=LATER)

    assert refused.value.code == "under-way"


def test_withdrawing_while_it_is_checked_is_one_or_the_other(ada):
    submission = handed_in(ada, state="merged")

    answers = at_once(
        lambda: check(submission_id=submission.pk, now=LATER),
        lambda: withdraw(submission=submission, now=LATER, actor=ada.user),
    )

    submission.refresh_from_db()
    expected = Status.VERIFIED if answers[1] in ("being-checked", "not-open") else Status.WITHDRAWN
    assert submission.status == expected


def test_of_two_who_send_the_same_objects_at_once_one_has_them_and_the_other_is_told():
    program = make_program("clusters", tasks=TASKS)
    people = [enroll(program, login, now=LATER - MINUTE) for login in ("ada", "mary")]

    sent_by = at_once(*[partial(sent, person, "pod-ok") for person in people])

    found = sorted((submission.status, submission.primary_code) for submission in sent_by)
    assert found == [(Status.IN_REVIEW, "reused"), (Status.VERIFIED, "")]
    verified = next(submission for submission in sent_by if submission.status == Status.VERIFIED)
    owners = set(SeenObject.objects.values_list("user", flat=True))
    assert owners == {verified.enrollment.user_id}


def test_of_two_uploads_by_one_token_one_begins_the_attempt_and_the_other_joins_it_or_is_told():
    ada = enroll(make_program("clusters", tasks=TASKS), "ada", now=LATER - MINUTE)
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)

    done = at_once(*[partial(sent, ada, "pod-notready", token=token)] * MANY)

    assert Submission.objects.filter(enrollment=ada).count() == 1
    assert {each for each in done if isinstance(each, str)} <= {"being-checked", "under-way"}
    assert Submission.objects.get(enrollment=ada).status == Status.WAITING


def test_a_token_that_is_revoked_while_it_is_used_either_took_the_upload_or_did_not():
    ada = enroll(make_program("clusters", tasks=TASKS), "ada", now=LATER - MINUTE)
    task = task_of(ada.program, "pod")
    token = make_token(enrollment=ada, task=task, now=LATER)

    taken, _ = at_once(
        partial(sent, ada, "pod-notready", token=token), partial(make_token, enrollment=ada, task=task, now=LATER)
    )

    assert (taken == "revoked") == (not Submission.objects.filter(enrollment=ada).exists())
    assert EvidenceToken.objects.filter(enrollment=ada, revoked_at=None).count() == 1

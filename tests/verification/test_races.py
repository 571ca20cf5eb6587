"""Two at once, for real: threads with connections of their own on PostgreSQL. One wins, and the trail is right."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection

from onboarding.programs.models import Enrollment
from onboarding.verification.models import (
    EvidenceToken,
    Flag,
    QuizAttempt,
    Review,
    SeenObject,
    Status,
    Submission,
    Transition,
    Turn,
)
from onboarding.verification.operations import (
    UNDO,
    Refused,
    apply_due_reviews,
    check,
    decide,
    differing,
    flag,
    look_again,
    make_token,
    recheck,
    submit_pull_request,
    sweep,
    take_up,
    undo,
    withdraw,
)
from tests.cast import NOON, enroll, make_person, make_program, make_submission, task_content, task_of
from tests.verification.kubectl import TASKS, sent
from tests.verification.quiz import answer, begin, take_part
from tests.verification.world import LATER, MINUTE, checked, hand_in, handed_in, mirrored

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
MANY = 6
ADDRESS = "demo-community/guide#7"


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Call all of these in the same instant; gives what each returned, or the refusal it met."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        close_old_connections()
        barrier.wait()
        try:
            return verb()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(run, verbs))


@pytest.fixture(autouse=True)
def _trails_are_right():
    """After every race, whoever won it."""
    yield
    rows = list(Enrollment.objects.select_related("program", "user"))
    assert differing(rows, now=LATER) == []


def moves(submission: Submission, **fields: str) -> int:
    return submission.transitions.filter(**fields).count()


def test_of_many_workers_on_one_submission_one_wins(ada):
    submission = handed_in(ada, state="merged")

    at_once(*[lambda: check(submission_id=submission.pk, now=LATER)] * MANY)

    submission.refresh_from_db()
    assert submission.status == Status.VERIFIED
    assert moves(submission, to_status=Status.CHECKING) == 1
    assert moves(submission, to_status=Status.VERIFIED) == 1


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


def test_while_github_is_slow_the_others_go_away(github):
    ada = enroll(make_program(), "ada-demo")
    number = github.open(at=(NOON + timedelta(hours=1)).isoformat())
    submission = hand_in(ada, number)
    github.is_now(slow_seconds=0.5)

    at_once(*[lambda: check(submission_id=submission.pk, now=LATER)] * MANY)

    assert moves(submission, to_status=Status.CHECKING) == 1
    assert moves(submission, to_status=Status.WAITING) == 1


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


def test_two_mentors_decide_once(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    mentors = [make_person(login) for login in ("grace", "linus")]

    answers = at_once(
        *[
            lambda mentor=mentor: decide(submission=submission, mentor=mentor, decision="approve", note="", now=LATER)
            for mentor in mentors
        ]
    )

    assert Review.objects.count() == 1
    assert "already-decided" in answers


def test_a_decision_takes_effect_once_however_many_workers_find_it(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)

    at_once(*[lambda: apply_due_reviews(now=LATER + UNDO)] * MANY)

    assert moves(submission, to_status=Status.VERIFIED) == 1


def test_a_decision_is_either_undone_or_in_effect(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    review = decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)
    last_moment = LATER + UNDO - timedelta(microseconds=1)

    at_once(lambda: undo(review=review, now=last_moment), lambda: apply_due_reviews(now=LATER + UNDO))

    review.refresh_from_db()
    submission.refresh_from_db()
    assert (review.undone_at is None) is (submission.status == Status.VERIFIED)
    assert (review.applied_at is None) is (submission.status == Status.IN_REVIEW)


def test_withdrawing_a_decided_submission_is_one_or_the_other(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    decide(submission=submission, mentor=make_person("grace"), decision="approve", note="", now=LATER)

    at_once(
        lambda: withdraw(submission=submission, now=LATER, actor=ada.user),
        lambda: apply_due_reviews(now=LATER + UNDO),
    )

    submission.refresh_from_db()
    assert submission.status in (Status.VERIFIED, Status.WITHDRAWN)
    assert submission.transitions.count() == 2


def test_withdrawing_while_it_is_checked_is_one_or_the_other(ada):
    submission = handed_in(ada, state="merged")

    answers = at_once(
        lambda: check(submission_id=submission.pk, now=LATER),
        lambda: withdraw(submission=submission, now=LATER, actor=ada.user),
    )

    submission.refresh_from_db()
    expected = Status.VERIFIED if answers[1] in ("being-checked", "not-open") else Status.WITHDRAWN
    assert submission.status == expected


def test_a_reopened_pull_request_starts_one_attempt_however_often_it_is_told(ada):
    checked(handed_in(ada, state="closed"))
    row = mirrored(state="open")

    at_once(*[lambda: look_again(pull_request_ids=[row.pk], now=LATER)] * MANY)

    assert Submission.objects.count() == 2


def merged_and_handed_in(github, *enrollments, slugs=("first-contribution",)):
    """One merged pull request, handed in everywhere before anybody has read it. GitHub is slow from now on."""
    number = github.open(at=(NOON + timedelta(hours=1)).isoformat())
    github.act(number, "merge")
    found = [hand_in(enrollment, number, slug) for enrollment in enrollments for slug in slugs]
    github.is_now(slow_seconds=0.3)
    return found


def counted_once(submissions):
    """Check them all at once, then whatever is still queued; gives where they ended."""
    at_once(*[lambda each=each: check(submission_id=each.pk, now=LATER) for each in submissions])
    for submission in submissions:
        check(submission_id=submission.pk, now=LATER)
    found = Submission.objects.order_by("status").values_list("status", "primary_code")
    return list(found)


def test_one_pull_request_for_two_tasks_counts_once(github):
    ada = enroll(make_program(tasks=[task_content("one"), task_content("two")]), "ada-demo")

    found = counted_once(merged_and_handed_in(github, ada, slugs=("one", "two")))

    assert found == [(Status.RETURNED, "counted-once"), (Status.VERIFIED, "")]


def test_nor_does_it_count_in_two_programs(github):
    enrollments = [enroll(make_program(slug), "ada-demo") for slug in ("spring", "autumn")]

    found = counted_once(merged_and_handed_in(github, *enrollments))

    assert found == [(Status.RETURNED, "counted-once"), (Status.VERIFIED, "")]


def test_tasks_verified_in_the_same_instant_are_all_on_the_trail():
    slugs = [f"task-{number}" for number in range(MANY)]
    ada = enroll(make_program(tasks=[task_content(slug) for slug in slugs]), "ada")
    submissions = [handed_in(ada, number, slug, state="merged") for number, slug in enumerate(slugs, start=20)]

    at_once(*[lambda each=each: check(submission_id=each.pk, now=LATER) for each in submissions])

    ada.refresh_from_db()
    assert (ada.trail, ada.state) == ("v" * MANY, Enrollment.State.FINISHED)


def test_an_expired_claim_is_taken_away_once(ada):
    submission = make_submission(ada, status=Status.CHECKING, claimed_until=LATER)

    at_once(*[lambda: sweep(now=LATER)] * MANY)

    submission.refresh_from_db()
    assert submission.attempts == 1
    assert moves(submission, to_status=Status.QUEUED) == 1


def test_the_same_flag_is_opened_once(ada):
    submission = checked(handed_in(ada, state="merged"))
    mirrored(state="merged", repository={"github_id": 99})
    verbs = [lambda: recheck(submission_id=submission.pk, now=LATER)] * (MANY - 1)

    at_once(*verbs, lambda: flag(submission=submission, code="repository", saw={"en": ""}, now=LATER))

    assert Flag.objects.count() == 1
    assert Transition.objects.filter(to_turn=Turn.MENTOR).count() == 1


def test_a_return_is_taken_up_or_followed_by_another_attempt(ada):
    submission = checked(handed_in(ada, state="closed"))
    task = task_of(ada.program, "first-contribution")

    at_once(
        lambda: take_up(submission=submission, mentor=make_person("grace"), now=LATER),
        lambda: submit_pull_request(enrollment=ada, task=task, address_text=ADDRESS, now=LATER),
    )

    assert Submission.objects.open().count() == 1


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

"""The outbox: who is told of what, once, and never of what they did themselves."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from onboarding.notifications.bell import unread_count
from onboarding.notifications.models import Notification
from onboarding.notifications.news import News, Source, in_all, nothing_settles_it
from onboarding.notifications.operations import drain
from onboarding.notifications.operations.draining import STALE
from onboarding.notifications.sources import WARNINGS
from onboarding.programs.models import Enrollment, PickWarning
from onboarding.programs.operations import confirm, keep_on, pick, tend_picks
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Review, Status, Transition, Turn
from onboarding.verification.operations import apply_due_reviews, close_flag, decide, flag
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.mirror import make_issue, make_pull_request
from tests.verification.world import LATER, MINUTE, checked, hand_in_text, handed_in

pytestmark = pytest.mark.django_db
SOON = LATER + MINUTE


def told(login: str) -> list[tuple[str, str]]:
    """Kind and English title of what this person was told, the oldest first."""
    rows = Notification.objects.filter(reader__login=login).order_by("pk")
    return [(row.kind, row.title["en"]) for row in rows]


def reviewed(ada: Enrollment, decision: str, note: str = "", *, comments: int = 0) -> None:
    submission = checked(hand_in_text(ada, "One.\n\nTwo.\n\nThree."))
    said = [Comment(place=place, quote=quote, text="Why?") for place, quote in enumerate(("One.", "Two.", "Three."))]
    judgement = {"decision": decision, "note": note, "comments": said[:comments]}
    decide(submission=submission, mentor=make_person("grace"), now=LATER, **judgement)
    apply_due_reviews(now=SOON)


def test_a_mentor_is_told_of_work_that_waits_and_the_newcomer_is_not(ada):
    checked(hand_in_text(ada))

    drain(now=LATER)

    assert told("grace") == [("review", "Ada handed in “Introduce yourself”")]
    assert told("ada") == []


def test_everybody_is_told_in_both_languages(ada):
    checked(hand_in_text(ada))

    drain(now=LATER)

    assert Notification.objects.get().title["zh-hans"] == "Ada 提交了“任务 Introduce yourself”"


def test_while_nobody_mentors_them_everybody_who_helps_is_told():
    program = make_program(mentors=("grace", "hedy"))
    checked(hand_in_text(enroll(program, "ada", mentor=None)))

    drain(now=LATER)

    assert {row.reader.login for row in Notification.objects.all()} == {"grace", "hedy", "linus"}


def test_a_newcomer_reads_what_the_mentor_wrote(ada):
    reviewed(ada, Review.Decision.RETURN, "Say where you live.")

    drain(now=SOON)

    (notification,) = Notification.objects.filter(reader__login="ada")
    assert (notification.kind, notification.text["en"]) == ("returned", "Say where you live.")
    assert notification.path == f"/journey/{ada.public_id}/introduce-yourself/"


def test_a_newcomer_is_told_that_a_task_is_verified(ada):
    reviewed(ada, Review.Decision.APPROVE)

    drain(now=SOON)

    assert told("ada") == [("verified", "“Introduce yourself” is verified")]


@pytest.mark.parametrize(
    ("count", "en", "chinese"),
    [
        (1, ", with 1 comment on your text", "，附有对你文字的 1 条评论"),
        (3, ", with 3 comments on your text", "3 条评论"),
    ],
)
def test_comments_on_the_text_are_told_of_even_where_there_is_no_note(ada, count, en, chinese):
    reviewed(ada, Review.Decision.APPROVE, comments=count)

    drain(now=SOON)

    (notification,) = Notification.objects.filter(reader__login="ada")
    assert notification.title["en"] == f"“Introduce yourself” is verified{en}"
    assert chinese in notification.title["zh-hans"]


def test_comments_on_the_text_are_told_of_with_the_note(ada):
    reviewed(ada, Review.Decision.RETURN, "Say where you live.", comments=2)

    drain(now=SOON)

    (notification,) = Notification.objects.filter(reader__login="ada")
    assert notification.title["en"] == "“Introduce yourself” comes back to you, with 2 comments on your text"
    assert notification.text["en"] == "Say where you live."


def test_nobody_is_told_of_what_they_did_themselves(ada):
    submission = make_submission(ada, "introduce-yourself", status=Status.RETURNED)
    Transition.objects.update(announced_at=NOON)
    Transition.objects.create(
        submission=submission,
        enrollment=ada,
        from_status=Status.RETURNED,
        to_status=Status.IN_REVIEW,
        to_turn=Turn.MENTOR,
        actor=make_person("grace"),
        at=NOON,
    )

    drain(now=NOON)

    assert not Notification.objects.exists()


def test_the_turn_is_told_once_however_often_the_machine_looks(ada):
    submission = handed_in(ada, title="")
    checked(submission)
    for later in (MINUTE, 2 * MINUTE):
        submission.status, submission.turn = Status.QUEUED, Turn.MACHINE
        submission.next_check_at = LATER + later
        submission.save()
        checked(submission, now=LATER + later)
    drain(now=LATER + 3 * MINUTE)

    assert [kind for kind, _ in told("ada")] == ["turn"]


@pytest.mark.parametrize("kind", ["kubernetes", "quiz"])
def test_what_the_answer_said_at_once_is_not_said_again(ada, kind):
    submission = make_submission(ada, status=Status.VERIFIED)
    submission.kind = kind
    submission.save()

    drain(now=NOON)

    assert not Notification.objects.exists()


def test_a_flag_is_the_mentors_news(ada):
    submission = make_submission(ada, status=Status.VERIFIED)
    drain(now=NOON)
    flag(submission=submission, code="reverted", saw={"en": "It was reverted.", "zh-hans": "被撤销了。"}, now=LATER)

    drain(now=LATER)

    (notification,) = Notification.objects.filter(reader__login="grace")
    assert (notification.kind, notification.text["en"]) == ("flag", "It was reverted.")


def test_a_picked_issue_is_the_mentors_news(ada):
    issue = make_issue(ada.program, 5)
    picked = pick(enrollment=ada, issue=issue, now=NOON)

    drain(now=NOON)

    assert told("grace") == [("pick", "Ada picked the issue demo-community/guide#5")]
    picked.refresh_from_db()
    assert picked.announced_at == NOON


def test_a_quiet_pick_is_its_holders_news_until_they_say_that_they_are_at_it(ada):
    picked = pick(enrollment=ada, issue=make_issue(ada.program, 5), now=NOON)
    warned_at = NOON + timedelta(days=14)
    tend_picks(now=warned_at)

    drain(now=warned_at)
    drain(now=warned_at)

    assert told("ada") == [("pick-quiet", "Are you still working on demo-community/guide#5?")]
    warning = PickWarning.objects.get()
    assert warning.announced_at == warned_at
    assert WARNINGS.settled([warning.pk]) == set()
    keep_on(pick=picked, now=warned_at + timedelta(days=1))
    assert WARNINGS.settled([warning.pk]) == {warning.pk}


def test_twice_tells_nobody_again(ada):
    checked(hand_in_text(ada))
    assert drain(now=LATER) == 2  # handed in, and passed on

    assert drain(now=LATER) == 0
    assert Notification.objects.count() == 1


def test_the_database_refuses_to_tell_anybody_twice(ada):
    from django.db import IntegrityError, transaction

    checked(hand_in_text(ada))
    drain(now=LATER)
    first = Notification.objects.get()
    first.pk, first.public_id = None, "another"

    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_what_is_found_after_a_week_is_history(ada):
    checked(hand_in_text(ada))

    drain(now=LATER + STALE)

    assert not Notification.objects.exists()
    assert not Transition.objects.filter(announced_at=None).exists()


def test_who_has_closed_their_account_is_told_nothing(ada):
    grace = make_person("grace")
    grace.is_active = False
    grace.save()
    checked(hand_in_text(ada))

    drain(now=LATER)

    assert not Notification.objects.exists()


def test_one_that_fails_holds_up_no_other(ada, caplog):
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=NOON)
    make_submission(ada, status=Status.IN_REVIEW, pull_request=make_pull_request(), now=LATER)
    first = Transition.objects.order_by("at", "pk")[0].pk

    def news(row: Transition) -> News:
        if row.pk == first:
            raise ValueError
        return News("review", {ada.user_id}, in_all(str), "/")

    source = Source(
        "transition",
        lambda: Transition.objects.filter(announced_at=None),
        news,
        nothing_settles_it,
        at=lambda row: row.at,
    )
    assert drain(now=LATER, sources=(source,)) == 1
    assert Transition.objects.get(announced_at=None).pk == first
    assert "cannot be announced" in caplog.text


def test_the_bell_rings_as_soon_as_somebody_is_told(ada, django_capture_on_commit_callbacks):
    grace = make_person("grace")
    assert unread_count(grace) == 0
    checked(hand_in_text(ada))

    with django_capture_on_commit_callbacks(execute=True):
        drain(now=LATER)

    assert unread_count(grace) == 1
    assert cache.get(f"unread:{grace.pk}") == 1


def test_a_closed_flag_is_settled(ada):
    from onboarding.notifications.sources import TRANSITIONS

    submission = make_submission(ada, status=Status.VERIFIED)
    opened = flag(submission=submission, code="reverted", saw={}, now=LATER)
    row = Transition.objects.order_by("pk").last()
    assert TRANSITIONS.settled([row.pk]) == set()
    close_flag(flag=opened, mentor=make_person("grace"), note="", now=LATER + timedelta(hours=1))

    assert TRANSITIONS.settled([row.pk]) == {row.pk}


def test_a_confirmed_pick_is_settled(ada):
    from onboarding.notifications.sources import PICKS

    picked = pick(enrollment=ada, issue=make_issue(ada.program, 5), now=NOON)
    assert PICKS.settled([picked.pk]) == set()
    confirm(pick=picked, mentor=make_person("grace"), now=NOON)

    assert PICKS.settled([picked.pk]) == {picked.pk}

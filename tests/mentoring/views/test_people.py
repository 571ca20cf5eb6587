"""The grid of people, one person's page, and stars."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Star
from onboarding.mentoring.operations import tag, write_note
from onboarding.programs.models import Enrollment, IssuePick
from onboarding.programs.operations import assign_mentor, hand_over
from onboarding.programs.operations.picks import confirm
from onboarding.verification.models import Review, Status, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.mirror import make_issue, make_pull_request
from tests.questions.world import ask as ask_question

QUERIES = 4
"""Session, person, the programs with their tasks and the header's count, and the people."""


def test_everybody_is_there_with_their_trail_in_words(desk, program):
    make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW)

    page = desk.get(reverse("people")).content.decode()

    assert "0 of 3 verified; Introduce yourself: Waits for a mentor" in page
    assert '<i data-s="r">' in page


def test_names_are_escaped(desk, program):
    make_person("mary", name="<script>alert(1)</script>")
    enroll(program, "mary")

    assert "<script>alert" not in desk.get(reverse("people")).content.decode()


@pytest.mark.parametrize("size", [1, 60])
def test_a_page_is_four_queries_however_many_people(desk, program, size, django_assert_num_queries):
    for number in range(size):
        enroll(program, f"newcomer-{number}")
    desk.get(reverse("people"))  # the header remembers for a minute who is a mentor

    with django_assert_num_queries(QUERIES):
        desk.get(reverse("people"))


def test_what_is_folded_says_what_it_asks_for(desk, program):
    asked = {
        "turn": "mentor",
        "task": "introduce-yourself",
        "mentor": "@me",
        "overdue": "1",
        "sort": "due",
        "state": "any",
    }

    page = desk.get(reverse("people"), asked).content.decode()
    part = desk.get(reverse("people"), asked, headers={"HX-Request": "true"}).content.decode()

    words = (
        "Whose turn: A mentor&#x27;s · At the task: Introduce yourself · Mentor: Me · State: Any · Sort by: Next due · "
        "Overdue</span>"
    )
    assert page.count(f'<span class="sifted" id="sifted">{words}') == 1
    assert part.count(f'<span class="sifted" id="sifted" hx-swap-oob="true">{words}') == 1
    assert '<span class="sifted" id="sifted"></span>' in desk.get(reverse("people")).content.decode()


def test_the_program_of_the_address_is_shown(desk, program):
    enroll(make_program("autumn"), "bea")

    assert "Bea" in desk.get(reverse("people"), {"program": "autumn"}).content.decode()
    assert "Bea" not in desk.get(reverse("people"), {"program": "spring"}).content.decode()


def test_another_mentors_program_is_not_found(mallory, program):
    assert mallory.get(reverse("people"), {"program": "spring"}).status_code == 404
    assert mallory.get(reverse("people")).status_code == 200


def test_an_empty_program_and_an_empty_answer_say_different_things(desk, program):
    assert "Nobody is here yet" in desk.get(reverse("people")).content.decode()
    assert "Nobody fits" in desk.get(reverse("people"), {"q": "nobody"}).content.decode()


def test_htmx_gets_the_part_that_changes(desk, program):
    enroll(program)

    part = desk.get(reverse("people"), headers={"HX-Request": "true"})
    back = desk.get(reverse("people"), headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert part.content.decode().lstrip().startswith('<div id="found"')
    assert "<!doctype html>" in back.content.decode()
    assert "HX-Request" in part["Vary"]


def test_pages_keep_the_filter(desk, program):
    for number in range(51):
        enroll(program, f"newcomer-{number:02}")

    page = desk.get(reverse("people"), {"q": "newcomer", "sort": "due"}).content.decode()

    assert "?q=newcomer&amp;sort=due&amp;page=2" in page


@pytest.mark.parametrize("query", ["?q=%00", "?page=99999999999", "?mentor=%27", "?state=&turn=&sort=", "?page=7"])
def test_a_strange_address_is_no_error(desk, program, query):
    assert desk.get(reverse("people") + query).status_code in (200, 400)


def test_a_star_is_given_and_taken_back_without_javascript(desk, program, grace):
    enrollment = enroll(program)
    address, back = reverse("star", args=[enrollment.public_id]), f"{reverse('people')}?q=ada"

    for _ in range(2):
        assert desk.post(address, {"starred": "1", "next": back}).url == back
    assert Star.objects.get().user == grace

    assert desk.post(address, {"starred": "0", "next": "https://evil.example/"}).url == reverse(
        "person", args=[enrollment.public_id]
    )
    assert not Star.objects.exists()


def test_mallory_stars_nobody_and_sees_nobody(mallory, program):
    eid = enroll(program).public_id

    assert mallory.post(reverse("star", args=[eid]), {"starred": "1"}).status_code == 404
    assert mallory.get(reverse("person", args=[eid])).status_code == 404
    assert not Star.objects.exists()


def test_a_persons_page_shows_every_attempt_with_what_was_said(desk, program, grace):
    ada = enroll(program)
    first = make_submission(ada, "introduce-yourself", status=Status.RETURNED, evidence={"text": "hi", "words": 1})
    told = dict.fromkeys(("decided_at", "effective_at", "applied_at"), NOON)
    Review.objects.create(submission=first, mentor=grace, decision="return", note="Say more.", **told)
    second = make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)

    page = desk.get(reverse("person", args=[ada.public_id])).content.decode()

    assert "Say more." in page
    assert page.index("Attempt 2") < page.index("Attempt 1")
    assert reverse("review", args=[second.public_id]) in page


def test_an_undone_review_was_never_said(desk, program, grace):
    submission = make_submission(enroll(program), "introduce-yourself", status=Status.IN_REVIEW)
    Review.objects.create(
        submission=submission,
        mentor=grace,
        decision="return",
        note="A slip of the pen.",
        decided_at=NOON,
        effective_at=NOON,
        undone_at=NOON,
    )

    page = desk.get(reverse("person", args=[submission.enrollment.public_id])).content.decode()

    assert "A slip of the pen." not in page


def test_a_person_who_has_handed_in_nothing_has_a_page(desk, program):
    page = desk.get(reverse("person", args=[enroll(program).public_id])).content.decode()

    assert "Nothing handed in yet" in page
    assert "Ready to start" in page


def test_a_persons_page_takes_as_many_queries_for_many_attempts(desk, program, django_assert_max_num_queries):
    def count(login: str, attempts: int) -> int:
        enrollment = enroll(program, login)
        tag(program=program, enrollments=[enrollment], name="evenings")
        for number in range(attempts):
            write_note(enrollment=enrollment, author=make_person(f"mentor-{number}"), text="Kind.", now=NOON)
            ask_question(enrollment)
            make_submission(enrollment, "introduce-yourself", status=Status.RETURNED)
            make_submission(enrollment, "first-contribution", status=Status.RETURNED)
        address = reverse("person", args=[enrollment.public_id])
        desk.get(address)
        with django_assert_max_num_queries(22) as queries:
            desk.get(address)
        return len(queries)

    assert count("ada", 1) == count("bea", 5)


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Shanghai", "2026-03-10 07:59"), ("America/New_York", "2026-03-09 19:59")]
)
def test_due_instants_are_shown_in_the_mentors_own_zone(client, program, zone, shown):
    grace = make_person("grace")
    grace.time_zone = zone
    grace.save()
    ada = enroll(program)
    Enrollment.objects.filter(pk=ada.pk).update(next_due_at=datetime(2026, 3, 9, 23, 59, tzinfo=UTC))
    client.force_login(grace)

    assert shown in client.get(reverse("people")).content.decode()


def test_the_clocks_going_forward_moves_no_instant(client, program):
    """New York's clocks changed on 8 March 2026: before it, the same instant was an hour earlier on the wall."""
    grace = make_person("grace")
    grace.time_zone = "America/New_York"
    grace.save()
    client.force_login(grace)
    for login, day in (("ada", 7), ("bea", 8)):
        enrollment = enroll(program, login)
        due_at = datetime(2026, 3, day, 23, 30, tzinfo=UTC)
        Enrollment.objects.filter(pk=enrollment.pk).update(next_due_at=due_at)

    page = client.get(reverse("people")).content.decode()

    assert "2026-03-07 18:30" in page
    assert "2026-03-08 19:30" in page


def test_a_wait_is_said_in_the_unit_that_fits(desk, program):
    ada = enroll(program)
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW)
    Enrollment.objects.filter(pk=ada.pk).update(oldest_turn_since=timezone.now() - timedelta(hours=50), trail="roo")

    assert "Waits for a mentor · 2 days" in desk.get(reverse("people")).content.decode()


def test_what_is_flagged_can_be_looked_at_from_the_persons_page(desk, program):
    submission = make_submission(enroll(program), status=Status.VERIFIED, turn=Turn.MENTOR)

    page = desk.get(reverse("person", args=[submission.enrollment.public_id])).content.decode()

    assert reverse("review", args=[submission.public_id]) in page


def test_a_persons_page_has_their_pull_requests_questions_tags_and_past(desk, program):
    ada = enroll(program)
    tag(program=program, enrollments=[ada], name="evenings")
    ask_question(ada)
    pull = make_pull_request()
    make_submission(ada, status=Status.RETURNED, pull_request=pull)
    make_submission(ada, status=Status.WAITING, pull_request=pull)

    page = desk.get(reverse("person", args=[ada.public_id])).context["person"]

    assert page.tags == ("evenings",)
    assert [each.name for each in page.pulls] == ["demo-community/guide#7"]
    assert len(page.questions) == 1
    assert {event.what for event in page.past} == {"Started", "Returned", "Not there yet", "Asked a question"}


def test_a_persons_past_says_whose_newcomer_they_were_and_which_issue_they_picked(desk, program):
    ada = enroll(program, mentor=None)
    program.memberships.create(user=make_person("barbara"), role="mentor")
    grace, barbara, linus = (make_person(login) for login in ("grace", "barbara", "linus"))
    assign_mentor(enrollment=ada, mentor=grace, now=NOON)
    hand_over(program=program, giver=grace, taker=barbara, enrollments=[ada], by=linus, now=NOON + timedelta(days=1))
    issue = make_issue(program)
    chosen = IssuePick.objects.create(enrollment=ada, issue=issue, picked_at=NOON, active_at=NOON)
    confirm(pick=chosen, mentor=grace, now=NOON + timedelta(days=1))
    IssuePick.objects.update(ended_at=NOON + timedelta(days=2), ending="given-up")

    page = desk.get(reverse("person", args=[ada.public_id])).context["person"]

    told = {(event.what, event.about, event.who) for event in page.past}
    assert {("Has a mentor", "Grace", ""), ("Has another mentor", "Barbara", "Linus")} < told
    assert {("Picked an issue", str(issue), ""), ("The issue was confirmed", str(issue), "Grace")} < told
    assert ("The issue is theirs no more", f"{issue} · given up", "") in told


def test_many_attempts_are_folded(desk, program):
    ada = enroll(program)
    for _ in range(5):
        make_submission(ada, "introduce-yourself", status=Status.RETURNED)

    assert "2 earlier attempts" in desk.get(reverse("person", args=[ada.public_id])).content.decode()

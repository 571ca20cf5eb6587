"""The review queue: what stands in it, in which order, who is at it; and holding from the review page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.models import Hold
from onboarding.mentoring.operations import hold
from onboarding.mentoring.queries.queue import PAGE
from onboarding.verification.models import Status
from tests.cast import enroll, make_person, make_program, make_submission

QUEUE = "/mentor/queue/"
QUERIES = 4


def waiting(program, login: str = "ada", slug: str = "introduce-yourself", *, hours: int = 1, **more):
    at = timezone.now() - timedelta(hours=hours)
    return make_submission(enroll(program, login, **more), slug, status=Status.IN_REVIEW, now=at)


def body(response) -> str:
    return response.content.decode()


def lines(response) -> list[str]:
    return [line.item.name for stretch in response.context["page"].stretches for line in stretch.lines]


def test_the_oldest_comes_first(desk, program):
    waiting(program, "ada", hours=1)
    waiting(program, "bea", hours=2)

    assert lines(desk.get(QUEUE)) == ["Bea", "Ada"]


def test_by_task_what_is_alike_stands_together(desk, program):
    waiting(program, "ada", "first-contribution", hours=3)
    waiting(program, "bea", "introduce-yourself", hours=2)
    waiting(program, "cyd", "first-contribution", hours=1)

    response = desk.get(f"{QUEUE}?by=task")

    assert [(one.title, len(one.lines)) for one in response.context["page"].stretches] == [
        ("Introduce yourself", 1),
        ("First contribution", 2),
    ]
    assert "?by=task" in body(response)


def test_it_can_be_of_one_program(desk, program, grace):
    waiting(program)
    autumn = make_program("autumn", mentors=("grace",))
    waiting(autumn, "bea")

    assert lines(desk.get(f"{QUEUE}?program=autumn")) == ["Bea"]
    assert lines(desk.get(f"{QUEUE}?program=somebody-elses")) == []


def test_it_says_who_is_at_what_and_until_when(desk, program):
    hold(submission=waiting(program), mentor=make_person("linus"), now=timezone.now())

    assert "Linus is at it until" in body(desk.get(QUEUE))


def test_a_hold_that_is_over_is_not_said(desk, program):
    hold(submission=waiting(program), mentor=make_person("linus"), now=timezone.now() - timedelta(minutes=31))

    assert "Linus is at it" not in body(desk.get(QUEUE))


def test_when_nothing_waits_it_says_so(desk):
    assert "Nothing waits here" in body(desk.get(QUEUE))


@pytest.mark.parametrize("page", ["0", "x", "99999999999999999999", "-1", "7"])
def test_a_made_up_page_is_no_error(desk, program, page):
    waiting(program)

    assert desk.get(QUEUE, {"page": page, "by": "x"}).status_code == 200


def test_long_queues_come_in_pages(desk, program):
    for number in range(PAGE + 1):
        waiting(program, f"n-{number}", hours=number)

    first, second = desk.get(QUEUE), desk.get(f"{QUEUE}?page=2")

    assert (len(lines(first)), len(lines(second))) == (PAGE, 1)
    assert "page=2" in body(first)


def test_a_page_behind_the_end_is_the_first(desk, program):
    """A colleague has decided meanwhile what stood on it."""
    waiting(program)

    page = desk.get(f"{QUEUE}?page=3")

    assert len(lines(page)) == 1
    assert "page=4" not in body(page)


@pytest.mark.parametrize("size", [1, 12])
def test_it_is_as_many_queries_however_long(desk, program, size, django_assert_num_queries):
    linus = make_person("linus")
    for number in range(size):
        found = waiting(program, f"n-{number}")
        if number < 4:
            hold(submission=found, mentor=linus, now=timezone.now())
    desk.get(QUEUE)

    with django_assert_num_queries(QUERIES):
        desk.get(QUEUE)


def test_looking_takes_no_hold_and_the_button_does(desk, program, grace):
    submission = waiting(program)
    page = body(desk.get(reverse("review", args=[submission.public_id])))
    assert "Nobody is at this yet." in page
    assert not Hold.objects.exists()

    response = desk.post(reverse("hold", args=[submission.public_id]) + "?by=task", follow=True)

    assert response.redirect_chain[0][0].endswith("?by=task")
    assert "You hold this until" in body(response)
    assert Hold.objects.get().mentor == grace

    response = desk.post(reverse("let_go", args=[submission.public_id]), follow=True)

    assert "Nobody is at this yet." in body(response)


def test_who_holds_it_stands_on_the_page_in_place_of_the_form(desk, program):
    submission = waiting(program)
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())

    page = body(desk.get(reverse("review", args=[submission.public_id])))

    assert "Linus is reviewing this" in page
    assert 'id="judgement"' not in page


def test_one_hold_too_many_is_told(desk, program, grace):
    for number in range(4):
        hold(submission=waiting(program, f"n-{number}"), mentor=grace, now=timezone.now())

    response = desk.post(reverse("hold", args=[waiting(program).public_id]), follow=True)

    assert "You hold 4 submissions already" in body(response)


def test_deciding_goes_on_to_the_next_in_the_same_order(desk, program):
    first = waiting(program, "ada", "introduce-yourself", hours=3)
    waiting(program, "bea", "first-contribution", hours=2)
    alike = waiting(program, "cyd", "introduce-yourself", hours=1)
    page = desk.get(reverse("review", args=[first.public_id]) + "?by=task")
    data = {"decision": "approve", "seen": page.context["form"]["seen"].value()}

    response = desk.post(reverse("decide", args=[first.public_id]) + "?by=task", data)

    assert response.url.startswith(reverse("review", args=[alike.public_id]) + "?by=task&decided=")


def test_after_the_last_one_comes_the_queue_again(desk, program):
    only = waiting(program)
    page = desk.get(reverse("review", args=[only.public_id]) + "?by=age")
    data = {"decision": "approve", "seen": page.context["form"]["seen"].value()}

    response = desk.post(reverse("decide", args=[only.public_id]) + "?by=age", data, follow=True)

    assert response.redirect_chain[0][0].startswith(QUEUE)
    assert "You approved the work of Ada." in body(response)


def test_a_decision_on_what_a_colleague_took_is_refused_and_the_note_is_kept(desk, program):
    submission = waiting(program)
    page = desk.get(reverse("review", args=[submission.public_id]))
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())
    data = {"decision": "return", "note": "Say more.", "seen": page.context["form"]["seen"].value()}

    response = desk.post(reverse("decide", args=[submission.public_id]), data)

    assert response.status_code == 409
    assert "Linus holds this for review until" in body(response)
    assert "Say more." in body(response)


def test_mallory_holds_nothing(mallory, program):
    submission = waiting(program)

    assert mallory.post(reverse("hold", args=[submission.public_id])).status_code == 404
    assert mallory.post(reverse("let_go", args=[submission.public_id])).status_code == 404
    assert lines(mallory.get(QUEUE)) == []

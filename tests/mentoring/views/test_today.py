"""The page a mentor opens in the morning."""

import re
from datetime import timedelta
from html import unescape

from django.urls import reverse
from django.utils import timezone

from onboarding.mentoring.operations import nudge
from onboarding.mentoring.queries.quiet import GLANCE
from onboarding.mentoring.queries.today import LONGEST
from onboarding.verification.models import Status, Turn
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.questions.world import ask


def test_it_leads_to_the_oldest_review(desk, program):
    submission = make_submission(enroll(program), status=Status.IN_REVIEW)

    page = desk.get(reverse("today")).content.decode()

    assert "One thing waits for you." in page
    assert reverse("review", args=[submission.public_id]) in page


def test_a_question_that_waits_longer_stands_above_the_reviews(desk, program):
    ada = enroll(program)
    make_submission(ada, "introduce-yourself", status=Status.IN_REVIEW, now=timezone.now() - timedelta(hours=2))
    asked = ask(ada, now=timezone.now() - timedelta(hours=3))

    page = desk.get(reverse("today")).content.decode()

    assert page.index(asked.summary) < page.index("To review")


def test_when_nothing_waits_it_says_so_kindly(desk):
    page = desk.get(reverse("today")).content.decode()

    assert "Nobody waits for you." in page
    assert reverse("people") in page


def test_the_wider_view_leads_to_the_wider_queue(desk, program):
    submission = make_submission(enroll(program, mentor="linus"), status=Status.IN_REVIEW)
    address = reverse("review", args=[submission.public_id])

    assert address not in desk.get(reverse("today")).content.decode()
    assert f"{address}?all" in desk.get(reverse("today"), {"all": ""}).content.decode()


def test_the_header_counts_what_waits(desk, program):
    make_submission(enroll(program), status=Status.IN_REVIEW)

    assert "waiting for a mentor" in desk.get(reverse("preferences")).content.decode()


def test_programs_are_named_only_where_there_are_several(desk, program):
    make_submission(enroll(program), status=Status.IN_REVIEW)
    assert program.name not in desk.get(reverse("today")).content.decode()

    make_program("autumn")
    assert program.name in desk.get(reverse("today")).content.decode()


def test_a_newcomer_finds_no_such_page(client, program):
    enroll(program)
    client.force_login(make_person("ada"))

    assert client.get(reverse("today")).status_code == 404


def test_a_mentor_of_an_archived_program_finds_an_empty_page(client, db):
    make_submission(enroll(make_program("old", archived_at=NOON)), status=Status.IN_REVIEW)
    client.force_login(make_person("grace"))

    assert "Nobody waits for you." in client.get(reverse("today")).content.decode()


def test_done_this_week_offers_praise_by_one_click(desk, program):
    done = make_submission(enroll(program), status=Status.VERIFIED, now=timezone.now())

    page = desk.get(reverse("today")).content.decode()
    assert "Done this week" in page
    desk.post(reverse("praise", args=[done.public_id]), {"next": reverse("today")})

    assert reverse("praise", args=[done.public_id]) in page
    assert reverse("praise", args=[done.public_id]) not in desk.get(reverse("today")).content.decode()


def test_who_got_a_word_is_not_offered_another_and_the_others_get_theirs_at_once(desk, program):
    people = [enroll(program, login) for login in ("ada", "bea", "cyd")]
    nudge(people=people[:1], sender=make_person("linus"), text="Hello!", now=timezone.now() - timedelta(days=1))

    page = desk.get(reverse("today")).content.decode()

    assert "Got a word 1 day ago" in page
    assert f"?who={people[0].public_id}" not in page
    assert "Write to 2 of them at once" in page
    [together] = re.findall(r'href="(/mentor/nudges/[^"]*who=[^"]*who=[^"]*)"', page)
    preview = desk.get(unescape(together)).content.decode()
    assert "To Bea · Cyd" in " ".join(re.sub("<[^>]+>", "", preview).split())
    sent = desk.post(
        reverse("nudges"), {"who": people[1].public_id, "text": "Hi!", "do": "send", "next": "/mentor/today/"}
    )
    assert sent.url == "/mentor/today/"


def test_a_list_without_room_leads_to_the_same_people_in_the_grid(desk, program):
    for number in range(GLANCE + 1):
        quiet = enroll(program, f"quiet-{number}", now=NOON)
        make_submission(enroll(program, f"waits-{number}"), status=Status.WAITING, turn=Turn.MAINTAINERS)
    for number in range(LONGEST + 1):
        make_submission(enroll(program, f"flagged-{number}"), status=Status.VERIFIED, turn=Turn.MENTOR)

    page = unescape(desk.get(reverse("today")).content.decode())

    assert f"{reverse('people')}?sort=quiet&mentor=@me" in page
    assert quiet.user.display_name in desk.get(f"{reverse('people')}?sort=quiet&mentor=@me").content.decode()
    assert f"{reverse('people')}?turn=maintainers&mentor=@me" in page
    assert f"{reverse('people')}?turn=mentor&mentor=@me" in page
    assert f'{reverse("people")}?turn=maintainers"' in unescape(desk.get("/mentor/today/?all").content.decode())


def test_who_may_need_a_hand_can_be_written_to(desk, program):
    ada = enroll(program)

    page = desk.get(reverse("today")).content.decode()

    assert "May need a hand" in page
    assert f"{reverse('nudges')}?who={ada.public_id}" in page

"""Picking an issue on its page, and the mentor's word about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Enrollment, IssuePick
from onboarding.programs.models.picks import FREED_AFTER, QUIET
from onboarding.programs.operations import pick, tend_picks
from tests.cast import enroll, make_person, make_program
from tests.mirror import make_issue

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(), now=NOW)
    client.force_login(enrollment.user)
    return enrollment


def page(client: Client, ada: Enrollment) -> str:
    return client.get(f"/issues/{ada.public_id}/").content.decode()


def test_the_easiest_come_first_with_their_difficulty(client: Client, ada: Enrollment) -> None:
    make_issue(ada.program, 1, now=NOW, title="Hard", labels=["good first issue", "difficulty/hard"])
    make_issue(ada.program, 2, now=NOW, title="Simple", labels=["good first issue", "difficulty/easy"])

    text = page(client, ada)

    assert text.index("Simple") < text.index("Hard")
    assert "difficulty/easy" in text


@pytest.mark.parametrize(
    "fields",
    [{"is_open": False}, {"is_assigned": True}, {"labels": ["bug"]}, {"now": NOW - timedelta(days=200)}],
)
def test_only_what_is_open_free_fresh_and_for_newcomers_is_offered(
    client: Client, ada: Enrollment, fields: dict[str, object]
) -> None:
    make_issue(ada.program, **{"now": NOW, "title": "Not for you", **fields})  # type: ignore[arg-type]

    text = page(client, ada)
    assert "Not for you" not in text
    assert "No issue is free now" in text


def test_picking_takes_it_from_everybody_elses_list(client: Client, ada: Enrollment) -> None:
    issue = make_issue(ada.program, now=NOW, title="Mend the link")
    mary = enroll(ada.program, "mary")

    client.post(f"/issues/{ada.public_id}/{issue.pk}/pick/")

    assert "Your mentor has not looked at it yet" in page(client, ada)
    client.force_login(mary.user)
    assert "Mend the link" not in page(client, mary)


def test_who_was_quicker_is_told(client: Client, ada: Enrollment) -> None:
    issue = make_issue(ada.program, now=NOW)
    pick(enrollment=enroll(ada.program, "mary"), issue=issue, now=NOW)

    response = client.post(f"/issues/{ada.public_id}/{issue.pk}/pick/", follow=True)

    assert "Somebody was quicker" in response.content.decode()


def test_an_issue_of_another_program_is_not_there(client: Client, ada: Enrollment) -> None:
    issue = make_issue(ada.program, now=NOW)
    ada.program.repositories.clear()

    assert client.post(f"/issues/{ada.public_id}/{issue.pk}/pick/").status_code == 404


def test_a_silence_is_warned_of_and_then_it_is_free(client: Client, ada: Enrollment) -> None:
    held = pick(enrollment=ada, issue=make_issue(ada.program, now=NOW), now=NOW - QUIET)
    tend_picks(now=NOW)
    assert "Are you still at it?" in page(client, ada)

    client.post(f"/picks/{held.public_id}/keep-on/")
    assert "Are you still at it?" not in page(client, ada)

    IssuePick.objects.update(active_at=NOW - QUIET)
    tend_picks(now=NOW + FREED_AFTER)
    assert "Your issue is free again" in page(client, ada)


def test_given_up_another_can_be_picked(client: Client, ada: Enrollment) -> None:
    held = pick(enrollment=ada, issue=make_issue(ada.program, now=NOW), now=NOW)

    client.post(f"/picks/{held.public_id}/give-up/")

    assert "Pick an issue" in page(client, ada)


def test_a_mentor_confirms_it_on_the_persons_page(client: Client, ada: Enrollment) -> None:
    held = pick(enrollment=ada, issue=make_issue(ada.program, now=NOW, title="Mend the link"), now=NOW)
    grace = Client()
    grace.force_login(make_person("grace"))
    assert "Mend the link" in grace.get(f"/mentor/people/{ada.public_id}/").content.decode()

    grace.post(f"/mentor/picks/{held.public_id}/confirm/")

    assert "Your mentor finds it a good choice" in page(client, ada)
    assert "Confirmed as a good choice" in grace.get(f"/mentor/people/{ada.public_id}/").content.decode()


def test_it_asks_as_often_for_few_as_for_many(client: Client, ada: Enrollment) -> None:
    make_issue(ada.program, 1, now=NOW)
    page(client, ada)
    with CaptureQueriesContext(connection) as few:
        page(client, ada)
    for number in range(2, 30):
        make_issue(ada.program, number, now=NOW)
    with CaptureQueriesContext(connection) as many:
        page(client, ada)

    assert len(many) <= len(few)


def test_what_is_not_marked_for_newcomers_cannot_be_picked_by_a_crafted_form(client: Client, ada: Enrollment) -> None:
    issue = make_issue(ada.program, now=NOW, labels=["kind/bug"])

    response = client.post(f"/issues/{ada.public_id}/{issue.pk}/pick/", follow=True)

    assert "have not marked this issue for newcomers" in response.content.decode()
    assert not IssuePick.objects.exists()

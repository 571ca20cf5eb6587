"""The newcomer's pull requests: the list, and what is missing on the page of one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission, Turn
from tests.cast import enroll, make_person, make_program, make_submission
from tests.progress.pulls import hand_in, happened, page_of
from tests.progress.world import waiting

pytestmark = pytest.mark.django_db


class TestOne:
    def test_everything_that_is_missing_is_said_at_once(self, client: Client, ada: Enrollment) -> None:
        waiting(ada, timezone.now())

        text = page_of(client, Submission.objects.get())

        assert "Your turn" in text
        assert "7 things are missing before the merge." in text
        for said in ("It conflicts with main.", "Checks failed: unit.", "Checks are running: lint.", "/hold cancel"):
            assert said in text

    def test_what_tide_says_stands_below(self, client: Client, ada: Enrollment) -> None:
        text = page_of(client, hand_in(ada, labels=["lgtm"]))

        assert "Not mergeable. Needs approved, cncf-cla: yes labels." in text

    def test_without_tide_nothing_is_said_of_it(self, client: Client, ada: Enrollment) -> None:
        ada.program.merge_preset = "github-default"
        ada.program.save()

        text = page_of(client, hand_in(ada))

        assert "It is open and waiting for a review." in text
        assert "Tide" not in text
        assert "Commands for comments" not in text

    def test_a_merged_one_is_waiting_for_nothing(self, client: Client, ada: Enrollment) -> None:
        text = page_of(client, hand_in(ada, state="merged", status=Status.VERIFIED, turn=Turn.NOBODY))

        assert "Merged" in text
        assert "missing" not in text

    def test_what_the_task_itself_asks_for_is_told_too(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada, turn=Turn.NEWCOMER)
        submission.findings.create(
            position=0, code="sign-off", outcome="unmet", is_primary=True, expect={"en": "Each commit is signed off."}
        )

        assert "Each commit is signed off." in page_of(client, submission)

    def test_it_asks_as_often_whatever_happened(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        with CaptureQueriesContext(
            connection,
        ) as few:
            page_of(client, submission)
        for number in range(30):
            happened(submission, "labeled", label=f"label-{number}")
        with CaptureQueriesContext(connection) as many:
            page_of(client, submission)

        assert len(many) <= len(few)  # the roles in the header are remembered after a while

    def test_before_anybody_has_looked_there_is_no_page(self, client: Client, ada: Enrollment) -> None:
        submission = make_submission(ada, evidence={"address": "demo-community/guide#7"}, now=timezone.now())

        assert client.get(f"/pulls/{submission.public_id}/").status_code == 404


class TestTheList:
    def test_it_is_empty_at_first(self, client: Client, ada: Enrollment) -> None:
        assert "No pull request yet" in client.get("/pulls/").content.decode()

    def test_what_is_the_newcomers_turn_comes_first(self, client: Client, ada: Enrollment) -> None:
        hand_in(ada, 7, title="With the maintainers")
        hand_in(ada, 8, "sign-off", title="Mine", turn=Turn.NEWCOMER, mergeable="conflicting")

        text = client.get("/pulls/").content.decode()

        assert text.index("Mine") < text.index("With the maintainers")
        assert "It conflicts with main." in text

    def test_nobody_elses_are_there(self, client: Client, ada: Enrollment) -> None:
        hand_in(enroll(ada.program, "mary"), 9, title="Of Mary")

        assert "Of Mary" not in client.get("/pulls/").content.decode()

    def test_it_asks_as_often_for_one_as_for_many(self, client: Client, ada: Enrollment) -> None:
        hand_in(ada)
        client.get("/pulls/")
        with CaptureQueriesContext(connection) as few:
            client.get("/pulls/")
        for number in range(5):
            hand_in(enroll(make_program(f"more-{number}"), "ada"), 20 + number)
        with CaptureQueriesContext(connection) as many:
            client.get("/pulls/")

        assert len(many) <= len(few)  # the roles in the header are remembered after a while


class TestTheTask:
    def test_its_answer_holds_all_that_is_missing(self, client: Client, ada: Enrollment) -> None:
        waiting(ada, timezone.now())

        text = client.get(f"/journey/{ada.public_id}/first-contribution/").content.decode()

        assert "7 things are missing before the merge" in text
        assert f"/pulls/{Submission.objects.get().public_id}/" in text


def test_a_mentor_reads_what_is_missing_and_what_happened_on_the_review_page(client: Client, ada: Enrollment) -> None:
    waiting(ada, timezone.now())
    client.force_login(make_person("grace"))

    text = client.get(f"/mentor/review/{Submission.objects.get().public_id}/").content.decode()

    assert "7 things are missing before the merge" in text
    assert "The newcomer" in text
    assert "The check unit failed" in text

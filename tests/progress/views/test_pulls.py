"""The newcomer's pull requests: the list, the page of one, and the help about commands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from onboarding.github.models import PullRequestEvent
from onboarding.programs.models import Enrollment
from onboarding.rules.merging.policy import DEFAULT_PRESET
from onboarding.verification.models import Status, Submission, Turn
from tests.cast import enroll, make_person, make_program, make_pull_request, make_submission, pull_request_evidence
from tests.progress.world import waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> Enrollment:
    enrollment = enroll(make_program(merge_preset="kubernetes-prow"), now=timezone.now())
    client.force_login(enrollment.user)
    return enrollment


def page_of(client: Client, submission: Submission) -> str:
    return client.get(f"/pulls/{submission.public_id}/").content.decode()


def hand_in(ada: Enrollment, number: int = 7, slug: str = "first-contribution", **fields: object) -> Submission:
    status, turn = fields.pop("status", Status.WAITING), fields.pop("turn", Turn.MAINTAINERS)
    row = make_pull_request(pull_request_evidence(number, **fields), now=timezone.now())
    return make_submission(ada, slug, pull_request=row, status=str(status), turn=str(turn), now=timezone.now())


def happened(submission: Submission, kind: str, who: str = "grace", **data: object) -> None:
    PullRequestEvent.objects.create(
        pull_request=submission.pull_request,
        node_id=f"E_{PullRequestEvent.objects.count()}",
        kind=kind,
        actor_login=who,
        data=data,
        happened_at=timezone.now(),
    )


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


class TestWhatHappened:
    @pytest.mark.parametrize(
        ("kind", "data", "said"),
        [
            ("reopened", {}, "grace opened it again"),
            ("closed", {"by": "", "sha": "", "number": None}, "grace closed it"),
            ("closed", {"by": "Commit", "sha": "abcdef0123", "number": None}, "with the commit abcdef0"),
            ("closed", {"by": "PullRequest", "sha": "", "number": 9}, "with pull request #9"),
            ("merged", {"branch": "main", "sha": "abc"}, "grace merged it into main"),
            ("labeled", {"label": "lgtm"}, "grace set the label lgtm"),
            ("unlabeled", {"label": "lgtm"}, "grace took the label lgtm away"),
            ("base_ref_changed", {"from": "dev", "to": "main"}, "from dev to main"),
            ("head_ref_force_pushed", {"from": "a", "to": "b"}, "by a forced push"),
            ("convert_to_draft", {}, "grace made it a draft"),
            ("ready_for_review", {}, "as ready for review"),
            ("cross_referenced", {"source": "PullRequest", "number": 9, "title": "x"}, "pull request #9, “x”"),
            ("cross_referenced", {"source": "Issue"}, "mentioned it elsewhere"),
            ("referenced", {"sha": "abcdef0123", "message": ""}, "in the commit abcdef0"),
            ("checks", {"state": "success", "failed": [], "sha": "a"}, "All checks passed"),
            ("checks", {"state": "failure", "failed": [], "sha": "a"}, "A check failed"),
            ("checks", {"state": "failure", "failed": ["e2e", "unit"], "sha": "a"}, "The checks e2e, unit failed"),
            ("transferred", {}, "grace did something else"),
        ],
    )
    def test_each_kind_has_a_sentence(
        self, client: Client, ada: Enrollment, kind: str, data: dict[str, object], said: str
    ) -> None:
        submission = hand_in(ada)
        happened(submission, kind, **data)

        assert said in page_of(client, submission)

    @pytest.mark.parametrize(
        ("state", "said"),
        [
            ("approved", "grace approved it"),
            ("changes_requested", "grace asked for changes"),
            ("commented", "grace reviewed it"),
            ("dismissed", "The review by grace was dismissed"),
        ],
    )
    def test_so_has_each_review(self, client: Client, ada: Enrollment, state: str, said: str) -> None:
        submission = hand_in(ada)
        happened(submission, "pull_request_review", state=state, body="", edited=False, association="member")

        assert said in page_of(client, submission)

    def test_who_is_gone_is_somebody(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        happened(submission, "reopened", who="")

        assert "somebody whose account is gone opened it again" in page_of(client, submission)

    def test_commands_are_shown_with_what_they_do(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        happened(submission, "issue_comment", body="Good!\n/lgtm", edited=False, association="member")

        text = page_of(client, submission)
        assert "<code>/lgtm</code>" in text
        assert "It counts." in text
        assert '<div class="note quote">Good!</div>' in text

    def test_those_that_do_nothing_say_so(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        happened(submission, "issue_comment", "ada", body="/lgtm", edited=False, association="none")
        happened(submission, "issue_comment", body="/hold", edited=True, association="member")

        text = page_of(client, submission)
        assert "nobody can do that on their own pull request" in text
        assert "a command that an edit added does nothing" in text

    def test_one_on_a_line_of_the_change_counts_as_well(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        said = {"body": "Shorter?\n/hold", "edited": False, "association": "member", "path": "docs/a<b>.md"}
        happened(submission, "pull_request_review_comment", **said)

        text = page_of(client, submission)
        assert "grace commented on a line of docs/a&lt;b&gt;.md" in text
        assert "<code>/hold</code>" in text
        assert "It counts." in text
        assert '<div class="note quote">Shorter?</div>' in text

    def test_nor_may_the_author_do_there_what_only_others_may(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        said = {"body": "/lgtm\n> /hold", "edited": False, "association": "none", "path": "docs/a.md"}
        happened(submission, "pull_request_review_comment", "ada", **said)

        text = page_of(client, submission)
        assert "nobody can do that on their own pull request" in text
        assert "<code>/hold</code>" not in text

    def test_what_somebody_wrote_is_shown_harmless_and_cut(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada)
        body = "<script>alert(1)</script>" + "x" * 900
        happened(submission, "issue_comment", body=body, edited=False, association="none")

        text = page_of(client, submission)
        assert "<script>alert" not in text
        assert "x" * 300 not in text

    def test_commits_after_the_opening_are_told(self, client: Client, ada: Enrollment) -> None:
        submission = hand_in(ada, created_at=timezone.now() - timedelta(days=900))

        assert "ada added the commit" in page_of(client, submission)


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


class TestCommandHelp:
    def test_it_documents_what_the_programs_robot_knows(self, client: Client, ada: Enrollment) -> None:
        text = client.get("/command-help/").content.decode()

        assert "35 of 35 commands" in text
        assert "/ok-to-test" in text

    @pytest.mark.parametrize(
        ("query", "found", "left_out"),
        [
            ("hold", "hold-cancel", "retitle"),
            ("HOLD Takes", "hold-cancel", "lgtm-cancel"),
            ("里程碑", "milestone", "retitle"),
            ("owners", "approve", "retitle"),
        ],
    )
    def test_it_is_searched_in_either_language(self, client: Client, query: str, found: str, left_out: str) -> None:
        text = client.get("/command-help/", {"q": query}).content.decode()

        assert f'id="{found}"' in text
        assert f'id="{left_out}"' not in text

    def test_nothing_found_says_what_to_do(self, client: Client) -> None:
        assert "No command has these words" in client.get("/command-help/?q=nonsense").content.decode()

    def test_a_program_without_a_robot_says_so(self, client: Client) -> None:
        make_program()

        assert "No commands here" in client.get("/command-help/?program=spring").content.decode()

    def test_a_program_that_one_may_not_see_is_not_there(self, client: Client) -> None:
        make_program(archived_at=timezone.now())

        assert client.get("/command-help/?program=spring").status_code == 404

    def test_it_is_there_in_chinese(self, client: Client) -> None:
        client.cookies["django_language"] = "zh-hans"

        assert "加上标签" in client.get("/command-help/").content.decode()


def test_the_list_and_the_task_lead_to_the_commands(client: Client, ada: Enrollment) -> None:
    address = f"/journey/{ada.public_id}/first-contribution/"
    link = f'href="/command-help/?program={ada.program.slug}"'
    assert link in client.get(address).content.decode()
    ada.program.merge_preset = DEFAULT_PRESET
    ada.program.save()
    assert link not in client.get(address).content.decode()
    hand_in(ada)
    assert 'href="/command-help/"' in client.get("/pulls/").content.decode()

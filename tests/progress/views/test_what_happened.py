"""What happened to a pull request, told on its page in plain words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from tests.progress.pulls import hand_in, happened, page_of

pytestmark = pytest.mark.django_db


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

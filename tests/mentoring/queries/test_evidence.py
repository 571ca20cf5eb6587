"""Evidence as a mentor reads it."""

from typing import Any

from onboarding.curriculum.rendering import LONGEST_WRITTEN
from onboarding.github.models import PullRequest
from onboarding.mentoring.queries.evidence import COMMITS_SHOWN, pull_request, release, written
from onboarding.verification.models import Submission
from tests.mirror import commit, pull_request_evidence


def seen(evidence: dict[str, Any]) -> Submission:
    """Handed in as an address, and found in the mirror."""
    return Submission(evidence={"address": "demo-community/guide#7"}, pull_request=PullRequest(evidence=evidence))


def test_a_pull_request_says_what_matters():
    found = pull_request(seen(pull_request_evidence(state="merged")))

    assert found is not None
    assert (found.name, found.state, found.merged_by) == ("demo-community/guide#7", "merged", "demo-maintainer")
    assert found.issues == ("demo-community/guide#3",)


def test_a_pull_request_that_was_reviewed_says_the_same():
    """GitHub's reviews carry the bare login of their author: no mentor's page may fail on the first of them."""
    evidence = pull_request_evidence()
    reviews = [{"author": name, "state": "approved", "submitted_at": "2026-11-20T12:00:00Z"} for name in ("grace", "")]

    assert pull_request(seen({**evidence, "reviews": reviews})) == pull_request(seen(evidence))


def test_of_many_commits_the_first_are_shown_and_the_others_counted():
    commits = [commit(f"docs: change {number}") for number in range(COMMITS_SHOWN + 5)]

    found = pull_request(seen(pull_request_evidence(commits=commits)))

    assert found is not None
    assert (len(found.commits), found.commits_left) == (COMMITS_SHOWN, 5)


def test_an_author_who_left_github_is_no_error():
    found = pull_request(seen(pull_request_evidence(author=None)))

    assert found is not None
    assert found.author == ""


def test_what_was_not_looked_at_yet_has_no_evidence():
    assert pull_request(Submission(evidence={"address": "https://github.com/a/b/pull/1"})) is None


def test_a_very_long_text_is_plain_but_still_harmless():
    text = "<b>" + "a" * LONGEST_WRITTEN

    assert written(Submission(evidence={"text": text, "link": "", "words": 1})).html.startswith("<p>&lt;b&gt;")


def test_only_addresses_of_the_web_are_linked():
    links = ("https://example.org", "http://example.org", "javascript:alert(1)", "data:text/html,x", "//example.org")
    addresses = [written(Submission(evidence={"text": "", "link": link})).address for link in links]

    assert addresses == [*links[:2], "", "", ""]


def test_a_release_says_what_it_holds_and_before_it_was_read_where_it_is():
    read = {"name": "", "tag": "v1", "notes": "New.", "published_at": None, "assets": [{"name": "a.zip", "size": 7}]}
    before = release(Submission(kind="release", evidence={"address": "ada/tool@v1"}))
    after = release(Submission(kind="release", evidence={"address": "ada/tool@v1", "release": read}))

    assert before is not None
    assert (before.title, before.files) == ("ada/tool@v1", ())
    assert after is not None
    assert (after.title, after.notes, after.files) == ("v1", "New.", (("a.zip", 7),))
    assert after.url.endswith("/ada/tool/releases/tag/v1")
    assert release(Submission(kind="written", evidence={})) is None

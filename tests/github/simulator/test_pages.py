"""The simulator's pages: clearly labelled, harmless whatever is typed into them, and fair about who may do what."""

import pytest
import requests

from onboarding.github.models import PullRequest
from tests.github.simulator.conftest import Visitor
from tests.github.stage import SimulatorStage

LABEL = "GitHub simulator — nothing here is real"
SCRIPT = "<script>alert(1)</script>"
GUIDE = "/demo-community/guide"


@pytest.mark.parametrize(
    "path", ["/", GUIDE, f"{GUIDE}/pulls", f"{GUIDE}/issues/1", f"{GUIDE}/pull/4", "/settings/hooks/", "/nowhere"]
)
def test_every_page_says_that_it_is_not_real_and_runs_nothing(
    simulator: SimulatorStage, visitor: Visitor, path: str
) -> None:
    simulator.open()

    page = visitor.look(path)

    assert LABEL in page.text
    assert "<script" not in page.text
    assert " style=" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_a_story(visitor: Visitor) -> None:
    visitor.submit("/be/", login="ada-demo")
    page = visitor.submit(f"{GUIDE}/compare", title="docs: mend", body="Fixes #1", message="docs: mend", sign_off="on")
    assert page.url.endswith(f"{GUIDE}/pull/4")
    assert "Signed-off-by: Ada Demo &lt;ada-demo@example.com&gt;" in page.text

    visitor.submit("/be/", login="demo-maintainer")
    for verb in ("approve", "checks-pass", "merge"):
        page = visitor.submit(f"{GUIDE}/pull/4/do/{verb}/")
        assert page.status_code == 200
    assert "merged" in page.text

    page = visitor.submit(f"{GUIDE}/pull/4/do/revert/")
    assert page.url.endswith(f"{GUIDE}/pull/5")
    assert "Reverts demo-community/guide#4" in page.text


def test_whatever_is_typed_is_shown_harmless(visitor: Visitor) -> None:
    visitor.be("demo-maintainer")
    visitor.submit(f"{GUIDE}/compare", title=SCRIPT, body=SCRIPT, message=SCRIPT)
    visitor.submit(f"{GUIDE}/pull/4/do/comment/", body=SCRIPT)
    visitor.submit(f"{GUIDE}/pull/4/do/comment-on-line/", body=SCRIPT, path="docs/installation.md")
    visitor.submit(f"{GUIDE}/pull/4/do/label/", name=SCRIPT)

    for path in (f"{GUIDE}/pull/4", GUIDE, f"/{SCRIPT}"):
        assert SCRIPT not in visitor.look(path).text
    assert visitor.look(f"{GUIDE}/pull/4").text.count("&lt;script&gt;") >= 6


@pytest.mark.parametrize("verb", ["merge", "approve", "label", "checks-pass", "revert"])
def test_a_newcomer_cannot_do_what_maintainers_do(simulator: SimulatorStage, visitor: Visitor, verb: str) -> None:
    number = simulator.open()
    visitor.be("ada-demo")

    page = visitor.submit(f"{GUIDE}/pull/{number}/do/{verb}/", name="lgtm")

    assert page.status_code == 422
    with simulator.simulator.store.reading() as world:
        (pull,) = world.pull_requests
    assert (pull.state, pull.labels, pull.reviews) == ("open", [], [])


@pytest.mark.parametrize(
    ("login", "verb", "form"),
    [
        ("mary-demo", "close", {}),
        ("mary-demo", "push", {"message": "docs: mine now"}),
        ("demo-maintainer", "push", {"message": "docs: mine now"}),
        ("ada-demo", "push", {"message": " "}),
        ("ada-demo", "comment", {"body": " "}),
        ("ada-demo", "comment-on-line", {"body": " ", "path": "docs/installation.md"}),
        ("ada-demo", "comment-on-line", {"body": "x", "path": "docs/elsewhere.md"}),
        ("ada-demo", "reopen", {}),
        ("ada-demo", "explode", {}),
        ("demo-maintainer", "unlabel", {"name": "missing"}),
    ],
)
def test_what_github_would_refuse_is_refused(
    simulator: SimulatorStage, visitor: Visitor, login: str, verb: str, form: dict[str, str]
) -> None:
    number = simulator.open()
    visitor.be(login)

    assert visitor.submit(f"{GUIDE}/pull/{number}/do/{verb}/", **form).status_code == 422


def test_a_draft_cannot_be_merged(simulator: SimulatorStage, visitor: Visitor) -> None:
    number = simulator.open(is_draft=True)
    visitor.be("demo-maintainer")

    assert visitor.submit(f"{GUIDE}/pull/{number}/do/merge/").status_code == 422
    visitor.submit(f"{GUIDE}/pull/{number}/do/ready/")
    assert visitor.submit(f"{GUIDE}/pull/{number}/do/merge/").status_code == 200


def test_nobody_does_nothing(simulator: SimulatorStage, visitor: Visitor) -> None:
    number = simulator.open()

    visitor.submit(f"{GUIDE}/pull/{number}/do/merge/")
    visitor.submit(f"{GUIDE}/compare", title="x", message="x")

    with simulator.simulator.store.reading() as world:
        assert [pull.state for pull in world.pull_requests] == ["open"]


@pytest.mark.parametrize("path", ["/be/", f"{GUIDE}/compare", f"{GUIDE}/pull/4/do/merge/", "/control/reset"])
def test_following_a_link_changes_nothing(visitor: Visitor, path: str) -> None:
    assert visitor.look(path).status_code == 405


def test_another_sites_form_is_refused(simulator: SimulatorStage) -> None:
    url = f"{simulator.connection.url}/be/"

    assert requests.post(url, headers={"Origin": "https://evil.example"}).status_code == 403
    assert requests.post(url, headers={"Origin": "null"}).status_code == 403
    assert requests.post(url, headers={"Origin": simulator.connection.url}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_name_that_merely_leads_here_is_refused(simulator: SimulatorStage, host: str) -> None:
    assert requests.get(simulator.connection.url, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_changing_who_one_is_leads_nowhere_else(simulator: SimulatorStage, visitor: Visitor, target: str) -> None:
    page = visitor.submit("/be/", login="ada-demo", next=target)

    assert page.url == f"{simulator.connection.url}/"


def test_a_hidden_repository_is_not_there(simulator: SimulatorStage, visitor: Visitor) -> None:
    number = simulator.open()
    simulator.control("repository", is_hidden=True)

    assert visitor.look(GUIDE).status_code == 404
    assert visitor.look(f"{GUIDE}/pull/{number}").status_code == 404


def test_the_address_that_it_shows_is_the_one_to_paste(simulator: SimulatorStage, visitor: Visitor) -> None:
    number = simulator.open()

    page = visitor.look(f"{GUIDE}/pull/{number}")

    assert f'value="{simulator.connection.url}{GUIDE}/pull/{number}"' in page.text
    assert PullRequest.State.OPEN in page.text


def test_its_stylesheet_is_its_own(visitor: Visitor) -> None:
    sheet = visitor.look("/simulator.css")

    assert sheet.headers["Content-Type"] == "text/css; charset=utf-8"
    assert ".label" in sheet.text


def test_a_newcomer_publishes_a_release_in_a_repository_of_their_own(visitor: Visitor) -> None:
    visitor.be("ada-demo")
    form = {"repository": "tool", "tag": "v0.1.0", "notes": SCRIPT, "files": "a.tar.gz b.zip", "checksums": "on"}

    page = visitor.submit("/new-release/", **form)

    assert page.url.endswith("/ada-demo/tool/releases/tag/v0.1.0")
    assert SCRIPT not in page.text
    checksums = visitor.look("/ada-demo/tool/releases/download/v0.1.0/checksums.txt").text
    assert [line.split("  ")[1] for line in checksums.splitlines()] == ["a.tar.gz", "b.zip"]
    assert visitor.submit("/new-release/", **form).status_code == 422
    assert visitor.submit("/new-release/", **{**form, "repository": "../x"}).status_code == 422
    assert visitor.look("/ada-demo/tool/releases/tag/v9").status_code == 404

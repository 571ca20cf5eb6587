"""What people and checks say about a pull request is kept as an event, as it was first seen."""

import pytest

from onboarding.github.operations import look
from tests.github.operations.tracked import LATER, tracked
from tests.github.stage import SimulatorStage

pytestmark = pytest.mark.django_db


def test_what_somebody_writes_is_kept_as_it_was_first_seen(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment", body="Good!\n/lgtm")
    look(pull_requests=[row.pk], now=LATER)
    simulator.do(row.number, "edit-comment", body="Good!\n/hold")
    look(pull_requests=[row.pk], now=LATER)

    (event,) = row.events.filter(kind="issue_comment")
    assert event.actor_login == "demo-maintainer"
    assert event.data == {"body": "Good!\n/lgtm", "edited": False, "association": "member"}


def test_what_had_been_edited_before_the_first_look_says_so(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment", body="Good!")
    simulator.do(row.number, "edit-comment", body="/hold")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="issue_comment").data["edited"]


def test_so_is_what_somebody_writes_on_a_line(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    path = row.evidence["files"][0]["path"]
    simulator.do(row.number, "comment-on-line", path=path, body="Nice.\n/hold")
    look(pull_requests=[row.pk], now=LATER)
    simulator.do(row.number, "edit-comment", body="/lgtm")
    look(pull_requests=[row.pk], now=LATER)

    (event,) = row.events.filter(kind="pull_request_review_comment")
    assert event.actor_login == "demo-maintainer"
    assert event.data == {"body": "Nice.\n/hold", "path": path, "edited": False, "association": "member"}


def test_what_was_edited_on_a_line_before_the_first_look_says_so(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "comment-on-line", path=row.evidence["files"][0]["path"], body="Nice.")
    simulator.do(row.number, "edit-comment", body="/hold")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="pull_request_review_comment").data["edited"]


def test_a_line_of_the_thirtieth_last_review_is_still_read(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    path = row.evidence["files"][0]["path"]
    for number in range(31):
        simulator.do(row.number, "comment-on-line", path=path, body=f"/label {number}")
    look(pull_requests=[row.pk], now=LATER)

    bodies = row.events.filter(kind="pull_request_review_comment").order_by("pk").values_list("data__body", flat=True)
    assert list(bodies) == [f"/label {number}" for number in range(1, 31)]


def test_a_review_is_an_event_with_what_it_says(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    simulator.do(row.number, "approve", body="/approve")
    look(pull_requests=[row.pk], now=LATER)

    assert row.events.get(kind="pull_request_review").data["state"] == "approved"


def test_each_answer_of_the_checks_is_told_once(simulator: SimulatorStage) -> None:
    (row,) = tracked(simulator)
    for verb in ("checks-run", "checks-fail", "checks-fail", "checks-pass"):
        simulator.do(row.number, verb)
        look(pull_requests=[row.pk], now=LATER)

    told = [event.data["state"] for event in row.events.filter(kind="checks").order_by("pk")]
    assert told == ["pending", "failure", "success"]
    assert row.events.get(data__state="failure").data["failed"] == ["build"]

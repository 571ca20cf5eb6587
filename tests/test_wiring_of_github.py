"""The composition root: a webhook, a reconcile or a survey leads to checks, and a broker that is away loses nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from onboarding import wiring
from onboarding.github.models import Delivery, PullRequest, Repository
from onboarding.github.operations import looking
from onboarding.programs.models import Program
from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_program
from tests.verification.conftest import GitHub, github  # noqa: F401 - a fixture
from tests.verification.world import checked, hand_in

pytestmark = pytest.mark.django_db
AN_HOUR_AGO = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def waiting(github: GitHub) -> Submission:  # noqa: F811 - the fixture
    """Ada's open pull request, merged a moment ago at GitHub; the site doesn't know that yet."""
    ada = enroll(make_program(), "ada-demo", now=AN_HOUR_AGO - timedelta(hours=1))
    number = github.open(at=AN_HOUR_AGO.isoformat())
    submission = checked(hand_in(ada, number, now=AN_HOUR_AGO), now=AN_HOUR_AGO)
    Repository.objects.update(node_id="R_demo5001")
    github.act(number, "merge")
    return submission


def delivery_about(submission: Submission) -> Delivery:
    evidence = submission.pull_request.evidence
    payload = {
        "pull_request": {"id": evidence["pull_request"]["github_id"]},
        "repository": {"id": evidence["repository"]["github_id"]},
    }
    return Delivery.objects.create(guid="1", event="pull_request", payload=payload, received_at=AN_HOUR_AGO)


def test_a_delivery_leads_to_a_look_and_the_look_to_a_check(waiting, rung):
    delivery = delivery_about(waiting)

    assert rung(wiring.process_delivery, delivery.pk) == [("look_again", [[waiting.pull_request_id]])]

    delivery.refresh_from_db()
    assert delivery.processed_at is not None


def test_a_reconcile_does_the_same(waiting, rung):
    assert rung(wiring.reconcile) == [("look_again", [[waiting.pull_request_id]])]


def test_a_survey_does_the_same(waiting, rung):
    assert rung(wiring.survey) == [("look_again", [[waiting.pull_request_id]])]


@pytest.mark.parametrize("bell", [wiring.survey, wiring.survey_settled, wiring.ask_again])
def test_nobody_asks_for_what_only_archived_programs_have(waiting, rung, monkeypatch, bell):
    monkeypatch.setattr(looking, "_part", lambda rows, parts, now: rows)
    state = "merged" if bell is wiring.survey_settled else "open"
    PullRequest.objects.update(state=state, ask_again_at=AN_HOUR_AGO)
    Program.objects.update(archived_at=AN_HOUR_AGO)

    assert rung(bell) == []
    Program.objects.update(archived_at=None)
    assert rung(bell) == [("look_again", [[waiting.pull_request_id]])]


def test_nothing_new_rings_no_bell(waiting, rung):
    rung(wiring.survey)

    assert rung(wiring.survey) == []
    assert PullRequest.objects.get().state == "merged"


def test_lost_deliveries_are_processed_again(waiting, rung):
    delivery = delivery_about(waiting)

    assert rung(wiring.retry_deliveries) == [("process_delivery", [delivery.pk])]


def test_what_the_broker_lost_the_sweep_finds(waiting, settings):
    """The look changed the evidence, and nobody was told: the sweep compares."""
    wiring.survey()
    from onboarding.verification.tasks import check, sweep

    sweep()
    check(waiting.pk)

    waiting.refresh_from_db()
    assert waiting.status == Status.VERIFIED

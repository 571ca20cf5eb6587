"""Pull requests of a newcomer, what happened to them, and the page of one."""

from django.test import Client
from django.utils import timezone

from onboarding.github.models import PullRequestEvent
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission, Turn
from tests.cast import make_submission
from tests.mirror import make_pull_request, pull_request_evidence


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

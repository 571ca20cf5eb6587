"""What a shell reads after sending evidence: the page's answer as plain text, and a status that a script can use."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from onboarding.languages import Text, pick
from onboarding.progress.queries.attempts import Attempt, FindingShown
from onboarding.progress.queries.submissions import attempt_of
from onboarding.progress.reader import Reader
from onboarding.verification.models import Finding, Status, Submission
from onboarding.verification.operations import Refused, Unreadable

STATUSES = {Status.VERIFIED: 200, Status.RETURNED: 422}
"""All others are 202: taken in, and not at its end. `curl --fail-with-body` fails where something has to change."""

TOO_LARGE = ("too-big",)


def answer_to(submission: Submission) -> tuple[str, int]:
    """The text and the HTTP status for what was taken in."""
    reader = Reader.of(submission.enrollment)
    attempt = attempt_of(submission, reader)
    lines = [reader.text(submission.version.parsed.title), "", *_verdict(attempt), *_others(attempt)]
    return "\n".join([*lines, _page(submission), ""]), STATUSES.get(Status(submission.status), 202)


def answer_to_refusal(refused: Refused, language: str) -> tuple[str, int]:
    """413 and 400 are about what was sent; 409 about where the task stands. Nothing was stored."""
    status = 400 if isinstance(refused, Unreadable) else 409
    return sentence(refused.message, language), 413 if refused.code in TOO_LARGE else status


def sentence(message: Text, language: str) -> str:
    return f"{pick(message, language)}\n"


def _verdict(attempt: Attempt) -> Iterator[str]:
    yield f"{str(attempt.verdict.word).upper()} {attempt.verdict.text}"
    if attempt.primary and not attempt.is_verified:
        yield ""
        yield from _in_full(attempt.primary)
    yield ""


def _in_full(finding: FindingShown) -> Iterator[str]:
    for label, words in (
        (gettext("What we looked for"), finding.expect),
        (gettext("What we saw"), finding.saw),
        (gettext("What to do next"), finding.hint),
    ):
        if words:
            yield f"  {label}:"
            yield f"    {words}"


def _others(attempt: Attempt) -> Iterator[str]:
    if not attempt.others:
        return
    yield f"{gettext('The other checks')}:"
    for finding in attempt.others:
        seen = f" ({finding.saw})" if finding.saw and finding.outcome != Finding.Outcome.MET else ""
        yield f"  [{finding.word}] {finding.expect}{seen}"
    yield ""


def _page(submission: Submission) -> str:
    address = settings.WAYMARK.public_url + reverse(
        "task", args=[submission.enrollment.public_id, submission.task.slug]
    )
    if submission.status == Status.RETURNED:
        return gettext("For your next attempt, make a new command: %(address)s") % {"address": address}
    return gettext("The task's page: %(address)s") % {"address": address}

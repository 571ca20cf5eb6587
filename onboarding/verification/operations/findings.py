"""Writing down what guards and rules said, as one set."""

from onboarding.rules.types import Judgement
from onboarding.verification.models import Finding, Submission


def replace_findings(submission: Submission, judgement: Judgement) -> None:
    """The findings of the newest check take the place of the earlier ones. Call it inside a transaction."""
    submission.findings.all().delete()
    Finding.objects.bulk_create(
        Finding(
            submission=submission,
            position=position,
            code=finding.code,
            outcome=finding.outcome.value,
            is_guard=finding.is_guard,
            is_primary=finding is judgement.primary,
            is_advice=finding.is_advice,
            expect=finding.expect,
            saw=finding.saw,
            hint=finding.hint,
        )
        for position, finding in enumerate(judgement.findings)
    )

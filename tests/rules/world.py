"""Judging in tests: Ada's pull request in the demo repository, judged as of noon."""

from typing import Any

from onboarding.rules.judge import judge
from onboarding.rules.types import Context, Evidence, Finding, Judgement, Outcome, Rule
from tests.cast import NOON, REPOSITORY_ID, number_of
from tests.mirror import pull_request_evidence

ANYTHING = Rule("anything", "true", {"en": "Anything."}, {"en": ""})


def context(**fields: Any) -> Context:
    defaults = {
        "now": NOON,
        "person_id": number_of("ada"),
        "opened_after": NOON,
        "repositories": {REPOSITORY_ID: "demo-community/guide"},
        "branches": ("main",),
    }
    return Context(**{**defaults, **fields})


def judged(evidence: Evidence | None = None, *rules: Rule, kind: str = "pull_request", **fields: Any) -> Judgement:
    """The judgement of this evidence (Ada's good open pull request, when none is given)."""
    evidence = pull_request_evidence() if evidence is None else evidence
    return judge(kind=kind, evidence=evidence, rules=rules or (ANYTHING,), context=context(**fields))


def finding(judgement: Judgement, code: str) -> Finding:
    return next(finding for finding in judgement.findings if finding.code == code)


def primary(judgement: Judgement) -> tuple[str, Outcome] | None:
    """The primary finding in short: its code and outcome."""
    return (judgement.primary.code, judgement.primary.outcome) if judgement.primary else None

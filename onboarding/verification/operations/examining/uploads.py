"""What was uploaded: judged as it lies in the submission's row, with what is known of the person and of others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from onboarding.rules import rulesets
from onboarding.rules.facts import with_facts
from onboarding.rules.guards import second_step
from onboarding.rules.identities import identities
from onboarding.rules.judge import judge
from onboarding.rules.kinds.kubernetes.challenge import remember
from onboarding.rules.types import Context, Evidence, Judgement, Rule
from onboarding.verification.models import SeenObject, Submission
from onboarding.verification.models.evidence import digest_of
from onboarding.verification.operations.dues import opened_at
from onboarding.verification.operations.examining.examination import Examination, concluded, context_of
from onboarding.verification.operations.records import load_records
from onboarding.verification.verdicts import verdict

DRAFT = "kubernetes-draft"
"""The rules for a manifest, whatever the task: its own are about objects that run."""


def examine_upload(submission: Submission, now: datetime) -> Examination:
    """Step one by the task's rules; once there is a second step, by those of the challenge, too."""
    evidence = {**submission.evidence, **({"first": submission.asked} if submission.asked else {})}
    context = context_of(submission, now=now, opened_at=_opened_at(submission), taken=_taken(submission))
    judgement = judge(kind=submission.kind, evidence=evidence, rules=_rules(submission), context=context)
    if submission.asked:
        return _second_step(submission, judgement)
    if judgement.primary is None and submission.version.parsed.challenge:
        return _ask_more(submission, judgement, evidence, context)
    return concluded(submission, judgement, evidence_hash=submission.evidence_hash)


def identity_digests(kind: str, evidence: Evidence) -> Mapping[str, str]:
    """What no two people can have in common, by its digest, always in the same order."""
    return {digest_of(f"{kind} {identity}"): identity for identity in sorted(identities(kind=kind, evidence=evidence))}


def _rules(submission: Submission) -> Sequence[Rule]:
    content = submission.version.parsed
    if submission.is_draft:
        return rulesets.load(DRAFT)
    return (*content.rules, *content.challenge) if submission.asked else content.rules


def _opened_at(submission: Submission) -> datetime | None:
    enrollment = submission.enrollment
    records = load_records([enrollment])[enrollment.pk]
    place = next((place for place in records.places if place.task_id == submission.task_id), None)
    return opened_at(enrollment, records, place) if place else enrollment.started_at


def _taken(submission: Submission) -> frozenset[str]:
    """What others sent first. Whoever came second finds the other's rows, because both were stored before judging."""
    by_digest = identity_digests(submission.kind, submission.evidence)
    others = SeenObject.objects.filter(digest__in=by_digest).exclude(user=submission.enrollment.user_id)
    return frozenset(by_digest[digest] for digest in others.values_list("digest", flat=True))


def _second_step(submission: Submission, judgement: Judgement) -> Examination:
    """What is not right yet keeps the submission open, as with an open pull request: the first step is not lost."""
    found = verdict(
        kind=submission.kind,
        judgement=judgement,
        state="open",
        reviewed=submission.version.parsed.reviewed,
    )
    return Examination(judgement, found, submission.evidence_hash)


def _ask_more(submission: Submission, judgement: Judgement, evidence: Evidence, context: Context) -> Examination:
    """The first step is done: remember what there was, and say what to change."""
    full = with_facts(kind=submission.kind, evidence=evidence, context=context)
    asked: dict[str, Any] = remember(full, draw=int(digest_of(submission.public_id)[:8], 16))
    finding = second_step(
        namespace=full["deployment"]["metadata"]["namespace"],
        deployment=full["deployment"]["metadata"]["name"],
        replicas=asked["replicas"],
        pod=next((pod["name"] for pod in asked["pods"]), "NAME"),
    )
    more = Judgement((*judgement.findings, finding), primary=finding)
    return replace(concluded(submission, more, submission.evidence_hash), asked=asked)

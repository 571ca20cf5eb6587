"""What a mentor had before them, as the form carries it along; and what is different when they decide."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from onboarding.languages import pick
from onboarding.mentoring.reader import language
from onboarding.mentoring.words import STATUSES
from onboarding.progress.words import OUTCOMES
from onboarding.verification.models import Finding, Status, Submission

LONGEST = 10_000


def seen_token(submission: Submission) -> str:
    return seen_tokens([submission])[submission.pk]


def seen_tokens(submissions: Sequence[Submission]) -> dict[int, str]:
    """By key; two queries, however many. Compared as they are: the same token means that nothing changed."""
    keys = [each.pk for each in submissions]
    findings: dict[int, dict[str, str]] = {pk: {} for pk in keys}
    rows = Finding.objects.filter(submission__in=keys).order_by("position")
    for pk, code, outcome in rows.values_list("submission", "code", "outcome"):
        findings[pk][code] = outcome
    people = {each.enrollment_id for each in submissions}
    attempts = Submission.objects.filter(enrollment__in=people).order_by().values_list("enrollment", "task")
    newest = {(person, task): number for person, task, number in attempts.annotate(newest=Max("attempt"))}
    return {
        each.pk: token_of(each, findings[each.pk], newest[each.enrollment_id, each.task_id]) for each in submissions
    }


def changes_since(token: str, submission: Submission) -> list[str]:
    """In sentences, for whoever saw ``token``; empty when nothing changed."""
    now = seen_token(submission)
    if token == now:
        return []
    before, after = _read(token), _read(now)
    found = []
    if before.get("evidence") != after["evidence"]:
        found.append(_("What was handed in has changed."))
    if before.get("status") != after["status"]:
        found.append(_("It is now: %(status)s.") % {"status": STATUSES[Status(submission.status)]})
    if before.get("newest") != after["newest"]:
        found.append(_("There is a newer attempt at the same task."))
    return [*found, *_findings_since(before, after, submission)] or [_("A check ran again.")]


def _findings_since(before: Mapping[str, Any], after: Mapping[str, Any], submission: Submission) -> list[str]:
    """Which checks say something else now."""
    known = before.get("findings")
    known = known if isinstance(known, dict) else {}
    changed = {code for code, outcome in after["findings"].items() if known.get(code) != outcome}
    rows = submission.findings.filter(code__in=changed).values_list("expect", "outcome")
    sentence = _("%(expectation)s Now: %(outcome)s.")
    return [
        sentence % {"expectation": pick(expect, language()), "outcome": OUTCOMES[outcome]} for expect, outcome in rows
    ]


def token_of(submission: Submission, findings: Mapping[str, str], newest: int) -> str:
    """``findings``: outcomes by code, in their order; ``newest``: the latest attempt of this person at this task."""
    seen = {
        "status": submission.status,
        "turn": submission.turn,
        "evidence": submission.evidence_hash[:16],
        "newest": newest,
        "findings": findings,
    }
    return json.dumps(seen, separators=(",", ":"))


def _read(token: str) -> Mapping[str, Any]:
    """Whatever is no token of ours says nothing."""
    try:
        found = json.loads(token)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

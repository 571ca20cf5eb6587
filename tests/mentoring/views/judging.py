"""The page on which a mentor judges, and its form, for tests of views."""

from typing import Any

from django.test import Client
from django.urls import reverse

from onboarding.mentoring.queries.seen import seen_token
from onboarding.verification.models import Submission

EVIDENCE = {"text": "I would like to **learn** Go.\n\n<script>alert(1)</script>", "link": "", "words": 6}


def url(submission: Submission) -> str:
    return reverse("review", args=[submission.public_id])


def judge(client: Client, submission: Submission, decision: str, note: str = "", **more: Any):
    data = {"decision": decision, "note": note, "seen": seen_token(submission), **more}
    return client.post(reverse("decide", args=[submission.public_id]), data)

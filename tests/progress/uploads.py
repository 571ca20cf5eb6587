"""Sending evidence in tests: from a shell, as curl does it, and by the form of the task's page."""

from typing import Any

from django.test import Client
from django.utils import timezone

from onboarding.programs.models import Enrollment
from onboarding.verification.operations import make_token
from tests.cast import task_of
from tests.verification.kubectl import printed


def address(enrollment: Enrollment, slug: str = "pod") -> str:
    """A fresh address for this task."""
    token = make_token(enrollment=enrollment, task=task_of(enrollment.program, slug), now=timezone.now())
    return f"/evidence/{token.secret}"


def curl(where: str, body: bytes, content_type: str = "application/json", **headers: str) -> Any:
    """As `curl --data-binary` sends it: without a session, without our CSRF token."""
    return Client(enforce_csrf_checks=True).post(where, body, content_type=content_type, headers=headers)


def good(enrollment: Enrollment, name: str = "pod-ok") -> bytes:
    return printed(name, enrollment.nonce, now=timezone.now())


def submit(client: Client, enrollment: Enrollment, slug: str = "pod", **said: object) -> Any:
    return client.post(f"/journey/{enrollment.public_id}/{slug}/submit/", said)

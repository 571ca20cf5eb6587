"""The door at which GitHub rings."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from onboarding.github.credentials import webhook_secrets
from onboarding.github.metrics import WEBHOOKS_REFUSED
from onboarding.github.operations import receive
from onboarding.github.signatures import is_signed
from onboarding.github.storable import storable

LARGEST = 5 * 1024 * 1024
"""Bytes. GitHub sends up to 25 MB, but nothing about a pull request comes near this; the reconcile finds the rest."""

LONGEST_GUID = 64


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, queue: Callable[[int], object]) -> HttpResponse:
    """Keep a signed delivery and queue it: 202. Wrong signature: 401, and nothing is kept but a count."""
    body = _body(request)
    if body is None:
        return _plain("The payload is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    signature = request.headers.get("X-Hub-Signature-256", "")
    if not any(is_signed(body, secret, signature) for secret in webhook_secrets()):
        WEBHOOKS_REFUSED.inc()
        return _plain("The signature is wrong.", HTTPStatus.UNAUTHORIZED)
    guid, event = request.headers.get("X-GitHub-Delivery", ""), request.headers.get("X-GitHub-Event", "")
    payload = _payload(body, request.content_type)
    if payload is None or not guid or not event or max(len(guid), len(event)) > LONGEST_GUID:
        return _plain("This is not a delivery of GitHub's.", HTTPStatus.BAD_REQUEST)
    delivery = receive(guid=guid, event=event, payload=payload, now=timezone.now())
    if delivery.processed_at is None:
        queue(delivery.pk)
    return _plain("Received.", HTTPStatus.ACCEPTED)


def _body(request: HttpRequest) -> bytes | None:
    """The raw bytes, read here because Django's own limit is meant for forms; None when there are too many."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > LARGEST:
        return None
    body = request.read(LARGEST + 1)
    return body if len(body) <= LARGEST else None


def _payload(body: bytes, content_type: str | None) -> dict[str, Any] | None:
    """The JSON object, sent as it is or as the form field that GitHub's settings offer first."""
    try:
        if content_type == "application/x-www-form-urlencoded":
            body = parse_qs(body.decode()).get("payload", [""])[0].encode()
        found = storable(json.loads(body))
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _plain(text: str, status: HTTPStatus) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain")

"""The least that a receiver of webhooks can do: check the signature, insert a row. What ours is measured against."""

import json
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from onboarding.github.models import Delivery
from onboarding.github.signatures import is_signed


@csrf_exempt
def hook(request: HttpRequest) -> HttpResponse:
    if not is_signed(request.body, settings.GITHUB.webhook_secret, request.headers["X-Hub-Signature-256"]):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    guid, event = request.headers["X-GitHub-Delivery"], request.headers["X-GitHub-Event"]
    Delivery.objects.create(guid=guid, event=event, payload=json.loads(request.body), received_at=timezone.now())
    return HttpResponse(status=HTTPStatus.ACCEPTED)

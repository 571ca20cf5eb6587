"""Where to go next: addresses that keep to the way on which the mentor walks through the queue."""

from django.http import HttpRequest
from django.urls import reverse

from onboarding.mentoring.queries.walk import By, Walk


def to_review(request: HttpRequest, sid: str, **query: str) -> str:
    """The review page of this submission."""
    return reverse("review", args=[sid]) + Walk.from_query(request.GET).asked(**query)


def to_start(request: HttpRequest, **query: str) -> str:
    """Where this walk began: the queue, or *today*."""
    walk = Walk.from_query(request.GET)
    return reverse("today" if walk.by is By.TURN else "queue") + walk.asked(**query)


def to_queue(request: HttpRequest, **query: str) -> str:
    return reverse("queue") + Walk.from_query(request.GET).asked(**query)

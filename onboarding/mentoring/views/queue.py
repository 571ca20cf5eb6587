"""The review queue: what waits, in the order that the mentor wants to walk through it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from onboarding.mentoring.queries.queue import queue_of
from onboarding.mentoring.queries.review import decided_together, pending_of
from onboarding.mentoring.queries.walk import By, Walk
from onboarding.mentoring.views.access import for_mentors, scope_for
from onboarding.people.models import User

LAST_PAGE = 1000


@require_GET
@for_mentors
def queue(request: HttpRequest, user: User) -> HttpResponse:
    walk, now = Walk.from_query(request.GET, by=By.AGE), timezone.now()
    scope = scope_for(request, user, everybody=walk.everybody, now=now)
    page = queue_of(scope, walk, page=_page_asked(request.GET.get("page", "")), now=now)
    context = {
        "walk": walk,
        "page": page,
        "earlier": walk.asked(page=str(page.number - 1)),
        "later": walk.asked(page=str(page.number + 1)),
        "ways": {
            "mine": walk.turned(everybody=False),
            "all": walk.turned(everybody=True),
            "age": walk.turned(by=By.AGE),
            "task": walk.turned(by=By.TASK),
        },
        "programs": [(scope.slugs[pk], name) for pk, name in scope.programs.items()],
        "decided": pending_of(user, request.GET.get("decided", ""), now=now),
        "together": decided_together(user, request.GET.get("batch", ""), now=now),
        "batch": request.GET.get("batch", ""),
        "several": len(scope.programs) > 1,
        "now": now,
    }
    return render(request, "mentoring/queue.html", context)


def _page_asked(page: str) -> int:
    return min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and 0 < len(page) < 5 and int(page) else 1

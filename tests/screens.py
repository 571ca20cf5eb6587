"""Pictures of every page, to be looked at by people: `make screens` puts them into screens/, which git ignores.

Not a test (pytest collects it only when named): it can't fail on what looks wrong.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext

from onboarding.programs.models import Enrollment
from onboarding.questions.models import Question
from onboarding.questions.operations import accept, answer
from onboarding.verification.models import Submission
from tests.cast import make_person
from tests.progress.world import CLUSTER, FIRST, LOCKED, PEOPLE, TRACK, WRITTEN, populate
from tests.questions.world import ask

FOLDER = Path(__file__).parent.parent / "screens"
PUBLIC = {
    "landing": "/",
    "sign-in": "/sign-in/",
    "lost": "/nowhere/",
    "styleguide": "/styleguide/",
    "tracks": "/tracks/",
    "track": f"/tracks/{TRACK}/",
    "public-task": f"/tracks/{TRACK}/{FIRST}/",
    "programs": "/programs/",
    "program": "/programs/spring/",
}
TASKS = {
    "fresh": (FIRST, WRITTEN, LOCKED),
    "at-the-cluster": (CLUSTER,),
    "with-the-mentor": (WRITTEN,),
    "sent-back": (WRITTEN,),
    "late": (),
}
ASKER = "sent-back"
RECORDS = ("fresh", "verified", "finished")

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(900)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_shoot(browser: Browser, live_server: Any, settings: Any, width: int, scheme: Any, language: str) -> None:
    settings.DEBUG = True
    populate(now=timezone.now())
    ask_questions(now=timezone.now())
    folder = FOLDER / f"{width}-{scheme}-{language}"
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    for login, name, address in pages():
        if login:
            sign_in(context, login, live_server.url)
        page = context.new_page()
        page.goto(address)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        page.close()
    context.close()


def ask_questions(*, now: datetime) -> None:
    """One that was answered and helped, and one that waits."""
    own = Enrollment.objects.get(user__login=ASKER)
    answered = ask(own, now=now - timedelta(days=2))
    text = "Your node has two CPUs and the pod asks for four.\n\nAsk for less, or give the node more."
    told = answer(question=answered, author=make_person("grace"), text=text, now=now - timedelta(days=1))
    accept(answer=told, now=now)
    ask(own, summary="部署之后容器一直 Pending", now=now - timedelta(hours=3))


def pages() -> Iterator[tuple[str, str, str]]:
    """Who looks, what the picture is called, and the address."""
    for name, address in PUBLIC.items():
        yield "", name, address
    for login in (*PEOPLE, "paused", "late"):
        eid = Enrollment.objects.filter(user__login=login).order_by("pk")[0].public_id
        yield login, f"journey-{login}", f"/journey/{eid}/"
        for slug in TASKS.get(login, (FIRST,)):
            yield login, f"task-{login}-{slug}", f"/journey/{eid}/{slug}/"
        if login == ASKER:
            yield from (("sent-back", name, address) for name, address in questions_pages(eid))
        if login in RECORDS:
            yield login, f"record-{login}", f"/journey/{eid}/record/"
    pull = Submission.objects.get(enrollment__user__login="waiting")
    yield "waiting", "pull", f"/pulls/{pull.public_id}/"
    yield "waiting", "pulls", "/pulls/"
    yield "waiting", "command-help", "/command-help/"
    yield "waiting", "issues-mine", f"/issues/{pull.enrollment.public_id}/"
    fresh = Enrollment.objects.get(user__login="fresh")
    yield "fresh", "issues", f"/issues/{fresh.public_id}/"
    yield "late", "pulls-none", "/pulls/"
    yield "late", "journeys", "/journey/"
    yield "late", "preferences", "/preferences/"
    yield from (("grace", name, address) for name, address in mentors_pages())
    yield from (("linus", name, address) for name, address in organisers_pages())
    yield "newton", "journeys-none", "/journey/"


def organisers_pages() -> Iterator[tuple[str, str]]:
    for name in ("figures", "exports", "audit", "reverify"):
        yield f"organise-{name}", f"/organise/spring/{name}/"


def questions_pages(eid: str) -> Iterator[tuple[str, str]]:
    yield "questions", "/questions/"
    yield "question-ask", f"/journey/{eid}/{FIRST}/ask/"
    for number, question in enumerate(Question.objects.order_by("pk"), start=1):
        yield f"question-{number}", f"/questions/{question.public_id}/"


def mentors_pages() -> Iterator[tuple[str, str]]:
    yield "mentor-today", "/mentor/today/"
    yield "mentor-people", "/mentor/people/"
    for login in ("with-the-mentor", "no", "waiting", "verified"):
        submission = Submission.objects.filter(enrollment__user__login=login).order_by("-pk")[0]
        yield f"mentor-person-{login}", f"/mentor/people/{submission.enrollment.public_id}/"
        yield f"mentor-review-{login}", f"/mentor/review/{submission.public_id}/"


def sign_in(context: BrowserContext, login: str, url: str) -> None:
    client = Client()
    client.force_login(make_person(login))
    session = client.cookies[site.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": site.SESSION_COOKIE_NAME, "value": session, "url": url}])

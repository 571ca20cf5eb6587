"""Pages about absences, hand-overs and questions in a real browser: no fault that axe can find, at either width."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from onboarding.programs.operations import ask_for_another, go_away
from tests import axe
from tests.cast import enroll, make_person, make_program
from tests.questions.world import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.once]


@pytest.fixture
def pages() -> list[tuple[str, str]]:
    """Who looks, and at what."""
    now = timezone.now()
    program = make_program(mentors=("grace", "barbara"), name_zh_hans="春季学员计划")
    ada, mary = enroll(program, now=now), enroll(program, "mary", now=now)
    question = ask(ada, now=now)
    ask_for_another(enrollment=mary, reason="Our hours do not meet.", now=now)
    for login, days in (("grace", 7), ("barbara", 2)):
        starts_at = now + timedelta(days=3 if login == "barbara" else 0)
        go_away(
            user=make_person(login),
            programs=[program],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(days=days),
            now=now,
        )
    journey = f"/journey/{ada.public_id}/"
    return [
        ("grace", "/mentor/absence/"),
        ("grace", "/mentor/today/"),
        ("grace", "/mentor/hand-over/spring/"),
        ("linus", "/organise/spring/mentors/"),
        ("ada", journey),
        ("ada", f"{journey}introduce-yourself/"),
        ("ada", f"{journey}first-contribution/ask/"),
        ("ada", f"/questions/{question.public_id}/"),
    ]


@pytest.mark.parametrize(("width", "language"), [(390, "zh-hans"), (1280, "en")])
def test_no_page_has_a_fault(
    browser: Browser, live_server: Any, pages: list[tuple[str, str]], width: int, language: str
) -> None:
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=live_server.url, viewport=size, reduced_motion="reduce")
    cookies = {settings.LANGUAGE_COOKIE_NAME: language}
    page, found = context.new_page(), []
    for login, address in pages:
        client = Client()
        client.force_login(make_person(login))
        cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": key, "value": value, "url": live_server.url} for key, value in cookies.items()])
        page.goto(address)
        page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
        found += axe.faults(page)
    context.close()

    assert not found, "\n".join(found)

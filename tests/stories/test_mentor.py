"""A mentor's morning in a real browser: one review with a draft and a lost hold, one decision for two, one nudge."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from onboarding.mentoring.models import Draft, Hold, Nudge
from onboarding.mentoring.operations import hold
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Review, Status, Submission
from onboarding.verification.operations import UNDO, apply_due_reviews
from tests.cast import enroll, make_person, make_program
from tests.mentoring.world import TASKS, written

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

NOTE = {"en": "Thank you! Say also what you hope to learn.", "zh-hans": "谢谢！也说说你希望学到什么。"}
REMARK = "Hello to you, too!\n你也好！"
SAID = [{"place": 0, "quote": "Hello!", "text": REMARK}]
WORD = {"en": "Hello {name}, how is it going?", "zh-hans": "{name}，你好，进展怎么样？"}


@pytest.fixture
def newcomers() -> list[Enrollment]:
    """Ada has waited longest, then Bea and Cyd; Dan has been silent."""
    program, now = make_program(tasks=TASKS), timezone.now()
    people = [enroll(program, login, now=now - timedelta(days=9)) for login in ("ada", "bea", "cyd", "dan")]
    for hours, person in zip((5, 3, 2), people, strict=False):
        written(person, Status.IN_REVIEW, now - timedelta(hours=hours))
    return people


@pytest.fixture
def desk(browser: Browser, live_server: Any, newcomers: list[Enrollment]) -> Callable[..., Page]:
    """Grace's browser. ``complaints`` of it fail the story."""
    client = Client()
    client.force_login(make_person("grace"))

    def sit_down(language: str, *, has_script: bool) -> Page:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=has_script, reduced_motion="reduce")
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    return sit_down


@pytest.mark.parametrize(("language", "has_script"), [("en", True), ("zh-hans", False)])
def test_a_mentors_morning(desk, newcomers, language, has_script):
    ada, _bea, _cyd, dan = newcomers
    page = desk(language, has_script=has_script)
    page.goto("/mentor/today/")
    page.locator('a[href="/mentor/queue/"]').click()
    expect(page.locator(".agenda > li")).to_have_count(3)

    review_with_a_draft_and_a_lost_hold(page, ada, NOTE[language], has_script=has_script)
    decide_the_others_together(page, NOTE[language])
    nudge(page, dan, WORD[language])

    apply_due_reviews(now=timezone.now() + UNDO)
    assert statuses() == {"ada": Status.RETURNED, "bea": Status.VERIFIED, "cyd": Status.VERIFIED}
    assert Nudge.objects.get().enrollment == dan


def review_with_a_draft_and_a_lost_hold(page: Page, ada: Enrollment, note: str, *, has_script: bool) -> None:
    """Grace holds it and writes; her half hour is over and Linus takes it; her words are there when he lets go."""
    page.locator("a[data-line]").first.click()
    page.locator("[data-hold=free] button").click()
    expect(page.locator("[data-hold=mine]")).to_be_visible()
    page.locator(".remark > summary").first.click()
    if has_script:
        expect(page.locator("[name=comment-0]")).to_be_focused()
    page.locator("[name=comment-0]").fill(REMARK)
    page.locator("#id_note").fill(note)
    if has_script:
        expect(page.locator("#draft")).to_contain_text("Saved")
    else:
        page.locator("button[data-key=s]").click()
    assert Draft.objects.get().note == note
    assert Draft.objects.get().comments == SAID

    Hold.objects.update(until_at=timezone.now())
    submission = ada.submissions.get()
    hold(submission=submission, mentor=make_person("linus"), now=timezone.now())
    page.reload()
    expect(page.locator("[data-hold=taken]")).to_contain_text("Linus")
    expect(page.locator("#kept")).to_have_value(f"{note}\n\n> Hello!\n\n{REMARK}")

    Hold.objects.all().delete()
    page.reload()
    expect(page.locator("#id_note")).to_have_value(note)
    expect(page.locator("[name=comment-0]")).to_have_value(REMARK)
    page.locator("button[value=return]").click()
    expect(page.locator(".notice.undo")).to_be_visible()
    assert Review.objects.get().comments == SAID


def decide_the_others_together(page: Page, note: str) -> None:
    """By mistake with the wrong button first: all of it is taken back, and done again."""
    for button in ("return", "approve"):
        page.goto("/mentor/queue/?by=task")
        for tick in page.locator(".agenda input[name=s]").all():
            tick.check()
        page.locator("#together button").click()
        page.locator("#id_note").fill(note)
        page.locator(f"button[value={button}]").click()
        expect(page.locator(".notice.undo")).to_be_visible()
        if button == "return":
            page.locator(".notice.undo button").click()
            expect(page.locator(".agenda > li")).to_have_count(2)


def nudge(page: Page, dan: Enrollment, text: str) -> None:
    page.goto(f"/mentor/nudges/?who={dan.public_id}")
    page.locator("#id_text").fill(text)
    page.locator("button[value=preview]").click()
    expect(page.locator(".note")).to_contain_text(text.replace("{name}", "Dan"))
    page.locator("button[value=send]").click()
    page.wait_for_url("**/mentor/people/**")


def statuses() -> dict[str, str]:
    assert Review.objects.pending().count() == 0
    return dict(Submission.objects.values_list("enrollment__user__login", "status"))

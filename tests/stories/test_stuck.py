"""From stuck to an accepted answer, in browsers, in both languages: Ada asks, Grace answers, and Bea finds it there.

At a desk in English; in Chinese on a phone without scripts, where a button looks for what comes by itself elsewhere.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from onboarding.programs.models import Enrollment
from onboarding.questions import operations
from onboarding.questions.models import Question
from tests.cast import enroll, make_person, make_program
from tests.questions.world import ask

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

FIELDS = ("summary", "goal", "tried", "searched", "message", "versions")
SAID = {
    "en": (
        "The container that I deploy stops at once",
        "See the guide's web server answer on port 8080.",
        "kubectl apply, then kubectl logs: it prints nothing at all.",
        "The task, and the page about crash loops.",
        "CrashLoopBackOff: back-off 40s restarting failed container",
        "kind 0.27, kubectl 1.33",
    ),
    "zh-hans": (
        "部署以后容器马上退出",
        "希望指南的网页服务器能在 8080 端口上应答。",
        "先 kubectl apply，再看 kubectl logs，什么也没有打印。",
        "任务说明，还有关于反复重启的那一页。",
        "CrashLoopBackOff: back-off 40s restarting failed container",
        "kind 0.27，kubectl 1.33",
    ),
}
EARLIER = {
    "en": ("Why does my container restart?", "What is a label?", "Which branch do I take?"),
    "zh-hans": ("怎样部署第一个服务？", "容器里的日志在哪里看？", "该用哪个分支？"),
}
SIMILAR = {"en": EARLIER["en"][:1], "zh-hans": EARLIER["zh-hans"][:2]}
"""Two in Chinese: one shares 部署 with Ada's question, the other 容器."""

WAIT = {"en": "within 5 hours", "zh-hans": "5 小时"}
ANSWER = {"en": "Its command is missing: add one.", "zh-hans": "它缺少启动命令，补上就好。"}


@pytest.fixture
def people() -> dict[str, Enrollment]:
    """Bea's three questions of last week waited for five hours each, in both languages."""
    program, now = make_program(), timezone.now()
    people = {login: enroll(program, login, now=now - timedelta(days=9)) for login in ("ada", "bea")}
    asked_at = now - timedelta(days=7)
    for summary in (*EARLIER["en"], *EARLIER["zh-hans"]):
        words = dict.fromkeys(("goal", "tried", "searched", "message", "versions"), "-")
        asked = ask(people["bea"], now=asked_at, **{**words, "summary": summary})
        answered_at = asked_at + timedelta(hours=5)
        answer = operations.answer(question=asked, author=make_person("grace"), text="+", now=answered_at)
        operations.accept(answer=answer, now=answered_at)
    return people


@pytest.fixture
def arrive(browser: Browser, live_server: Any) -> Callable[..., Page]:
    """A browser of somebody who has signed in."""

    def arrives(login: str, language: str, *, has_script: bool, width: int) -> Page:
        client = Client()
        client.force_login(make_person(login))
        viewport = {"width": width, "height": 900}
        context = browser.new_context(base_url=live_server.url, java_script_enabled=has_script, viewport=viewport)
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    return arrives


@pytest.mark.parametrize(("language", "has_script", "width"), [("en", True, 1280), ("zh-hans", False, 390)])
def test_from_stuck_to_an_accepted_answer_that_helps_the_next(arrive, people, language, has_script, width):
    ada, grace, bea = (arrive(login, language, has_script=has_script, width=width) for login in ("ada", "grace", "bea"))
    get_stuck(ada, people["ada"], WAIT[language])
    write(ada, SAID[language], SIMILAR[language], has_script=has_script)
    question = Question.objects.get(enrollment=people["ada"])

    answer_from_today(grace, question, ANSWER[language])
    ada.reload()
    ada.locator(".answers form button").click()
    expect(ada.locator(".answers .accepted")).to_contain_text(ANSWER[language])
    grace.reload()
    grace.locator("button[name=promoted]").click()
    expect(grace.locator("button[name=promoted]")).to_have_count(0)

    find_it_on_the_task(bea, people["bea"], question, ANSWER[language])
    question.refresh_from_db()
    assert (question.status, question.kind) == (Question.Status.SETTLED, Question.Kind.TECHNICAL)
    assert tuple(getattr(question, name) for name in FIELDS) == SAID[language]


def get_stuck(page: Page, ada: Enrollment, wait: str) -> None:
    """How long it usually takes is said before anything is asked."""
    page.goto(f"/journey/{ada.public_id}/first-contribution/")
    page.locator("main a[href$='/ask/']").click()
    expect(page.locator("main .lead")).to_contain_text(wait)
    expect(page.locator("#asking-help .points li")).to_have_count(6)
    expect(page.locator("#asking-help .points li[data-step=verified]")).to_have_count(0)


def write(page: Page, said: tuple[str, ...], similar: tuple[str, ...], *, has_script: bool) -> None:
    """Field by field the list fills up; after the first one stand the questions that sound like it."""
    page.locator("[name=kind][value=technical]").check()
    for number, (name, text) in enumerate(zip(FIELDS, said, strict=True), start=1):
        page.locator(f"[name={name}]").fill(text)
        if not has_script:
            page.locator("button[name=look]").click()
        expect(page.locator("#asking-help .points li[data-step=verified]")).to_have_count(number)
        if name == "summary":
            expect(page.locator("#asking-help .similar a")).to_have_count(len(similar))
        for summary in similar:
            expect(page.locator("#asking-help .similar")).to_contain_text(summary)
    page.locator(".asking .actions .button").first.click()
    expect(page.locator("main h1")).to_have_text(said[0])


def answer_from_today(page: Page, question: Question, text: str) -> None:
    page.goto("/mentor/today/")
    line = page.locator(f"main a[href='/questions/{question.public_id}/']")
    line.first.click()
    expect(page.locator("main .asked")).to_contain_text(question.message)
    page.locator("#id_text").fill(text)
    page.locator("#reply + form button").click()
    expect(page.locator(".answers li")).to_contain_text(text)
    page.goto("/mentor/today/")
    expect(line).to_have_count(0)
    page.go_back()


def find_it_on_the_task(page: Page, bea: Enrollment, question: Question, answer: str) -> None:
    page.goto(f"/journey/{bea.public_id}/first-contribution/")
    entry = page.locator("section[aria-labelledby=frequent] details")
    entry.locator("summary").click()
    expect(entry.locator(".prose")).to_be_visible()
    expect(entry.locator(".prose")).to_contain_text(answer)
    entry.locator("a").click()
    expect(page.locator("main h1")).to_have_text(question.summary)

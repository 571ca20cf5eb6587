"""What somebody writes stays in their tab until it was sent, whatever comes between."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from onboarding.questions.models import Answer
from tests.cast import enroll, make_person, make_program
from tests.questions.world import ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
BACK = "What you had written here is back. It was not sent yet."


def sign_in(context: BrowserContext, login: str, url: str) -> None:
    """As after a way through GitHub: another session, in the same browser."""
    client = Client()
    client.force_login(make_person(login))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])


def test_an_answer_outlives_another_page_another_language_a_broken_line_and_signing_out(
    browser: Browser, live_server: Any
) -> None:
    question = ask(enroll(make_program()))
    address = f"/questions/{question.public_id}/"
    context = browser.new_context(base_url=live_server.url)
    sign_in(context, "grace", live_server.url)
    page = context.new_page()

    def is_back(words: str = BACK) -> None:
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.locator("#id_text")).to_have_value("Ask for less.")

    page.goto(address)
    page.fill("#id_text", "Ask for less.")
    page.goto("/questions/")
    page.goto(address)
    is_back()
    page.get_by_role("button", name="中文").click()
    is_back("你之前在这里写的内容已恢复")
    page.get_by_role("button", name="English").click()
    is_back()

    context.set_offline(True)
    with page.expect_event("requestfailed"):
        send(page)
    context.set_offline(False)
    page.goto(address)
    is_back()

    Session.objects.all().delete()
    send(page)
    expect(page.get_by_role("heading", name="You were signed out while you wrote.")).to_be_visible()
    sign_in(context, "grace", live_server.url)
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    is_back()

    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator(".answers")).to_contain_text("Ask for less.")
    page.goto(address)
    expect(page.locator("#id_text")).to_have_value("")
    assert Answer.objects.count() == 1

    page.goto(f"/mentor/nudges/?who={question.enrollment.public_id}")
    page.fill("#id_text", "For Ada.")
    page.goto(f"/mentor/nudges/?who={enroll(question.enrollment.program, 'mary').public_id}")
    expect(page.locator("#id_text")).not_to_have_value("For Ada.")
    page.goto(f"/mentor/nudges/?who={question.enrollment.public_id}")
    expect(page.locator("#id_text")).to_have_value("For Ada.")

    page.get_by_role("button", name="Throw it away").click()
    page.reload()
    expect(page.locator("#id_text")).not_to_have_value("For Ada.")

    page.goto(address)
    page.fill("#id_text", "Not for Mallory.")
    sign_in(context, "linus", live_server.url)
    page.goto(address)
    expect(page.locator("#id_text")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('waymark.kept') ?? ''").count("Mallory") == 0
    context.close()


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").evaluate("button => button.click()")

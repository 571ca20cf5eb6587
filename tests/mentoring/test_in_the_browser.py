"""A mentor's pages in a real browser: keys that stay out of the way, nothing lost."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from onboarding.mentoring.models import Star
from onboarding.verification.models import Review, Submission
from tests.cast import make_person
from tests.mentoring.world import populate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

Open = Callable[..., Page]


@pytest.fixture
def pages() -> dict[str, str]:
    return populate(now=timezone.now())


@pytest.fixture
def open_page(browser: Browser, live_server: Any, pages: dict[str, str]) -> Iterator[Open]:
    """Opens a page as Grace, in a browser of this width and language; complaints of the browser fail."""
    complaints: list[str] = []
    client = Client()
    client.force_login(make_person("grace"))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def open_it(address: str, *, width: int = 1280, language: str = "en", **more: Any) -> Page:
        size = {"width": width, "height": 900}
        context = browser.new_context(base_url=live_server.url, viewport=size, reduced_motion="reduce", **more)
        context.add_cookies(
            [
                {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url},
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.goto(address)
        return page

    yield open_it
    assert complaints == []


def is_complaint(message: ConsoleMessage) -> bool:
    """An answer that is meant to be no plain 200 is noted by the browser, too."""
    return message.type == "error" and not re.search(r"status of (409|422)", message.text)


def test_a_morning_by_keyboard(open_page, pages):
    """From the oldest review to its note, to Return, to Enter; then Undo, and the note is there again."""
    page = open_page(pages["today"])
    page.get_by_role("link", name="Review Ada").click()
    page.wait_for_url(f"**{pages['written']}")
    page.keyboard.press("n")
    page.keyboard.type("just a note, nothing jumps")
    expect(page.get_by_label("Your note")).to_have_value("just a note, nothing jumps")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Approve")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You returned the work of Ada with your note.")).to_be_visible()
    page.wait_for_load_state()  # keys are listened to by then
    page.keyboard.press("u")
    page.keyboard.press("Enter")

    expect(page.get_by_label("Your note")).to_have_value("just a note, nothing jumps")
    assert Review.objects.exclude(undone_at=None).count() == 1


def test_whoever_types_without_looking_decides_nothing(open_page, pages):
    page = open_page(pages["written"])
    page.keyboard.type("approve and return are buttons, not keys\n")

    expect(page.get_by_role("heading", name="Introduce yourself")).to_be_visible()
    page.get_by_label("Says what they hope for.").check()
    page.get_by_label("Says what they hope for.").press("Enter")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_label("Says what they hope for.")).to_be_checked()
    page.goto(pages["together"])
    page.get_by_label("Is their own.").check()
    page.get_by_label("Is their own.").press("Enter")
    page.wait_for_url("**/together/?by=age")
    expect(page.get_by_label("Is their own.")).to_be_checked()
    assert not Review.objects.filter(applied_at=None).exists()


def test_the_keys_can_be_switched_off_for_good(open_page, pages):
    page = open_page(pages["written"])
    page.get_by_text("Keyboard").click()
    page.get_by_label("Listen to these keys").uncheck()
    page.reload()
    page.keyboard.press("n")

    expect(page.get_by_label("Your note")).not_to_be_focused()


def test_next_and_previous_by_key(open_page, pages):
    page = open_page(pages["flagged"])
    page.keyboard.press("j")
    page.wait_for_url(f"**{pages['written']}")
    page.keyboard.press("k")
    page.wait_for_url(f"**{pages['flagged']}")


def test_what_changed_meanwhile_is_told_and_the_note_is_kept(open_page, pages):
    page = open_page(pages["written"])
    page.get_by_label("Your note").fill("Very good.")
    Submission.objects.filter(public_id=pages["written"].split("/")[-2]).update(evidence_hash="another")
    with page.expect_response(lambda response: response.status == 409):
        page.get_by_role("button", name="Approve").click()
    expect(page.get_by_label("Your note")).to_have_value("Very good.")
    page.get_by_role("button", name="Approve").click()

    expect(page.get_by_text("You approved the work of Ada.")).to_be_visible()


def test_a_star_changes_in_place(open_page, pages):
    page = open_page(pages["people"])
    star = page.get_by_role("button", name="Star Ada")
    star.click()

    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_have_attribute("value", "0")
    assert Star.objects.filter(enrollment__user__login="ada").exists()


def test_the_grid_follows_the_filter_and_back_goes_back(open_page, pages):
    page = open_page(pages["people"])
    page.get_by_label("Whose turn").select_option("mentor")
    expect(page.get_by_text("1–2 of 2 people")).to_be_visible()
    assert "turn=mentor" in page.url
    page.get_by_label("Name or login").press_sequentially("xiaoyu")
    expect(page.get_by_text("One person")).to_be_visible()
    page.goto(pages["today"])
    page.go_back()

    expect(page.get_by_text("One person")).to_be_visible()
    expect(page.get_by_label("Name or login")).to_have_value("xiaoyu")


def test_everything_works_without_javascript(open_page, pages):
    page = open_page(pages["people"], java_script_enabled=False)
    page.get_by_role("button", name="Star Ada").click()
    expect(page.get_by_role("button", name="Star Ada")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Starred").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1–2 of 2 people")).to_be_visible()
    page.get_by_role("link", name="Ada").click()
    page.get_by_role("link", name="Review Introduce yourself").click()
    page.get_by_role("button", name="Return with the note").click()
    expect(page.get_by_text("Say in a sentence what is missing")).to_be_in_viewport()
    expect(page.get_by_label("Your note")).to_be_focused()
    page.get_by_label("Your note").fill("One sentence more, please.")
    page.get_by_role("button", name="Return with the note").click()

    expect(page.get_by_text("You returned the work of Ada")).to_be_visible()

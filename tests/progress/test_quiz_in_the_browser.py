"""One quiz in a real browser, from its button to the verified task, by keyboard alone; with and without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from onboarding.programs.models import Enrollment
from onboarding.rules.kinds.quiz.papers import Sheet
from onboarding.rules.kinds.quiz.questions import Form
from onboarding.verification.models import QuizAttempt, Submission
from tests.rules.kinds.quiz.bank import right_answer
from tests.verification.quiz import take_part

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

FURTHEST = 120
"""Presses of Tab before we say that something cannot be reached."""


@pytest.fixture
def ada() -> Enrollment:
    return take_part(now=timezone.now())


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: Any, browser: Browser, live_server: Any, ada: Enrollment) -> Iterator[Page]:
    """The task, on a phone, as Ada. Complaints of the browser fail."""
    client = Client()
    client.force_login(ada.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 390, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=request.param,
    )
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    page.goto(f"/journey/{ada.public_id}/components/")
    yield page
    context.close()
    assert complaints == []


def test_a_quiz_is_begun_answered_and_handed_in_by_keyboard_alone(page: Page, ada: Enrollment) -> None:
    press(page, "#proof button")
    expect(page.get_by_role("heading", level=1)).to_have_text("Quiz")
    attempt = QuizAttempt.objects.get()
    press(page, ".quiz button.large")
    expect(page.locator("#mistakes")).to_contain_text("Not handed in yet")

    for number, sheet in enumerate(attempt.sheets, start=1):
        fill_in(page, number, sheet)
    if has_scripts(page):
        assert Axe().run(page).response["violations"] == []
    press(page, ".quiz button.large")

    expect(page.locator("#answer-word")).to_have_text("Verified")
    assert Submission.objects.get().evidence["percent"] == 100


def has_scripts(page: Page) -> bool:
    return page.locator(".cards.by-hand").count() > 0


def fill_in(page: Page, number: int, sheet: Sheet) -> None:
    """Answer this question right."""
    FILLED_IN[sheet.question.form](page, number, right_answer(sheet))


def choose(page: Page, number: int, place: int) -> None:
    """Tab enters a group of radio buttons at its first; Space chooses it, and arrows choose the others."""
    reach(page, f"#question-{number} input")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")


def tick(page: Page, number: int, places: list[int]) -> None:
    for place in places:
        reach(page, f"#question-{number} input[value='{place}']")
        page.keyboard.press("Space")


def match(page: Page, number: int, targets: list[int]) -> None:
    for line, target in enumerate(targets, start=1):
        select(page, f"[name='q{number}-{line}']", steps=target + 1)


def write(page: Page, number: int, text: str) -> None:
    reach(page, f"#question-{number} input")
    page.keyboard.type(text)


def arrange(page: Page, number: int, cards: list[int]) -> None:
    """By a number for each card; or, where the script has put buttons there, by moving each up to its place."""
    put = move if has_scripts(page) else number_it
    for place, card in enumerate(cards, start=1):
        put(page, number, f"q{number}-{card + 1}", place)


def number_it(page: Page, _number: int, name: str, place: int) -> None:
    select(page, f"[name='{name}']", steps=place)


def move(page: Page, number: int, name: str, place: int) -> None:
    """Press its button once, then the arrow key on it; where the card is now is read out."""
    now = int(page.locator(f"[name='{name}']").input_value())
    if now == place:
        return
    reach(page, f"#question-{number} .card:has([name='{name}']) [data-move='-1']")
    page.keyboard.press("Enter")
    for _ in range(now - place - 1):
        page.keyboard.press("ArrowUp")
    expect(page.locator(f"#question-{number} [role=status]")).to_contain_text(f"now place {place} of")


FILLED_IN: dict[Form, Callable[[Page, int, Any], None]] = {
    Form.SINGLE: choose,
    Form.MULTIPLE: tick,
    Form.MATCH: match,
    Form.ORDER: arrange,
    Form.SHORT: write,
}


def select(page: Page, field: str, *, steps: int) -> None:
    reach(page, field)
    for _ in range(steps):
        page.keyboard.press("ArrowDown")


def press(page: Page, button: str) -> None:
    reach(page, button)
    page.keyboard.press("Enter")


def reach(page: Page, control: str) -> None:
    """Tab to it, as somebody does who has no mouse. What a script hides or a trap holds cannot be reached."""
    here = page.locator(control).first
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        if here.and_(page.locator(":focus")).count():
            return
    pytest.fail(f"{control} cannot be reached with the keyboard")

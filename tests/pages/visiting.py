"""Looking at pages as the people of the table: one browser for all of them, who change places by their cookie."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.cast import make_person
from tests.pages.table import Sight
from tests.pages.world import Facts

SEND_AS_IT_IS = "form => { form.noValidate = true; form.requestSubmit() }"
UNFOLD = "all => all.forEach(one => { one.open = true })"


@contextmanager
def visiting(browser: Browser, url: str, *, width: int = 1280) -> Iterator[Page]:
    """A page in a context of its own, that nothing moves on."""
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=url, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def see(page: Page, sight: Sight, facts: Facts, *, url: str, language: str) -> None:
    """Go there as whoever looks, in this language, with everything unfolded."""
    page.context.clear_cookies()
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])
    if sight.who:
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(sight.who), "url": url}])
    page.goto(sight.filled(facts))
    if sight.sends:
        with page.expect_navigation():
            page.locator(sight.sends).first.evaluate(SEND_AS_IT_IS, timeout=5_000)
    page.eval_on_selector_all("details", UNFOLD)


def session_of(login: str) -> str:
    client = Client()
    client.force_login(make_person(login))
    return client.cookies[settings.SESSION_COOKIE_NAME].value

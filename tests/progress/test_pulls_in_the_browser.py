"""A newcomer finds out what their pull request is waiting for, in a real browser, without any JavaScript."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.cast import make_person
from tests.progress.world import populate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.once]


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    populate(now=timezone.now())
    client = Client()
    client.force_login(make_person("waiting"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_from_the_list_to_what_is_missing_to_the_command_that_helps(page: Page) -> None:
    page.goto("/pulls/")
    page.get_by_role("link", name="docs(readme): mend a link (#3)").click()
    expect(page.get_by_role("heading", name="Your turn")).to_be_visible()
    expect(page.get_by_text("7 things are missing before the merge.")).to_be_visible()
    expect(page.get_by_text("nobody can do that on their own pull request")).to_be_visible()

    page.get_by_role("link", name="Commands for comments").click()
    page.get_by_label("Search").fill("hold takes")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 of 35 commands")).to_be_visible()
    expect(page.get_by_text("/hold cancel")).to_be_visible()

    page.goto("/pulls/")
    page.get_by_role("link", name="docs(readme): mend a link (#3)").click()
    page.get_by_role("link", name="To the task").click()
    expect(page.get_by_text("7 things are missing before the merge")).to_be_visible()

"""Signing in, and the admin, in a real browser: the strict Content-Security-Policy must not break what people use."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.servers import site as sites
from tests.servers.site import Site


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One for all tests of this module: each signs in with a browser of its own."""
    with sites.running() as running:
        yield running


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser refused or could not do."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(f"{message.text} {message.location}")

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def sign_in(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/sign-in/?next=/preferences/")
    page.get_by_role("button", name="Sign in with GitHub").click()
    page.get_by_role("button", name=name).click()


@pytest.mark.once
def test_the_admin_works_under_a_strict_policy(site: Site, page: Page, complaints: list[str]) -> None:
    sign_in(page, site, "Linus Demo")
    expect(page.get_by_role("heading", name="Preferences")).to_be_visible()
    site.manage("grant", "administrator", "linus-demo")
    page.goto(f"{site.url}/admin/people/user/")
    page.get_by_role("link", name="linus-demo").click()
    page.get_by_label("Organiser").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert complaints == []


@pytest.mark.once
def test_the_browsers_time_zone_is_noticed(site: Site, browser, complaints: list[str]) -> None:
    context = browser.new_context(timezone_id="Asia/Shanghai", locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site.url}/sign-in/?next=/preferences/")
    page.locator("form[action='/accounts/github/login/'] button").click()
    page.get_by_role("button", name="Ada Demo").click()
    expect(page.locator("[name=time_zone]")).to_have_value("Asia/Shanghai")
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    context.close()


@pytest.mark.once
def test_a_paste_of_three_megabytes_gets_its_page(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/sign-in/")
    page.locator("form[action='/language/'] [name=next]").evaluate("field => { field.value = 'x'.repeat(3_000_000) }")
    page.locator("form[action='/language/'] button").click()
    expect(page.get_by_text("larger than 2 MB")).to_be_visible()
    page.goto(f"{site.url}/sign-in/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

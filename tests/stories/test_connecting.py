"""Connecting the site with GitHub in a real browser: make the App, install it, follow, hear from it."""

from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser

from tests.servers import site as sites
from tests.servers.site import Site
from tests.stories.walk import Maintainer, Walker

pytestmark = [pytest.mark.once, pytest.mark.timeout(200)]

SET_UP = """
from onboarding.github.simulator.people import LINUS
from onboarding.people.models import User

User.objects.create(github_id=LINUS.github_id, login=LINUS.login, name=LINUS.name, is_demo=True, is_organiser=True)
"""
FORGET = """
from onboarding.github.models import App, Delivery, Installation, Repository

for model in (Delivery, Repository, Installation, App):
    model.objects.all().delete()
"""
PAGE = "/setup/github/"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with sites.running() as running:
        running.manage("shell", "-c", SET_UP)
        yield running


@pytest.mark.parametrize(
    ("language", "followed", "never"), [("en", "followed", "none yet"), ("zh-hans", "已关注", "还没有")]
)
def test_an_app_is_made_installed_and_heard_of(
    site: Site, browser: Browser, language: str, followed: str, never: str
) -> None:
    site.manage("shell", "-c", FORGET)
    requests.post(f"{site.simulator_url}/control/reset", timeout=30)
    linus = Walker.arrives(browser, site, "linus-demo", language=language, has_script=language == "en")

    linus.goes_to(PAGE)
    linus.speaks_from_now_on(language)
    linus.press('form:has([name="manifest"]) button')
    linus.press('form[action="/settings/apps/create"] button')
    linus.page.wait_for_url(f"**{PAGE}*")
    assert linus.sees("h2#app").inner_text()

    linus.press('a[href$="/installations/new"]')
    linus.press("main form button")
    linus.page.wait_for_url(f"**{PAGE}*")
    assert "demo-community" in linus.page.inner_text("main")

    linus.goes_to(f"{PAGE}?repositories")
    linus.page.get_by_label("demo-community/guide").check()
    linus.press('form:has([name="repository"]) button')
    assert "demo-community/guide" in linus.sees('section[aria-labelledby="followed"] table').inner_text()
    linus.goes_to(f"{PAGE}?repositories")
    assert followed in linus.page.inner_text('form:has([name="repository"])')

    Maintainer(site).sees_opened("ada-demo")
    linus.sees(f'section[aria-labelledby="followed"] td:nth-of-type(2):not(:has-text("{never}"))', by_reloading=True)
    assert not linus.mistakes

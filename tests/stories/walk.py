"""People in browsers on the whole running site, and what they do there by the buttons and fields that they see.

Nothing here depends on the language of the page or on JavaScript: where there is none, people reload.
"""

import time
from dataclasses import dataclass, field
from typing import Any

import requests
from playwright.sync_api import Browser, Locator, Page

from tests.servers.site import Site

PATIENCE = 60
"""Seconds to wait for what normally takes a few: the machine may be busy, and a review can be undone for ten."""


@dataclass
class Walker:
    """One person in one browser. ``mistakes`` are what the browser complained of, such as a blocked script."""

    site: Site
    page: Page
    has_script: bool
    mistakes: list[str] = field(default_factory=list)

    @classmethod
    def arrives(cls, browser: Browser, site: Site, login: str, *, language: str, has_script: bool) -> "Walker":
        """Signs in with GitHub: presses the button, and at the simulator says who they are."""
        context = browser.new_context(base_url=site.url, java_script_enabled=has_script)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.url}])
        walker = cls(site, context.new_page(), has_script)
        walker.page.on("console", walker._listen)
        walker.page.goto("/sign-in/")
        walker.press("main form button")
        walker.press(f'button[value="{login}"]')
        return walker

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "favicon" not in message.text:
            self.mistakes.append(message.text)

    def goes_to(self, address: str) -> None:
        self.page.goto(address)

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def fills_in(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f'[name="{name}"]').fill(text)

    def hands_in(self, **fields: str) -> None:
        self.fills_in(**fields)
        self.press("#proof form button")

    def sees(self, selector: str, *, by_reloading: bool = False) -> Locator:
        """Wait for it: with JavaScript a task's page brings it by itself; otherwise people reload."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = self.page.locator(selector)
            if found.count():
                return found.first
            self.page.wait_for_timeout(250)
            if by_reloading or not self.has_script:
                self.page.reload()
        message = f"{selector} did not come on {self.page.url}:\n{self.page.inner_text('main')[:1500]}"
        raise AssertionError(message)

    def sees_answer(self, step: str) -> str:
        """The large answer on a task's page, in this shape; returns its words."""
        return self.sees(f'#answer .verdict[data-step="{step}"]').inner_text()

    def speaks_from_now_on(self, language: str) -> None:
        """By the button in the header, which names the other language."""
        if self.speaks() != language:
            self.press(f'button[name="language"][value="{language}"]')
        self.page.wait_for_selector(f'html[lang="{language}"]', state="attached")

    def speaks(self) -> str:
        return str(self.page.locator("html").get_attribute("lang"))


@dataclass
class Maintainer:
    """The other side, at the simulator's control interface."""

    site: Site

    def _does(self, path: str, **asked: Any) -> Any:
        response = requests.post(f"{self.site.simulator_url}/control/{path}", json=asked, timeout=30)
        assert response.ok, response.text
        return response.json()

    def sees_opened(self, author: str, *, is_signed: bool = True) -> int:
        """A pull request that this person opens; returns its number."""
        number: int = self._does("pulls", author=author, commits=[{"sign_off": is_signed}])["number"]
        return number

    def sees_amended(self, number: int) -> None:
        """Its author signs the commit off and pushes again."""
        message = "docs(guide): mend the link to the installation page (#1)"
        self._does(f"pulls/{number}/amend", message=message, sign_off=True)

    def merges(self, number: int) -> None:
        self._does(f"pulls/{number}/merge")

    def address(self, number: int) -> str:
        return f"{self.site.simulator_url}/demo-community/guide/pull/{number}"

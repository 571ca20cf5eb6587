"""What axe finds wrong with a page, in the light and in the dark, in one visit."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

IN_THE_DARK = "() => axe.run({runOnly: ['color-contrast', 'link-in-text-block']})"
"""Only colours differ between the schemes: the rest of a second run would say the same again, and it takes long."""


def faults(page: Page) -> list[str]:
    """One line for each: everything in the light, colours in the dark as well, and whether the page is too wide."""
    page.emulate_media(color_scheme="light")
    found = _lines(page, "light", Axe().run(page).response)
    page.emulate_media(color_scheme="dark")
    found += _lines(page, "dark", page.evaluate(IN_THE_DARK))
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{page.url}: {wide} px wider than the screen"] if wide > 0 else found


def _lines(page: Page, scheme: str, answer: dict[str, Any]) -> list[str]:
    return [f"{page.url} ({scheme}): {fault['id']} {fault['nodes'][0]['html'][:120]}" for fault in answer["violations"]]

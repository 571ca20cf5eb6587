"""What axe finds wrong with a page, in the light and in the dark, on a phone and on a desk, in one visit."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE, DESK = 390, 1280
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = [*COLOURS, "button-name", "label", "link-name", "scrollable-region-focusable", "target-size"]
"""What may be otherwise where there is more room. The rest of a second run would say the same again, and takes long."""

RUN = "rules => axe.run({reporter: 'no-passes', ...(rules && {runOnly: rules})})"
"""What passed is not put together and sent here: on a long page that takes as long as finding out."""

SETTLE = "document.getAnimations().forEach(one => one.cancel())"
"""Django's admin lets colours change slowly, also for who wants no motion: half-way they are hard to read."""
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(page: Page) -> list[str]:
    """One line for each: everything on a phone in the light; of the rest what can differ there; too wide a page."""
    page.wait_for_load_state()  # a click ends as soon as the next page begins to come
    page.evaluate(Axe().axe_script)
    found, size = [], page.viewport_size
    for width, rules in ((PHONE, None), (DESK, LAYOUT)):
        page.set_viewport_size({"width": width, "height": 900})
        found += [*_faults(page, width, "light", rules), *_faults(page, width, "dark", COLOURS)]
        wide = page.evaluate(EXCESS)
        found += [f"{page.url}: {wide} px wider than {width} px"] if wide > 0 else []
    if size:
        page.set_viewport_size(size)
    return found


def _faults(page: Page, width: int, scheme: Any, rules: list[str] | None) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLE)
    answer = page.evaluate(RUN, rules)
    where = f"{page.url} ({width} px, {scheme})"
    return [f"{where}: {fault['id']} {fault['nodes'][0]['html'][:120]}" for fault in answer["violations"]]

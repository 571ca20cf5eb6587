"""Pictures of every page, to be looked at by people: `make screens` puts them into screens/, which git ignores.

Not a test (pytest collects it only when named): it can't fail on what looks wrong.
"""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.axe import DESK, PHONE
from tests.pages.table import FAILURES, PAGES
from tests.pages.visiting import see, visiting
from tests.pages.world import populate

FOLDER = Path(__file__).parent.parent / "screens"


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(3600)
def test_shoot(browser: Browser, live_server: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pages.urls"
    facts = populate(now=timezone.now())
    with visiting(browser, live_server.url) as page:
        for name, sights in {**PAGES, "failure": FAILURES}.items():
            settings.DEBUG = name == "styleguide"
            for number, sight in enumerate(sights, start=1):
                for language in ("en", "zh-hans"):
                    see(page, sight, facts, url=live_server.url, language=language)
                    shoot(page, language, f"{name}-{number}".replace(":", "-"))


def shoot(page: Page, language: str, name: str) -> None:
    """On a phone and at a desk, in the light and in the dark."""
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=FOLDER / f"{width}-{scheme}-{language}" / f"{name}.png", full_page=True)

"""Nobody is kept out: no page has an accessibility fault that axe can find, in either scheme, at either width."""

from itertools import cycle
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from tests import axe
from tests.pages.table import FAILURES, PAGES
from tests.pages.visiting import see, visiting
from tests.pages.world import populate


@pytest.mark.django_db(transaction=True)
@pytest.mark.once
@pytest.mark.timeout(900)
def test_no_page_has_a_fault(browser: Browser, live_server: Any, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.pages.urls"
    facts, found, languages = populate(now=timezone.now()), [], cycle(("en", "zh-hans"))
    with visiting(browser, live_server.url) as page:
        for name, sights in {**PAGES, "": FAILURES}.items():
            settings.DEBUG = name == "styleguide"  # it is for those who build the site
            for sight in sights:
                see(page, sight, facts, url=live_server.url, language=next(languages))
                found += axe.faults(page)
    assert not found, "\n".join(found)

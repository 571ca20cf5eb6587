"""Nobody is kept out: no page has an accessibility fault that axe can find, in either scheme, at either width."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from onboarding.programs.models import Enrollment
from onboarding.verification.models import Submission
from tests import axe
from tests.cast import make_person
from tests.progress.world import CLUSTER, FIRST, LOCKED, PEOPLE, TRACK, WRITTEN, populate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(params=[390, 1280])
def screen(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of this width, in Chinese where it is narrow: both languages are seen."""
    size = {"width": request.param, "height": 900}
    context = browser.new_context(base_url=live_server.url, viewport=size, reduced_motion="reduce")
    language = "zh-hans" if request.param == 390 else "en"
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    yield context.new_page()
    context.close()


def sign_in(screen: Page, login: str, url: str) -> None:
    client = Client()
    client.force_login(make_person(login))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    screen.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def faults(screen: Page, address: str) -> list[str]:
    screen.goto(address)
    return axe.faults(screen)


def test_no_page_has_a_fault(screen: Page, live_server: Any, settings: Any) -> None:
    populate(now=timezone.now())
    found = [fault for address in PUBLIC for fault in faults(screen, address)]
    settings.DEBUG = True  # the style guide is for those who build the site; they see Django's page for 404, too
    found += faults(screen, "/styleguide/")
    settings.DEBUG = False
    for login in (*PEOPLE, "paused", "late"):
        sign_in(screen, login, live_server.url)
        eid = Enrollment.objects.filter(user__login=login).order_by("pk")[0].public_id
        found += faults(screen, f"/journey/{eid}/")
        for slug in TASKS_TO_SEE.get(login, (FIRST,)):
            found += faults(screen, f"/journey/{eid}/{slug}/")
        if login == "waiting":
            pull = Submission.objects.get(enrollment__public_id=eid).public_id
            own = ("/pulls/", f"/pulls/{pull}/", f"/issues/{eid}/", "/command-help/")
            found += [fault for address in own for fault in faults(screen, address)]
    found += faults(screen, "/journey/")
    sign_in(screen, "linus", live_server.url)
    found += [fault for address in ORGANISERS for fault in faults(screen, f"/organise/spring/{address}")]
    assert not found, "\n".join(found)


PUBLIC = (
    *("/", "/sign-in/", "/nowhere/", "/programs/", "/programs/spring/"),
    *("/tracks/", f"/tracks/{TRACK}/", f"/tracks/{TRACK}/{FIRST}/"),
)
ORGANISERS = ("figures/", "exports/", "audit/", f"reverify/?task={FIRST}")
TASKS_TO_SEE = {
    "fresh": (FIRST, WRITTEN, LOCKED),
    "at-the-cluster": (CLUSTER,),
    "with-the-mentor": (WRITTEN,),
    "sent-back": (WRITTEN,),
    "late": (),
}

"""No page about notices has a fault that axe can find, in either scheme, at either width, in either language."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from onboarding.notifications.kinds import Kind
from onboarding.notifications.operations import drain
from onboarding.notifications.unsubscribing import unsubscribe_path
from onboarding.programs.models import Membership
from tests import axe
from tests.cast import enroll, make_program
from tests.notifications.world import handed_in_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once, pytest.mark.timeout(200)]


@pytest.mark.parametrize(("width", "language"), [(390, "zh-hans"), (1280, "en")])
def test_no_page_has_a_fault(browser: Browser, live_server: Any, width: int, language: str) -> None:
    now = timezone.now()
    ada = enroll(make_program("spring"), "ada", now=now)
    grace = ada.mentor
    Membership.objects.create(program=ada.program, user=grace, role=Membership.Role.ORGANISER)
    handed_in_text(ada, now=now)
    drain(now=now)
    client = Client()
    client.force_login(grace)
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=live_server.url, viewport=size, reduced_motion="reduce")
    cookies = {settings.LANGUAGE_COOKIE_NAME: language, settings.SESSION_COOKIE_NAME: client.session.session_key}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page, found = context.new_page(), []

    for address in (
        *("/notices/", "/preferences/notices/", unsubscribe_path(grace, Kind.REVIEW)),
        *(f"/organise/spring/{name}/" for name in ("announcements", "chats", "mails")),
    ):
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        found += axe.faults(page)
    context.close()

    assert not found, "\n".join(found)

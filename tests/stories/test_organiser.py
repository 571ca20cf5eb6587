"""The story of an organiser, from the wizard to the archive, in a browser, in both languages; each page has no fault.

On a phone in Chinese, at a desk in English: both languages and both widths are seen.
"""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from onboarding.programs.models import Enrollment, Program
from tests import axe
from tests.cast import enroll, make_person, make_program, make_repository, make_task, task_content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("zh-hans", 390)])
def test_an_organiser_goes_from_the_wizard_to_the_archive(
    browser: Browser, live_server: Any, language: str, width: int
) -> None:
    track = make_program("past", organisers=("linus",)).track
    make_repository("demo-community/website")
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    page = signed_in(context.new_page(), "linus", live_server.url)
    found = set_up(page, track.pk)
    found += run(page)
    archive(page)
    context.close()
    assert found == [], "on the pages that only this story comes to"


def signed_in(page: Page, login: str, url: str) -> Page:
    client = Client()
    client.force_login(make_person(login))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    return page


def set_up(page: Page, track: int) -> list[str]:
    """Step by step, leaving once and coming back, to a published program that a mentor can join by a link."""
    page.goto("/organise/")
    page.locator("a[href='/organise/new/']").click()
    for name, value in {"name": "Autumn", "name_zh_hans": "秋天", "slug": "autumn", "community": "Demo"}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=track]", str(track))
    page.locator("main form button").click()
    page.locator("label", has_text="demo-community/website").click()
    page.locator("form:has([name=chosen]) button").click()
    page.goto("/organise/")
    page.locator("a[href='/organise/autumn/']").click()
    page.locator(".steps a").nth(3).click()
    page.select_option("[name=role]", "mentor")
    page.locator("form:has([name=uses_allowed]) button").click()
    link = page.locator(".command code").inner_text()
    found = axe.faults(page)
    page.locator(".steps a").nth(5).click()
    page.check("[name=needs_approval]")
    page.locator("main form:has([name=merge_preset]) button").click()
    page.locator("form[action$='/publish/'] button").click()
    assert not Program.objects.get(slug="autumn").is_draft
    come_by(page, link)
    return found


def come_by(page: Page, link: str) -> None:
    """Grace opens the link in a browser of her own."""
    grace = page.context.browser.new_context() if page.context.browser else page.context
    hers = signed_in(grace.new_page(), "grace", link.split("/invites/")[0])
    hers.goto(link)
    hers.locator("form[action$='/accept/'] button").click()
    grace.close()
    assert Program.objects.get(slug="autumn").memberships.filter(user__login="grace", role="mentor").exists()


def run(page: Page) -> list[str]:
    """Ada asks and is let in with words; earlier work is imported; a new task is taken over."""
    program = Program.objects.get(slug="autumn")
    enroll(program, state=Enrollment.State.REQUESTED, started_at=None, mentor=None, now=timezone.now())
    make_task(program.track, task_content("release"))
    page.goto("/organise/autumn/joiners/")
    page.fill("[name=words]", "欢迎 Welcome!")
    page.locator("button[value=let-in]").click()
    assert Enrollment.objects.get(program=program).mentor == make_person("grace")
    page.goto("/organise/autumn/import/")
    csv = {"name": "p.csv", "mimeType": "text/csv", "buffer": b"login,task\nada,introduce-yourself\n,\nnobody_,x\n"}
    page.set_input_files("[name=file]", [csv])  # type: ignore[list-item] # a file that exists nowhere
    page.locator("form:has([name=file]) button").click()
    found = axe.faults(page)
    page.locator("button[name=chosen]").click()
    assert Enrollment.objects.get(program=program).done_count == 1
    page.goto("/organise/autumn/versions/")
    page.locator("main form button").click()
    assert program.program_tasks.filter(task__slug="release").exists()
    return found


def archive(page: Page) -> None:
    page.goto("/organise/autumn/archive/")
    page.locator("main form button").click()
    assert Program.objects.get(slug="autumn").archived_at is not None

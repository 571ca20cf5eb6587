"""No dead ends: every link that anybody is shown leads to a page that they may open."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import make_person
from tests.progress.world import populate

MOST_PAGES = 150
NOT_FOLLOWED = ("/static/", "/admin/", "/accounts/")
"""Files, which other tests look at; the admin, which is Django's own to link; and the way out to GitHub."""

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Links(HTMLParser):
    """The addresses that one page links to, read as browsers do: a backslash is a slash."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.found.append(urljoin(self.page, href.replace("\\", "/")))


def dead_ends(client: Client, start: str) -> list[str]:
    """Walk from page to page; which link on which page answered what."""
    todo, seen, dead = deque([("", start)]), {start}, []
    while todo and len(seen) < MOST_PAGES:
        page, address = todo.popleft()
        response = client.get(address)
        if response.status_code not in (200, 302):
            dead.append(f"{page} links to {address}: {response.status_code}")
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        for link in Links(address, response.content.decode()).found:
            parts = urlsplit(link)
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if not parts.netloc and target not in seen and not target.startswith(NOT_FOLLOWED):
                seen.add(target)
                todo.append((address, target))
    return dead


@pytest.mark.parametrize("login", ["", "fresh", "sent-back", "late", "grace", "linus"])
def test_every_link_leads_somewhere(client: Client, login: str) -> None:
    populate(now=timezone.now())
    if login:
        client.force_login(make_person(login))
    assert dead_ends(client, "/") == []

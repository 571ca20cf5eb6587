"""The test servers themselves: a browser sees the real site, and its parts can be killed and started again."""

import pytest
from playwright.sync_api import Page

from tests.servers.site import Site, answers
from tests.servers.valkey import Valkey


def test_a_killed_broker_comes_back_with_what_was_queued(valkey: Valkey) -> None:
    import redis

    with redis.Redis(unix_socket_path=str(valkey.socket)) as client:
        client.rpush("queue", "task")
        client.execute_command("WAITAOF", 1, 0, 2000)
        valkey.kill()
        valkey.start()
        assert client.lrange("queue", 0, -1) == [b"task"]


@pytest.mark.django_db
def test_the_site_runs_on_a_fresh_database(site: Site) -> None:
    assert answers(f"{site.url}/readyz")


def test_a_browser_sees_a_page(page: Page, site: Site) -> None:
    response = page.goto(site.url)
    assert response is not None

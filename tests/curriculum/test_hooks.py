"""The git hooks as the site hands them out: a page that explains, and scripts as text."""

import pytest

from onboarding.rules.hooks import NAMES, SCRIPTS

pytestmark = pytest.mark.django_db
CHINESE = {"Accept-Language": "zh-hans"}


def test_the_page_gives_the_command_with_this_sites_own_address(client):
    page = client.get("/hooks/").content.decode()

    assert "curl -fsS http://testserver/hooks/install.sh |\n  sh -s -- http://testserver/hooks/" in page


def test_the_page_links_each_hook_so_that_it_can_be_read(client):
    page = client.get("/hooks/").content.decode()

    for name in NAMES[1:]:
        assert f'href="/hooks/{name}"' in page


def test_the_page_is_there_in_chinese(client):
    page = client.get("/hooks/", headers=CHINESE).content.decode()

    assert "安装" in page
    assert "Install them" not in page


@pytest.mark.parametrize("name", NAMES)
def test_a_script_is_served_as_text_that_caches_may_keep(client, name):
    response = client.get(f"/hooks/{name}")

    assert response.content == SCRIPTS[name]
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=3600"


def test_a_cache_that_has_a_script_need_not_fetch_it_again(client):
    etag = client.get("/hooks/commit-msg")["ETag"]

    assert client.get("/hooks/commit-msg", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/hooks/pre-push", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("name", ["__init__.py", "commit-msg.sample", "..%2Fhooks%2Fcommit-msg"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/hooks/{name}").status_code == 404

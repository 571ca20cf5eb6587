"""No secret gets into a log line."""

import json

import pytest

from onboarding.config import read
from onboarding.monitoring.masks import masked, secrets_of


@pytest.mark.parametrize(
    "line",
    [
        "GET /x?code=hunter2hunter2&state=abc",
        '{"token": "hunter2hunter2"}',
        json.dumps({"event": json.dumps({"access_token": "hunter2hunter2"})}),
        "Authorization: Bearer hunter2hunter2",
        "Authorization: token hunter2hunter2",
        "ghp_hunter2hunter2hunter2",
        "ghs_hunter2hunter2hunter2",
        "github_pat_11ABC_hunter2hunter2",
        "postgres://ada:hunter2hunter2@db/waymark",
        "redis://:hunter2hunter2@cache:6379/0",
        "{'client_secret': 'hunter2hunter2'}",
        "Cookie: sessionid=hunter2hunter2; theme=dark",
        "/setup/hunter2hunter2/",
        "POST /evidence/hunter2hunter2 HTTP/1.1",
        "GET /calendar/hunter2hunter2.ics HTTP/1.1",
        "POST /notices/unsubscribe/hunter2hunter2:hunter2hunter2/ HTTP/1.1",
        '{"path": "/records/hunter2hunter2/", "status": 200}',
        "password=hunter2hunter2",
    ],
)
def test_what_looks_like_a_secret_is_masked(line: str) -> None:
    assert "hunter2hunter2" not in masked(line)
    assert "********" in masked(line)


@pytest.mark.parametrize(
    "line",
    [
        '{"path": "/journey/abc/sign-off/", "status": 200}',
        '{"code": 200}'.replace("code", "barcode"),
        "token bucket is full",
        "https://github.com/demo-community/guide/pull/7",
        "refused with status 401: the signature is wrong",
    ],
)
def test_what_is_no_secret_stays(line: str) -> None:
    assert masked(line) == line


def test_every_secret_of_the_configuration_is_known() -> None:
    config = read(
        flags={
            "secret_key": "signs-sessions",
            "github_token": "short",
            "github_webhook_secret": "rings-the-bell",
            "database_url": "postgres://ada:knock-knock@db/waymark",
        }
    ).config

    assert set(secrets_of(config)) == {"signs-sessions", "rings-the-bell", "knock-knock"}
    assert masked("signs-sessions and knock-knock", secrets_of(config)) == "******** and ********"

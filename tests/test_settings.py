"""The settings of a site in production: everything that follows from its address, and Django's own checklist."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "WAYMARK_BASE_URL": "https://waymark.example.org",
    "WAYMARK_WEB_HOST": "0.0.0.0",  # noqa: S104 - nothing is bound
    "WAYMARK_TRUSTED_PROXIES": "1",
    "WAYMARK_SECRET_KEY": "x7Q-enough-characters-of-every-kind-to-be-nobody's-guess-0123456789",
    "WAYMARK_GITHUB_CLIENT_ID": "Iv1.waymark",
    "WAYMARK_GITHUB_CLIENT_SECRET": "not really one",
    "WAYMARK_BROKER_URL": "redis://redis.example.org:6379/0",
}
NAMES = (
    "ALLOWED_HOSTS",
    "DATABASES",
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
)
SHOW = (
    f"import json; from onboarding import settings as s; print(json.dumps({{n: getattr(s, n, None) for n in {NAMES}}}))"
)


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_", "TEST_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**clean, "WAYMARK_DATA_DIR": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(folder: Path, **environment: str) -> dict[str, object]:
    return dict(json.loads(run(folder, "-c", SHOW, **environment).stdout))


def test_a_site_under_https_sends_its_cookies_over_https_only(tmp_path):
    values = settings_of(tmp_path, **PRODUCTION)
    assert values["SESSION_COOKIE_NAME"] == "__Host-waymark-session"
    assert values["CSRF_COOKIE_NAME"] == "__Host-waymark-csrf"
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is values["LANGUAGE_COOKIE_SECURE"] is True
    assert (values["SECURE_SSL_REDIRECT"], values["SECURE_HSTS_SECONDS"]) == (True, 31536000)
    assert values["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert "waymark.example.org" in values["ALLOWED_HOSTS"]
    assert "*" not in values["ALLOWED_HOSTS"]


def test_a_site_on_this_machine_works_without_https(tmp_path):
    values = settings_of(tmp_path)
    assert (values["SECURE_SSL_REDIRECT"], values["SECURE_HSTS_SECONDS"]) == (False, 0)
    assert values["SESSION_COOKIE_SECURE"] is False
    assert values["SECURE_PROXY_SSL_HEADER"] is None


def test_a_header_is_believed_from_a_configured_proxy_only(tmp_path):
    values = settings_of(tmp_path, **{**PRODUCTION, "WAYMARK_TRUSTED_PROXIES": "0"})
    assert values["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.timeout(60)
def test_djangos_checklist_for_deployment_has_nothing_to_say(tmp_path):
    done = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "INFO", **PRODUCTION)
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (2 silenced).\n"), done.stderr


def test_what_the_address_of_the_database_asks_for_is_not_lost(tmp_path):
    url = "postgres://waymark@db.example.org/waymark?sslmode=verify-full"
    options = settings_of(tmp_path, **PRODUCTION, WAYMARK_DATABASE_URL=url)["DATABASES"]["default"]["OPTIONS"]

    assert options["sslmode"] == "verify-full"
    assert options["pool"]["min_size"] == 1

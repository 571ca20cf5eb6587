"""A first visit costs less than 50 kB, everything together, as it travels: compressed, over a slow line too."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone

from onboarding.programs.models import Enrollment
from tests.cast import make_person
from tests.progress.world import populate

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIMIT = 50_000
LOADED_FROM_OUTSIDE = re.compile(r"""(?:src=|<link[^>]*href=)["'](?:https?:)?//""")


@pytest.fixture(scope="module")
def as_in_production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Static files with hashed names, compressed beforehand. The admin's are not a newcomer's."""
    compressed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    made = {
        "STORAGES": {**settings.STORAGES, "staticfiles": compressed},
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
    }
    with override_settings(**made):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    return made


@pytest.fixture
def collected(as_in_production: dict[str, Any]) -> Iterator[Path]:
    with override_settings(**as_in_production):
        yield as_in_production["STATIC_ROOT"]


def sent(path: Path) -> int:
    """Bytes that a browser is sent for this file: the smallest of what whitenoise has beside it."""
    variants = (path.with_name(path.name + ending) for ending in ("", ".gz", ".br"))
    return min(variant.stat().st_size for variant in variants if variant.exists())


def assets(html: str, root: Path) -> set[Path]:
    """What the page loads, and what its stylesheet loads."""
    direct = {root / name for name in re.findall(r'(?:src|href)="/static/([^"#]+)', html)}
    sheets = [path for path in direct if path.suffix == ".css"]
    named = [(sheet, name) for sheet in sheets for name in re.findall(r'url\("((?!data:)[^"#]+)"\)', sheet.read_text())]
    return direct | {(sheet.parent / name).resolve() for sheet, name in named}


def weigh(client: Client, address: str, root: Path) -> tuple[int, str]:
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    html = client.get(address).content.decode()
    return len(response.content) + sum(sent(path) for path in assets(html, root)), html


@pytest.mark.parametrize("login", ["", "no", "finished"])
def test_a_first_visit_is_light_and_everything_comes_from_us(client: Client, collected: Path, login: str) -> None:
    populate(now=timezone.now())
    addresses = ["/"]
    if login:
        client.force_login(make_person(login))
        eid = Enrollment.objects.get(user__login=login).public_id
        addresses = [f"/journey/{eid}/", f"/journey/{eid}/first-contribution/"]
    for address in addresses:
        weight, html = weigh(client, address, collected)
        assert 20_000 < weight < LIMIT, f"{address}: {weight} bytes"
        assert not LOADED_FROM_OUTSIDE.search(html)
        assert " style=" not in html


def test_every_asset_has_a_hash_in_its_name(client: Client, collected: Path) -> None:
    html = client.get("/").content.decode()
    names = [path.name for path in assets(html, collected)]
    assert len(names) >= 5
    assert all(re.search(r"\.[0-9a-f]{12}\.", name) for name in names), names

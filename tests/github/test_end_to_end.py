"""The whole way on a GitHub that others wrote: sign in, join, submit, merge, webhook, verified."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboarding.github.connection import Connection
from tests.github import emulator
from tests.github.emulator import EmulateStage
from tests.github.walker import Walker
from tests.servers import site as sites
from tests.servers.site import Site, free_port

SIGNED = "docs(guide): mend a link (#1)\n\nSigned-off-by: Ada <ada@example.org>"
VERIFIED, WAITING = 'id="answer-word">Verified', "The maintainers’ turn"

PROGRAM = """
from django.utils import timezone
from onboarding.curriculum.models import Track
from onboarding.github.operations import follow
from onboarding.programs.models import Program
from onboarding.programs.operations import adopt_versions
now = timezone.now()
track = Track.objects.get(slug="cloud-native-contributor")
program = Program.objects.create(slug="spring", name="Spring", community="Guide", track=track, branches=["main"])
program.repositories.add(follow(full_name="maintainer/guide", now=now))
adopt_versions(program=program, now=now)
"""

WEBHOOKS = """
from onboarding.github.models import Delivery
print(Delivery.objects.filter(event="pull_request", action="closed").exclude(processed_at=None).count())
"""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[EmulateStage]:
    """The emulator, told where the site will be."""
    with emulator.running(tmp_path, web_port=free_port()) as running:
        yield running


@pytest.fixture
def site(stage: EmulateStage, database_url: str) -> Iterator[Site]:
    """The site with real credentials, so neither demo nor simulator; its webhook is set up at the emulator."""
    with sites.running(database_url, web_port=str(stage.web_port), **credentials(stage.connection)) as running:
        running.manage("sync_curriculum")
        running.manage("shell", "--no-imports", "-c", PROGRAM)
        stage.hook(f"{running.url}/webhooks/github/")
        yield running


def credentials(connection: Connection) -> dict[str, str]:
    return {
        "github_url": connection.url,
        "github_client_id": connection.client_id,
        "github_client_secret": connection.client_secret,
        "github_token": connection.token,
        "github_webhook_secret": connection.webhook_secret,
    }


def join(walker: Walker) -> str:
    """Sign in at the emulator and join the program; the address of the journey."""
    assert "/journey/" in walker.sign_in_at_emulate("ada").url
    joined = walker.submit("/programs/spring/join/", on="/programs/spring/")
    journey = re.search(r"/journey/[^/]+/", joined.url)
    assert journey, joined.url
    return journey[0]


def submit(walker: Walker, page: str, stage: EmulateStage, number: int) -> None:
    """Paste the pull request's address into the task's form."""
    walker.submit(f"{page}submit/", on=page, address=f"{stage.connection.url}/{stage.repository}/pull/{number}")


@pytest.mark.timeout(300)  # three servers start first, perhaps on a busy machine
def test_pull_requests_are_verified_within_seconds_of_their_merge(stage: EmulateStage, site: Site) -> None:
    ada = Walker(site.url)
    journey = join(ada)

    for task in ("first-contribution", "sign-off"):
        page, number = f"{journey}{task}/", stage.open(commits=[SIGNED])
        submit(ada, page, stage, number)
        ada.wait_for(page, WAITING)
        stage.merge(number)
        assert ada.wait_for(page, VERIFIED) < 20

    processed = site.manage("shell", "--no-imports", "-c", WEBHOOKS)
    assert processed.split() == ["2"]

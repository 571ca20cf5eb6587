"""Settings that the tests of this package share."""

import pytest
from pytest_django.fixtures import Settings

from onboarding.github.connection import Connection


@pytest.fixture
def github_com(settings: Settings) -> None:
    """The site talks to github.com. No test calls it: the machine has no way out."""
    settings.GITHUB = Connection(url="https://github.com", token="ghs_test", webhook_secret="hush")

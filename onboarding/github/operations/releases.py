"""Reading a release: GitHub's record of it and of its repository, and what its checksum files say."""

from datetime import datetime
from typing import Any

from django.conf import settings

from onboarding.github import releases
from onboarding.github.credentials import connect
from onboarding.github.downloads import download
from onboarding.github.release_addresses import ReleaseAddress
from onboarding.github.storable import storable


def read_release(*, address: ReleaseAddress, now: datetime) -> dict[str, Any]:
    """The evidence of kind `release`. Raises GitHubUnavailable, and NotVisible: private, a draft, never there."""
    client = connect(now=now)
    repository = client.rest("repos", address.owner, address.name)
    release = client.rest("repos", address.owner, address.name, "releases", "tags", address.tag)
    files = [download(url, connection=settings.GITHUB, now=now) for url in releases.checksum_files(release)]
    texts = [file.decode("utf-8", "replace") for file in files if file]
    found: dict[str, Any] = storable(releases.document(release, repository, texts))
    return found

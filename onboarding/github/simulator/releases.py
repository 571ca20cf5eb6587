"""Releases at the simulator: publishing one in a repository of one's own, and how REST tells of it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias
from urllib.parse import quote

from django.utils.translation import gettext

from onboarding.github.simulator.happened import Refused
from onboarding.github.simulator.payloads import instant, user_json
from onboarding.github.simulator.people import Person
from onboarding.github.simulator.published import Asset, Release
from onboarding.github.simulator.world import Repository, World, person

Json: TypeAlias = dict[str, Any]

NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
CHECKSUMS = "checksums.txt"


def publish(
    world: World,
    *,
    author: Person,
    repository: str,
    tag: str,
    now: datetime,
    name: str = "",
    notes: str = "",
    assets: Sequence[Asset] = (),
    is_draft: bool = False,
) -> Release:
    """Publish a release in the author's repository of this name, which is made when it isn't there."""
    if not NAME.fullmatch(repository) or not tag.strip() or " " in tag.strip():
        raise Refused(gettext("A release needs a repository and a tag without blanks."))
    full_name = f"{author.login}/{repository}"
    if world.release(full_name, tag.strip()):
        raise Refused(gettext("There is a release with this tag already."))
    release = Release(
        github_id=world.new_id(),
        repository_id=_repository(world, full_name).github_id,
        tag=tag.strip(),
        name=name,
        notes=notes,
        author=author.login,
        is_draft=is_draft,
        published_at=now,
        assets=list(assets),
    )
    world.releases.append(release)
    return release


def _repository(world: World, full_name: str) -> Repository:
    found = world.repository(full_name)
    if found is None:
        number = world.new_id()
        found = Repository(github_id=number, node_id=f"R_demo{number}", full_name=full_name)
        world.repositories.append(found)
    return found


def with_checksums(names: Sequence[str]) -> list[Asset]:
    """Files of these names, and the checksum file that covers them."""
    assets = [Asset(name=name, text=f"The bytes of {name}.") for name in names]
    lines = "".join(f"{asset.digest}  {asset.name}\n" for asset in assets)
    return [*assets, Asset(name=CHECKSUMS, text=lines)]


def release_json(release: Release, repository: Repository, *, base_url: str) -> Json:
    page = f"{base_url}/{repository.full_name}/releases"
    tag = quote(release.tag, safe="/")
    return {
        "id": release.github_id,
        "html_url": f"{page}/tag/{tag}",
        "tag_name": release.tag,
        "name": release.name,
        "body": release.notes,
        "draft": release.is_draft,
        "prerelease": "-" in release.tag,
        "created_at": instant(release.published_at),
        "published_at": None if release.is_draft else instant(release.published_at),
        "author": user_json(person(release.author), base_url=base_url),
        "assets": [
            {
                "name": asset.name,
                "size": len(asset.text.encode()),
                "digest": f"sha256:{asset.digest}",
                "browser_download_url": f"{page}/download/{tag}/{quote(asset.name)}",
            }
            for asset in release.assets
        ],
    }

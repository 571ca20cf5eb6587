"""Addresses of releases, as people paste them: what is meant, or one sentence about what is wrong."""

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.conf import settings

from onboarding.github.addresses import NAME, BadAddress, host_and_path, our_host, tidied

LONGEST_TAG = 255
SHORT = re.compile(rf"({NAME})/({NAME})@(.+)")
RELEASE = re.compile(rf"/({NAME})/({NAME})/releases/tag/(.+)")
FILE = re.compile(rf"/{NAME}/{NAME}/(?:releases/(?:latest/)?download|archive)/.+")
LIST = re.compile(rf"/({NAME})/({NAME})/(?:releases(?:/latest|/new|/edit/.*)?|tags)/?")
REPOSITORY = re.compile(rf"/({NAME})/({NAME})(?:/.*)?")


@dataclass(frozen=True)
class ReleaseAddress:
    """A release by the names of today: good for asking GitHub once."""

    owner: str
    name: str
    tag: str

    @property
    def url(self) -> str:
        return f"{settings.GITHUB.url}/{self.owner}/{self.name}/releases/tag/{quote(self.tag, safe='/')}"

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}@{self.tag}"


def parse_release(text: str) -> ReleaseAddress:
    """The release that this text names: its web address, or `owner/name@v1.2.3`.

    Raises BadAddress with one of the codes malformed, other-site, release-file, release-list, not-a-release.
    """
    try:
        pasted = tidied(text)
        if short := SHORT.fullmatch(pasted):
            return _address(*short.groups())
        host, path = host_and_path(pasted)
    except ValueError:
        raise _malformed() from None
    if host != our_host():
        raise _other_site(host) if path.strip("/") else _malformed()
    if found := RELEASE.fullmatch(path.rstrip("/")):
        return _address(found[1], found[2], unquote(found[3]))
    if FILE.fullmatch(path):
        raise _a_file()
    if several := LIST.fullmatch(path):
        raise _a_list(several[1], several[2])
    raise _not_a_release(path)


def _address(owner: str, name: str, tag: str) -> ReleaseAddress:
    if {owner, name} & {".", ".."} or not tag.isprintable() or " " in tag or len(tag) > LONGEST_TAG:
        raise _malformed()
    return ReleaseAddress(owner, name, tag)


def _example() -> str:
    return f"{settings.GITHUB.url}/owner/repository/releases/tag/v0.1.0"


def _malformed() -> BadAddress:
    return BadAddress(
        "malformed",
        {
            "en": f"We could not read that as an address. Paste the release's address, such as {_example()}.",
            "zh-hans": f"无法识别这个地址。请粘贴发布页面的地址，例如 {_example()}。",
        },
    )


def _other_site(host: str) -> BadAddress:
    shown, ours = host[:60], our_host()
    return BadAddress(
        "other-site",
        {
            "en": f"That address is on {shown}; this site checks releases on {ours}. Paste one from there.",
            "zh-hans": f"这个地址属于 {shown}，而本站只检查 {ours} 上的发布。请粘贴那里的地址。",
        },
    )


def _a_file() -> BadAddress:
    return BadAddress(
        "release-file",
        {
            "en": f"That is a file to download. Open the release that it belongs to and paste the address of that "
            f"page, such as {_example()}.",
            "zh-hans": f"这是一个下载文件的地址。请打开它所属的发布页面，粘贴那个页面的地址，例如 {_example()}。",
        },
    )


def _a_list(owner: str, name: str) -> BadAddress:
    repository = f"{owner}/{name}"
    return BadAddress(
        "release-list",
        {
            "en": f"That page does not say which release of {repository} you mean. Open the release by its title and "
            f"paste the address, which ends in its tag, such as {_example()}.",
            "zh-hans": f"这个页面没有说明是 {repository} 的哪一个发布。请点击发布的标题，"
            f"粘贴以标签结尾的地址，例如 {_example()}。",
        },
    )


def _not_a_release(path: str) -> BadAddress:
    repository = REPOSITORY.match(path)
    where = f"{repository[1]}/{repository[2]}" if repository else our_host()
    return BadAddress(
        "not-a-release",
        {
            "en": f"That is a page of {where}, but not a release. A tag alone is none either: publish a release for "
            f"it, open it and paste its address, such as {_example()}.",
            "zh-hans": f"这是 {where} 的页面，但不是发布。只有标签也不算：请为它创建并公开一个发布，"
            f"打开后粘贴它的地址，例如 {_example()}。",
        },
    )

"""Addresses of pull requests, as people paste them: what is meant, or one sentence about what is wrong."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from onboarding.languages import Text

LONGEST = 2000
LARGEST_NUMBER = 2**31 - 1  # GraphQL's Int
NAME = r"[A-Za-z0-9_.-]{1,100}"
SHORT = re.compile(rf"({NAME})/({NAME})#([0-9]+)")
REPOSITORY = re.compile(rf"/({NAME})/({NAME})")
INSIDE = re.compile(rf"/({NAME})/({NAME})/(pull|issues|discussions)/([0-9]+)(?:/.*)?")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True)
class Address:
    """A pull request by name; names change, so what it is called today is only good for asking GitHub once."""

    owner: str
    name: str
    number: int

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}"

    def __str__(self) -> str:
        return f"{self.full_name}#{self.number}"


class BadAddress(Exception):
    """Not the address of a pull request. ``message`` says what we saw, what we hoped for and what to do."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(message["en"])
        self.code = code
        self.message = message


def parse(text: str) -> Address:
    """The pull request that this text names: its web address in any common form, or `owner/name#12`.

    Raises BadAddress with one of the codes malformed, other-site, issue, not-a-pull-request.
    """
    try:
        pasted = tidied(text)
        if short := SHORT.fullmatch(pasted):
            return _address(short[1], short[2], short[3])
        host, path = host_and_path(pasted)
    except ValueError:
        raise _malformed() from None
    if host != our_host():
        raise _other_site(host)
    return _in_path(path)


def issue(number: int) -> BadAddress:
    """The complaint about an address that turns out to be an issue."""
    return BadAddress(
        "issue",
        {
            "en": f"That is issue #{number}, not a pull request. Paste the pull request that answers it.",
            "zh-hans": f"这是 issue #{number}，不是拉取请求。请粘贴解决它的拉取请求的地址。",
        },
    )


def tidied(text: str) -> str:
    """What was pasted, without what stands around an address. Raises ValueError where it can be none."""
    pasted = unicodedata.normalize("NFKC", text[: LONGEST + 1]).strip().strip("<>")
    if len(text) > LONGEST or not pasted.isprintable() or " " in pasted:
        msg = "no address"
        raise ValueError(msg)
    return pasted


def host_and_path(pasted: str) -> tuple[str, str]:
    """The host that serves the address, without what makes no difference, and the path. Raises ValueError."""
    parts = urlsplit(pasted if SCHEME.match(pasted) else f"https://{pasted}")
    host, port = (parts.hostname or "").removesuffix("."), parts.port
    if parts.scheme not in ("http", "https") or "." not in host:
        msg = "no address of the web"
        raise ValueError(msg)
    usual = port in (None, 80, 443)
    return host.removeprefix("www.") + ("" if usual else f":{port}"), parts.path


def our_host() -> str:
    return urlsplit(settings.GITHUB.url).netloc.lower().removeprefix("www.")


def _in_path(path: str) -> Address:
    inside = INSIDE.fullmatch(path)
    if inside is None:
        raise _not_a_pull_request(path)
    owner, name, kind, number = inside.groups()
    if kind == "issues":
        raise issue(int(number[:20]))
    if kind == "discussions":
        raise _not_a_pull_request(path)
    return _address(owner, name, number)


def _address(owner: str, name: str, digits: str) -> Address:
    number = int(digits[:20])
    if not 0 < number <= LARGEST_NUMBER or {owner, name} & {".", ".."}:
        raise _malformed()
    return Address(owner, name, number)


def _example() -> str:
    return f"{settings.GITHUB.url}/owner/repository/pull/12"


def _malformed() -> BadAddress:
    return BadAddress(
        "malformed",
        {
            "en": f"We could not read that as an address. Paste the pull request's address, such as {_example()}.",
            "zh-hans": f"无法识别这个地址。请粘贴拉取请求的地址，例如 {_example()}。",
        },
    )


def _other_site(host: str) -> BadAddress:
    shown, ours = host[:60], our_host()
    return BadAddress(
        "other-site",
        {
            "en": f"That address is on {shown}; this site checks pull requests on {ours}. Paste one from there.",
            "zh-hans": f"这个地址属于 {shown}，而本站只检查 {ours} 上的拉取请求。请粘贴那里的地址。",
        },
    )


def _not_a_pull_request(path: str) -> BadAddress:
    repository = REPOSITORY.match(path)
    where = f"{repository[1]}/{repository[2]}" if repository else our_host()
    return BadAddress(
        "not-a-pull-request",
        {
            "en": f"That is a page of {where}, but not a pull request. Open your pull request and paste its address, "
            f"such as {_example()}.",
            "zh-hans": f"这是 {where} 的页面，但不是拉取请求。请打开你的拉取请求并粘贴它的地址，例如 {_example()}。",
        },
    )

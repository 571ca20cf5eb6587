"""The chats that we can speak in: what their addresses look like, and how something is said there.

apprise knows how; only services whose host is fixed, or guarded by us, are taken from it. We speak ourselves to robots
whose refusals it does not notice (`robots`).
"""

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from django.utils.translation import gettext as _

from onboarding.notifications.chats import robots
from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.chats.guard import is_ours, refuse_private
from onboarding.notifications.news import in_all

FIXED = {"slack": "Slack", "discord": "Discord", "dingtalk": "DingTalk", "wecombot": "WeCom"}
"""Services that have one host for everybody, by the scheme under which apprise has them."""

HOSTED = {"matrixs": "Matrix", "mmosts": "Mattermost"}
PLAIN = {"matrix": "Matrix", "mmost": "Mattermost"}
"""Services that everybody may run themselves, with TLS and without: that only where an operator allows the host."""

LONGEST = 3_500
_MENTION = re.compile(r"(?<![\w.])@(?=[\w&!])|!(?=channel|here|everyone|subteam)|<(?=at\b)", re.IGNORECASE)
_DINGTALK = "oapi.dingtalk.com"
_apprise_log = logging.getLogger("apprise")
_apprise_log.setLevel(logging.WARNING)
_apprise_log.propagate = False  # what it says can hold addresses, which are secrets: only `_heard` listens
_apprise_log.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Place:
    """``service`` for people; ``host`` and ``port`` where the host is of somebody's choice."""

    service: str
    address: str
    secret: str = ""
    host: str = ""
    port: int = 443


def recognise(address: str, secret: str = "") -> Place:
    """The place that this address, as its chat shows it or as apprise writes it, stands for. Raises `Unusable`."""
    parts = urlsplit(address)
    if parts.scheme in {"http", "https"} and parts.path.startswith(robots.FEISHU_PATH):
        return _feishu(address, secret)
    if parts.hostname == _DINGTALK:
        token = parse_qs(parts.query).get("access_token", [""])[0]
        address = f"dingtalk://{quote(secret, safe='')}@{token}/" if secret else f"dingtalk://{token}/"
    plugin, scheme = _plugin(address)
    if scheme in FIXED:
        return Place(FIXED[scheme], address)
    host, port = str(plugin.host), int(plugin.port or (443 if plugin.secure else 80))
    if scheme in HOSTED or (scheme in PLAIN and is_ours(host)):
        return Place({**HOSTED, **PLAIN}[scheme], address, host=host, port=port)
    raise _unknown()


def say(place: Place, title: str, text: str, *, now: datetime) -> None:
    """Raises `NotSaid`, or `Unusable` where the host has become a private one meanwhile."""
    if place.host:
        refuse_private(place.host, place.port)
    title, text = _rousing_nobody(title), _rousing_nobody(text[:LONGEST])
    if place.service == "Feishu":
        robots.say_to_feishu(place.address, place.secret, f"{title}\n{text}".strip(), now=now)
        return
    plugin, scheme = _plugin(place.address)
    if scheme == "dingtalk":
        url = plugin.notify_url.format(token=plugin.token)
        robots.say_to_dingtalk(url, plugin.secret, f"{title}\n{text}", mobiles=plugin.targets, now=now)
    elif scheme == "wecombot":
        robots.say_to_wecom(plugin.api_url, f"{title}\n{text}")
    else:
        _say_through_apprise(plugin, title, text)


def _say_through_apprise(plugin: Any, title: str, text: str) -> None:
    plugin.redirects = False
    plugin.socket_connect_timeout, plugin.socket_read_timeout = robots.TIMEOUT
    with _heard() as words:
        if not plugin.notify(title=title, body=text):
            raise NotSaid(words[-1] if words else "No answer.")


def _rousing_nobody(text: str) -> str:
    """Names and questions are anybody's words: ``@everyone`` in them must not ring at everybody's.

    What chats take for a mention gets a character that nobody sees, and stays readable.
    """
    return _MENTION.sub(lambda found: f"{found[0]}\u200b", text)


def _feishu(address: str, secret: str) -> Place:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" and host in robots.FEISHU_HOSTS:
        return Place("Feishu", address, secret)
    if is_ours(host):
        return Place("Feishu", address, secret, host, parts.port or 443)
    raise _unknown()


def _plugin(address: str) -> tuple[Any, str]:
    """apprise's object for it, a fresh one each time, and its scheme.

    Options in the address are cut off: they could slow us down, or look for another host than the one we guard.
    """
    named = {scheme: each for each in _plugins() for scheme in (each.secure_protocol, each.protocol) if scheme}
    scheme = address.partition("://")[0].lower()
    if scheme in named:
        said = named[scheme].parse_url(address.partition("?")[0].replace("#", "%23"))
    else:
        said = next((found for each in named.values() if (found := each.parse_native_url(address))), None)
    if not said:
        raise _unknown()
    try:
        ours = {"asset": _signed_by_us(), "discovery": False, "verify": True}
        return named[said["schema"]](**{**said, **ours}), str(said["schema"])
    except TypeError as error:  # what apprise raises for a part that is missing or not as it should be
        raise _unknown() from error


@cache
def _plugins() -> tuple[Any, ...]:
    """Only these: what apprise has beside them can read files and run commands. Loaded when something is said."""
    from apprise.plugins.dingtalk import NotifyDingTalk
    from apprise.plugins.discord import NotifyDiscord
    from apprise.plugins.matrix import NotifyMatrix
    from apprise.plugins.mattermost import NotifyMattermost
    from apprise.plugins.slack import NotifySlack
    from apprise.plugins.wecombot import NotifyWeComBot

    return (NotifySlack, NotifyDiscord, NotifyDingTalk, NotifyWeComBot, NotifyMattermost, NotifyMatrix)


@cache
def _signed_by_us() -> Any:
    """Messages are Waymark's, and bring no pictures from elsewhere."""
    from apprise.asset import AppriseAsset

    return AppriseAsset(app_id="Waymark", app_desc="Waymark", image_url_mask="", image_url_logo="")


def _unknown() -> Unusable:
    return Unusable(
        in_all(
            lambda _code: _(
                "This is no webhook address that we know. Copy it from Slack, Discord, DingTalk, WeCom or Feishu, or "
                "write it as apprise does: `matrixs://…` for Matrix, `mmosts://…` for Mattermost."
            )
        )
    )


@contextmanager
def _heard() -> Iterator[list[str]]:
    """What apprise says of it in this thread: it returns no more than no."""
    words: list[str] = []
    handler = _Ear(words)
    _apprise_log.addHandler(handler)
    try:
        yield words
    finally:
        _apprise_log.removeHandler(handler)


class _Ear(logging.Handler):
    def __init__(self, words: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.words, self.thread = words, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.words.append(record.getMessage()[:200])

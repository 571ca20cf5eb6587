"""No message goes to an address inside our own network, whatever its name says: nobody may knock there through us."""

import ipaddress
import socket

from django.conf import settings
from django.utils.translation import gettext as _

from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.news import in_all


def is_ours(host: str) -> bool:
    """An operator has said that chats live there (`chat_private_hosts`)."""
    return host.lower() in {each.lower() for each in settings.WAYMARK.chat_private_hosts}


def refuse_private(host: str, port: int) -> None:
    """Raises `Unusable` for a host that has any but public addresses; `NotSaid` if nobody knows it.

    Asked when an address is given, and again whenever something is sent: names change what they mean.
    """
    if is_ours(host):
        return
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        msg = f"The name {host} is not known."
        raise NotSaid(msg) from error
    if not all(_is_public(str(each[4][0])) for each in found):
        raise Unusable(
            in_all(
                lambda _code: (
                    _(
                        "%(host)s is an address in a private network, where nothing is sent. If your chat lives there, "
                        "the operators of the site can allow its host with the setting `chat_private_hosts`."
                    )
                    % {"host": host}
                )
            )
        )


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return (mapped or parsed).is_global and not parsed.is_multicast

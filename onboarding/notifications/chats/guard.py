"""No message goes to an address inside our own network, whatever its name says: nobody may knock there through us."""

import ipaddress
import socket

from django.conf import settings
from django.utils.translation import gettext as _

from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.news import in_all

_ROUTED, _NAT64 = ipaddress.IPv6Network("2000::/3"), ipaddress.IPv6Network("64:ff9b::/96")


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
    """IPv6 that stands for an IPv4 address is what that is; of all other IPv6, only what is routed to the world."""
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = _inside(parsed) or parsed
    is_routed = parsed.version == 4 or parsed in _ROUTED
    return is_routed and parsed.is_global and not parsed.is_multicast


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour

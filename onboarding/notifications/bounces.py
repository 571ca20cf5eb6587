"""Mail that comes back: what a report of delivery (RFC 3464) says, and about which of our mails."""

import re
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message

LONGEST_WORDS = 500
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")
_FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Bounce:
    """``public_id`` is our mail's, ``words`` its server's. ``is_about_us``: a rule against the sender, no word of the
    address."""

    public_id: str
    words: str
    is_about_us: bool


def read_bounce(raw: bytes) -> Bounce | None:
    """None for everything that does not say that a mail will never arrive: other mail, delays, good news."""
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = list(message.walk()) if message.get_content_type() == "multipart/report" else []
    failed = next((block for part in parts for block in _recipients(part) if _has_failed(block)), None)
    public_id = next(filter(None, map(_public_id, parts)), "")
    if failed is None or not public_id:
        return None
    status = _said(failed, "Status")
    words = _said(failed, "Diagnostic-Code").partition(";")[2].strip() or status
    return Bounce(public_id, words[:LONGEST_WORDS], is_about_us=status.startswith("5.7."))


def _recipients(part: Message) -> list[Message]:
    """The blocks of a delivery status, but for the first, which is about all of them."""
    payload = part.get_payload() if part.get_content_type() == "message/delivery-status" else []
    return [block for block in payload if isinstance(block, Message)][1:] if isinstance(payload, list) else []


def _has_failed(block: Message) -> bool:
    return _said(block, "Action").lower() == "failed" and bool(_FOR_GOOD.match(_said(block, "Status")))


def _public_id(part: Message) -> str:
    returned = _returned(part)
    return _said(returned, "Message-ID").strip("<>").partition("@")[0] if returned is not None else ""


def _returned(part: Message) -> Message | None:
    """The mail that came back: all of it, or its headers."""
    if part.get_content_type() not in _RETURNED:
        return None
    payload = part.get_payload()
    if isinstance(payload, str):
        return message_from_string(payload)
    return next((each for each in payload if isinstance(each, Message)), None) if isinstance(payload, list) else None


def _said(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())

"""What a mail looks like: text and HTML in the reader's language, with a way out of each kind of mail in its head."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from onboarding.curriculum.rendering import render
from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.notifications.kinds import EVERYTHING, Kind
from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.unsubscribing import unsubscribe_path
from onboarding.people.models import User
from onboarding.people.zones import zone


@dataclass(frozen=True)
class Item:
    """One notification as a mail says it."""

    title: str
    text: str
    html: SafeString
    url: str
    program: str
    at: datetime


@dataclass(frozen=True)
class Letter:
    """Subject, text and HTML, and the address that ends mails of this kind."""

    subject: str
    text: str
    html: str
    unsubscribe_url: str


def letter(mail: Mail, items: Sequence[Notification], *, now: datetime) -> EmailMultiAlternatives:
    """The message for Django's mail connection. Tried again, it has the same Message-ID."""
    written = write(mail.reader, items, language=language_of(mail.reader, items))
    message = EmailMultiAlternatives(
        subject=written.subject,
        body=written.text,
        to=[mail.reader.email],
        headers={
            "Message-ID": f"<{mail.public_id}@{urlsplit(settings.WAYMARK.public_url).hostname}>",
            "List-Unsubscribe": f"<{written.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(written.html, "text/html")
    return message


def write(reader: User, items: Sequence[Notification], *, language: str) -> Letter:
    """One thing, or a digest of several, in this language and the reader's zone."""
    kinds = list(dict.fromkeys(each.kind for each in items))
    kind = kinds[0] if len(kinds) == 1 else EVERYTHING
    with translation.override(language), timezone.override(zone(reader.time_zone) or settings.TIME_ZONE):
        said = [_item(each, language) for each in items]
        unsubscribe_url = absolute(unsubscribe_path(reader, kind))
        subject = _subject(said)
        context = {
            "reader": reader,
            "items": said,
            "subject": subject,
            "language": language,
            "kind": Kind(kind).label if kind else "",
            "unsubscribe_url": unsubscribe_url,
            "ways_out": [(Kind(each).label, absolute(unsubscribe_path(reader, each))) for each in kinds],
            "preferences_url": absolute(reverse("notice_preferences")),
            "site_url": settings.WAYMARK.public_url,
        }
        text = render_to_string("notifications/mail.txt", context)
        html = render_to_string("notifications/mail.html", context)
    return Letter(subject, text, html, unsubscribe_url)


def language_of(reader: User, items: Sequence[Notification]) -> str:
    program = items[0].program if items else None
    return reader.language or (program.default_language if program else "") or DEFAULT_LANGUAGE


def absolute(path: str) -> str:
    return f"{settings.WAYMARK.public_url}{path}"


def _subject(said: Sequence[Item]) -> str:
    if len(said) == 1:
        return " ".join(said[0].title.split())
    return ngettext("%(count)d thing that you should know", "%(count)d things that you should know", len(said)) % {
        "count": len(said)
    }


def _item(told: Notification, language: str) -> Item:
    return Item(
        title=pick(told.title, language),
        text=pick(told.text, language),
        html=_html(told, language),
        url=absolute(reverse("open_notice", args=(told.public_id,))),
        program=pick(told.program.name_text, language) if told.program else "",
        at=told.at,
    )


def _html(told: Notification, language: str) -> SafeString:
    """Announcements are Markdown; everything else is plain."""
    text = pick(told.text, language)
    if told.kind == Kind.ANNOUNCEMENT:
        return mark_safe(render(text))  # noqa: S308 - `render` makes it harmless
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308 - escaped just here

"""Announcing: organisers tell the people of their program something, once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.curriculum.rendering import render
from onboarding.ids import new_public_id
from onboarding.languages import CODES, Text
from onboarding.notifications.models import Announcement
from onboarding.people.models import User
from onboarding.programs.models import Program, Verb
from onboarding.programs.operations import Refused, record


@transaction.atomic
def announce_to(
    *, program: Program, public_id: str, audience: str, title: Text, text: Text, by: User, now: datetime
) -> Announcement:
    """Keep it, for the outbox to tell. A form that comes twice is the same announcement; with other words, another."""
    if program.archived_at is not None:
        raise Refused(_("This program is archived, so nobody is told anything in it any more."), code="archived")
    if program.is_draft:
        raise Refused(_("This program is not published yet, so there is nobody in it to tell."), code="draft")
    title, text = _complete(title), _complete(text)
    said = {"program": program, "audience": audience, "title": title, "text": text}
    html = {code: render(text[code]) for code in CODES}
    if Announcement.objects.filter(public_id=public_id).exclude(**said).exists():
        public_id = new_public_id()
    announcement, is_new = Announcement.objects.get_or_create(
        public_id=public_id, defaults={**said, "html": html, "written_by": by, "at": now}
    )
    if is_new:
        record(program=program, verb=Verb.ANNOUNCED, actor=by, now=now)
    return announcement


def _complete(text: Text) -> Text:
    """Every language; one that nobody wrote repeats one that somebody did."""
    written = next(text[code] for code in CODES if text.get(code))
    return {code: text.get(code) or written for code in CODES}

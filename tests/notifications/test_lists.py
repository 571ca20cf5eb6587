"""Organisers' lists of what was said: as many queries for many as for one."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onboarding.notifications.models import Chat, Mail, Notification, Post
from onboarding.notifications.operations import announce_to
from onboarding.programs.models import Program
from tests.cast import NOON, make_person, make_program

pytestmark = pytest.mark.django_db
MANY = 12


def announced(program: Program, number: int, at: datetime) -> None:
    said = {"title": {"en": f"News {number}"}, "text": {"en": "We meet."}}
    writer = make_person(f"organiser{number}")
    announce_to(program=program, public_id=f"news-{number}", audience="everybody", by=writer, now=at, **said)


def chat(program: Program, number: int, at: datetime) -> None:
    named = {"name": f"Room {number}", "service": "Slack", "sealed": "x", "language": "en"}
    made = Chat.objects.create(program=program, made_by=make_person(f"organiser{number}"), made_at=at, **named)
    told = {"fact": "transition", "fact_id": number, "title": {"en": "Waits"}, "path": "/"}
    Post.objects.create(chat=made, created_at=at, due_at=at, state=Post.State.FAILED, **told)


def lost_mail(program: Program, number: int, at: datetime) -> None:
    reader = make_person(f"reader{number}")
    mail = Mail.objects.create(reader=reader, created_at=at, due_at=at, state=Mail.State.FAILED, last_error="550")
    told = {"kind": "verified", "fact": "transition", "fact_id": number, "title": {"en": "Verified"}, "path": "/"}
    Notification.objects.create(reader=reader, program=program, mail=mail, at=at, **told)


@pytest.mark.parametrize(("page", "make"), [("announcements", announced), ("chats", chat), ("mails", lost_mail)])
def test_many_take_as_many_queries_as_one(
    client: Client, page: str, make: Callable[[Program, int, datetime], None]
) -> None:
    program = make_program("spring")
    client.force_login(make_person("linus"))
    make(program, 0, NOON)
    few = asked(client, f"/organise/spring/{page}/")

    for number in range(1, MANY):
        make(program, number, NOON + timedelta(minutes=number))

    assert asked(client, f"/organise/spring/{page}/") == few


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)

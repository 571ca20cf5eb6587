"""Mail that comes back after its server had taken it, as mail servers say so."""

import io
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command

from onboarding.notifications.models import Mail, Rhythm
from onboarding.notifications.operations import try_again
from tests.cast import enroll
from tests.notifications.world import DUE, drain, handed_in_text, send_due, the_mail, told_grace
from tests.verification.world import LATER

pytestmark = pytest.mark.django_db

REPORT = """\
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: waymark@waymark.example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="parts"

--parts
Content-Type: text/plain; charset=us-ascii

I am sorry to have to inform you that your message could not be delivered.

--parts
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon,  2 Mar 2026 12:01:00 +0000 (UTC)

Final-Recipient: rfc822; grace@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--parts
Content-Type: {returned}

From: waymark@waymark.example.org
To: grace@example.org
Message-ID: <{public_id}@waymark.example.org>
Subject: Ada handed in

Hello Grace,

--parts--
"""
WORDS = "550 5.1.1 No such user here"


@pytest.fixture
def sent(ada, post_office):
    told_grace(ada)
    send_due()
    return the_mail()


def report(mail, *, action="failed", status="5.1.1", words=WORDS, returned="message/rfc822"):
    return REPORT.format(public_id=mail.public_id, action=action, status=status, words=words, returned=returned)


def read(monkeypatch, capsys, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    call_command("read_bounce")
    return capsys.readouterr().out


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
def test_an_address_from_which_mail_comes_back_is_remembered(sent, monkeypatch, capsys, returned):
    said = read(monkeypatch, capsys, report(sent, returned=returned))

    rhythm = Rhythm.objects.get(user=sent.reader)
    assert "refused for good: grace@example.org" in said
    assert (the_mail().state, the_mail().last_error) == ("refused", WORDS)
    assert (rhythm.refused_address, rhythm.refused_words) == ("grace@example.org", WORDS)


def test_nothing_more_is_sent_there_and_the_person_reads_why(ada, sent, monkeypatch, capsys, client):
    read(monkeypatch, capsys, report(sent))
    handed_in_text(enroll(ada.program, "mary"))
    drain(now=LATER + timedelta(hours=1))
    client.force_login(sent.reader)

    assert Mail.objects.count() == 1
    assert WORDS in client.get("/preferences/notices/").content.decode()


def test_a_rule_against_us_says_nothing_of_the_address_and_can_be_tried_again(sent, monkeypatch, capsys, post_office):
    read(monkeypatch, capsys, report(sent, status="5.7.1", words="550 5.7.1 Message rejected by policy"))

    assert (the_mail().state, Rhythm.objects.exists()) == ("failed", False)
    try_again(mail=the_mail(), now=DUE)
    send_due(DUE)
    assert len(post_office.letters) == 2


def test_who_has_another_address_by_now_keeps_getting_mail(sent, monkeypatch, capsys):
    sent.reader.email = "grace@example.com"
    sent.reader.save()

    read(monkeypatch, capsys, report(sent))

    assert (the_mail().state, Rhythm.objects.exists()) == ("refused", False)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1"),
        lambda text: text.replace("Action: failed", "Action: delivered").replace("5.1.1", "2.0.0"),
        lambda text: text.replace("@waymark.example.org>", "x@waymark.example.org>").replace("ID: <", "ID: <x"),
        lambda text: text.replace("multipart/report; report-type=delivery-status", "multipart/mixed"),
        lambda text: text.replace("message/rfc822", "text/plain"),
        lambda text: text.split("--parts\nContent-Type: message/delivery-status")[0],
        lambda text: text[: len(text) // 2],
        lambda _text: "Out of office until Monday",
        lambda _text: "",
    ],
)
def test_everything_else_changes_nothing(sent, monkeypatch, capsys, change):
    assert "Nothing was changed" in read(monkeypatch, capsys, change(report(sent)))
    assert (the_mail().state, Rhythm.objects.exists()) == ("sent", False)


def test_a_report_that_comes_twice_changes_nothing_the_second_time(sent, monkeypatch, capsys):
    read(monkeypatch, capsys, report(sent))
    Rhythm.objects.update(refused_address="")

    assert "Nothing was changed" in read(monkeypatch, capsys, report(sent))
    assert Rhythm.objects.get().refused_address == ""

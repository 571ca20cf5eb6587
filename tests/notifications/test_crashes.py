"""SIGKILL in the middle of telling and of mailing, on PostgreSQL: nothing is lost, and nobody is told twice."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import pytest
from django.db import connections
from django.db.models import QuerySet

from onboarding.notifications.models import Mail, Notification
from onboarding.notifications.operations import drain, send_mail
from onboarding.notifications.operations.claims import CLAIM
from onboarding.notifications.sources import TRANSITIONS
from onboarding.verification.models import Transition
from tests.notifications.world import DUE, LATER, handed_in_text, send_due, the_mail, told_grace

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
PATIENCE = 20


@contextmanager
def worker(work: Callable[[], object]) -> Iterator[int]:
    """A process of its own that does this, to be killed. It inherits no connection."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_worker_killed_while_it_sends_loses_no_mail_and_mailboxes_know_the_second_one(ada, post_office, settings):
    settings.EMAIL_TIMEOUT = PATIENCE
    told_grace(ada)
    mail = the_mail()
    post_office.answers["END"] = ""  # the server has the letter, and never says so
    with worker(lambda: send_mail(mail_id=mail.pk, now=DUE)):
        assert post_office.arrived.wait(PATIENCE)
    post_office.answers.clear()
    assert the_mail().state == Mail.State.SENDING

    send_due(DUE)
    assert len(post_office.letters) == 1, "the claim has not expired"
    send_due(DUE + CLAIM)

    assert the_mail().state == Mail.State.SENT
    assert [each["Message-ID"] for each in post_office.letters] == [f"<{mail.public_id}@waymark.example.org>"] * 2


def test_a_drainer_killed_between_writing_and_marking_has_told_nobody(ada, tmp_path):
    handed_in_text(ada)
    reached = tmp_path / "reached"

    asked = count(1)

    def rows() -> QuerySet[Transition]:
        if next(asked) == 3:  # to find, to hold, and now to mark: the notification is written
            reached.touch()
            time.sleep(PATIENCE)
        return TRANSITIONS.rows().filter(to_turn="mentor")

    source = replace(TRANSITIONS, rows=rows)
    with worker(lambda: drain(now=LATER, sources=(source,))):
        wait_until(reached.exists)
        assert not Notification.objects.exists()

    wait_until(lambda: drain(now=LATER) >= 0 and not Transition.objects.filter(announced_at=None).exists())
    assert Notification.objects.count() == 1

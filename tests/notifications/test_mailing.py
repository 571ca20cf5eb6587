"""Mail, by a real client to a real server on loopback: in time, once, and what becomes of it when it cannot go."""

from datetime import timedelta

import pytest

from onboarding.notifications.models import Mail, Notification, Rhythm, Subscription
from onboarding.notifications.models.sendings import MOST_ATTEMPTS
from onboarding.notifications.operations import due_mails, read, send_mail, try_again
from onboarding.notifications.operations.claims import CLAIM
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Review
from onboarding.verification.operations import apply_due_reviews, decide
from tests.cast import enroll, make_person, make_program
from tests.notifications.world import DUE, drain, handed_in_text, send_due, the_mail, told_grace
from tests.verification.world import LATER, MINUTE

pytestmark = pytest.mark.django_db


def test_a_mentor_reads_in_their_mail_what_waits(ada, post_office):
    notification = told_grace(ada)

    send_due()

    (letter,) = post_office.letters
    assert post_office.recipients == ["grace@example.org"]
    assert letter["Subject"] == "Ada handed in “Introduce yourself”"
    assert letter["Message-ID"] == f"<{the_mail().public_id}@waymark.example.org>"
    link = f"https://waymark.example.org/notices/{notification.public_id}/"
    assert link in letter.get_body(("plain",)).get_content()
    assert f'href="{link}"' in letter.get_body(("html",)).get_content()
    assert (the_mail().state, the_mail().sent_at, the_mail().address) == ("sent", DUE, "grace@example.org")


def test_a_mail_speaks_the_readers_language(ada, post_office):
    make_person("grace")
    ada.mentor.language = "zh-hans"
    ada.mentor.save()
    told_grace(ada)

    send_due()

    (letter,) = post_office.letters
    assert letter["Subject"].strip() == "Ada 提交了“任务 Introduce yourself”"
    assert "你好，Grace：" in letter.get_body(("plain",)).get_content()
    assert '<html lang="zh-hans">' in letter.get_body(("html",)).get_content()


def test_each_mail_carries_the_way_out_of_its_kind(ada, post_office, client):
    told_grace(ada)
    send_due()
    (letter,) = post_office.letters
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = letter["List-Unsubscribe"].strip(" <>").removeprefix("https://waymark.example.org")

    client.post(path, {"List-Unsubscribe": "One-Click"})

    said = Subscription.objects.get()
    assert (said.user.login, said.kind, said.is_mailed) == ("grace", "review", False)


def test_names_cannot_forge_a_header(ada, post_office):
    ada.user.name = "Ada\r\nBcc: everybody@example.org"
    ada.user.save()
    told_grace(ada)

    send_due()

    assert post_office.letters[0]["Bcc"] is None
    assert post_office.recipients == ["grace@example.org"]


def test_nothing_goes_out_within_the_first_minute(ada, post_office):
    told_grace(ada)

    assert due_mails(now=DUE - timedelta(seconds=1)) == []
    assert len(due_mails(now=DUE)) == 1


def test_what_was_read_within_the_minute_is_not_mailed(ada, post_office):
    read(notification=told_grace(ada), now=LATER)

    send_due()

    assert post_office.letters == []
    assert the_mail().state == "cancelled"


def test_what_has_settled_itself_is_not_mailed(ada, post_office):
    submission = handed_in_text(ada)
    drain(now=LATER)
    decide(submission=submission, mentor=make_person("linus"), decision="approve", note="", now=LATER)
    apply_due_reviews(now=LATER + timedelta(seconds=11))

    send_due()

    assert post_office.letters == []
    assert Mail.objects.get(reader__login="grace").state == "cancelled"


def test_what_nobody_wants_by_mail_is_not_queued(ada, post_office):
    Subscription.objects.create(user=ada.mentor, kind="review", is_mailed=False)

    told_grace(ada)

    assert not Mail.objects.exists()


def test_who_unsubscribes_before_it_goes_out_does_not_get_it(ada, post_office):
    told_grace(ada)
    Subscription.objects.create(user=ada.mentor, kind="review", is_mailed=False)

    send_due()

    assert post_office.letters == []


def test_without_a_mail_server_none_is_queued(ada):
    told_grace(ada)

    assert Notification.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("fields", [{"email": ""}, {"is_demo": True}, {"is_active": False}])
def test_who_has_no_address_of_their_own_gets_no_mail(post_office, fields):
    ada = enroll(make_program(), "ada")
    for name, value in fields.items():
        setattr(ada.mentor, name, value)
    ada.mentor.save()

    handed_in_text(ada)
    drain(now=LATER)

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("CONNECT", "421 Too busy"),
        ("RCPT", "450 Greylisted, come back"),
        ("RCPT", "554 5.7.1 Relay access denied"),
        ("MAIL", "550 You may not send"),
        ("DATA", "451 Try again"),
        ("END", "554 Looks like spam"),
    ],
)
def test_a_server_that_says_not_now_is_asked_again_later(ada, post_office, step, answer):
    told_grace(ada)
    post_office.answers[step] = answer
    send_due()
    mail = the_mail()
    assert (mail.state, mail.attempts, mail.due_at) == ("queued", 1, DUE + MINUTE)
    assert answer.split(" ", 1)[1] in mail.last_error

    post_office.answers.clear()
    post_office.letters.clear()
    send_due(DUE + MINUTE)

    assert the_mail().state == "sent"
    assert [letter["Message-ID"] for letter in post_office.letters] == [f"<{mail.public_id}@waymark.example.org>"]


def test_a_server_that_hangs_is_left_after_the_time_limit(ada, post_office, settings):
    settings.EMAIL_TIMEOUT = 0.3
    told_grace(ada)
    post_office.answers["MAIL"] = ""

    send_due()

    assert the_mail().state == "queued"
    assert "timed out" in the_mail().last_error


def test_what_cannot_even_be_written_is_seen_and_tried_again(ada, post_office):
    """The label of its domain is too long: nobody can write to it."""
    told_grace(ada)
    ada.mentor.email = f"grace@{'x' * 70}.example"
    ada.mentor.save()

    send_due()

    assert (the_mail().state, the_mail().last_error) == ("queued", "UnicodeError")


def test_a_server_that_is_away_is_asked_again_later(ada, post_office, settings):
    settings.EMAIL_PORT = 1
    told_grace(ada)

    send_due()

    assert the_mail().state == "queued"
    assert "refused" in the_mail().last_error


def test_after_a_day_of_tries_it_has_failed_and_can_be_tried_again(ada, post_office):
    told_grace(ada)
    post_office.answers["DATA"] = "451 Try again"
    now = DUE
    for _ in range(MOST_ATTEMPTS):
        send_due(now)
        now = the_mail().due_at
    assert (the_mail().state, the_mail().attempts) == ("failed", MOST_ATTEMPTS)
    assert timedelta(hours=16) < now - DUE < timedelta(hours=30)
    assert due_mails(now=now + timedelta(days=1)) == []
    post_office.answers.clear()

    try_again(mail=the_mail(), now=now)
    send_due(now)

    assert the_mail().state == "sent"


def test_a_mailbox_that_does_not_exist_is_remembered(ada, post_office):
    told_grace(ada)
    post_office.answers["RCPT"] = "550 5.1.1 No such user"

    send_due()

    rhythm = Rhythm.objects.get(user=ada.mentor)
    assert the_mail().state == "refused"
    assert (rhythm.refused_address, rhythm.refused_words) == ("grace@example.org", "550 5.1.1 No such user")


def test_a_refused_address_gets_nothing_more_and_another_one_does(ada, post_office):
    Rhythm.objects.create(user=ada.mentor, refused_address="grace@example.org", refused_words="550", refused_at=LATER)
    told_grace(ada)
    assert not Mail.objects.exists()
    ada.mentor.email = "grace@example.com"
    ada.mentor.save()

    told_again = enroll(ada.program, "mary")
    handed_in_text(told_again)
    drain(now=LATER)

    assert Mail.objects.get().reader == ada.mentor


def test_a_worker_that_died_in_the_middle_leaves_a_claim_that_expires(ada, post_office):
    told_grace(ada)
    mail = the_mail()
    Mail.objects.update(state="sending", claimed_until=DUE + CLAIM, claim_token="the dead one's")
    send_due(DUE)
    assert post_office.letters == []

    send_due(DUE + CLAIM)

    assert [letter["Message-ID"] for letter in post_office.letters] == [f"<{mail.public_id}@waymark.example.org>"]
    assert the_mail().state == "sent"


def test_a_mail_that_was_sent_is_not_sent_again(ada, post_office):
    told_grace(ada)
    send_due()

    send_mail(mail_id=the_mail().pk, now=DUE + MINUTE)

    assert len(post_office.letters) == 1


def test_an_approval_tells_the_newcomer_by_mail(ada, post_office):
    submission = handed_in_text(ada)
    comment = Comment(place=0, quote="Hello, I am Ada", text="Where is that?")
    judgement = {"decision": Review.Decision.APPROVE, "note": "Lovely.", "comments": [comment]}
    decide(submission=submission, mentor=make_person("grace"), now=LATER, **judgement)
    apply_due_reviews(now=LATER + timedelta(seconds=11))
    drain(now=LATER + timedelta(seconds=12))

    send_due(LATER + 2 * MINUTE)

    letter = next(each for each in post_office.letters if each["To"] == "ada@example.org")
    assert letter["Subject"].strip() == "“Introduce yourself” is verified, with 1 comment on your text"
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert "is verified, with 1 comment on your text" in body
        assert "Lovely." in body

"""An archived program is quiet: on the site, by mail and in chats. What was worth reading before still is."""

from datetime import timedelta

import pytest

from onboarding.mentoring.operations import nudge, remind
from onboarding.notifications.kinds import GROUPS, LASTING, Kind
from onboarding.notifications.models import Mail, Notification, Post, Rhythm
from onboarding.notifications.operations import add_chat, announce_to, drain, due_mails, due_posts, send_mail, send_post
from onboarding.programs.models import Membership, Program
from onboarding.programs.operations import archive_program, extend, go_away, hand_over, pick
from onboarding.programs.operations.handing import ask_for_another, refuse_request
from onboarding.verification.models import Review
from onboarding.verification.operations import apply_due_reviews, decide
from tests.cast import enroll, make_person, make_program, task_of
from tests.mirror import make_issue
from tests.notifications.world import handed_in_text
from tests.questions.world import ask
from tests.servers import chat as chats
from tests.verification.world import LATER, MINUTE

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


def archive(program, *, now=LATER + MINUTE):
    archive_program(program=program, by=make_person("linus"), now=now)


def told():
    return sorted(Notification.objects.values_list("kind", flat=True))


def everything_that_asks_for_something(ada):
    """A row of nearly every source, at `LATER`."""
    program, grace, linus = ada.program, make_person("grace"), make_person("linus")
    hedy = make_person("hedy")
    Membership.objects.create(program=program, user=hedy, role=Membership.Role.MENTOR)
    mary, bob = enroll(program, "mary"), enroll(program, "bob")
    handed_in_text(ada)
    ask(ada, now=LATER)
    task = task_of(program, "sign-off")
    extend(enrollment=ada, task=task, due_at=LATER + 30 * A_DAY, granted_by=grace, reason="Exams.", now=LATER)
    nudge(people=[ada], sender=grace, text="How are you?", now=LATER)
    pick(enrollment=ada, issue=make_issue(program), now=LATER)
    request = ask_for_another(enrollment=mary, reason="", now=LATER)
    refuse_request(request=request, words="Not now.", by=linus, now=LATER)
    hand_over(program=program, giver=grace, taker=hedy, enrollments=[bob], by=grace, now=LATER)
    go_away(user=grace, programs=[program], starts_at=LATER, ends_at=LATER + 7 * A_DAY, now=LATER)


def test_nobody_is_told_what_asks_for_something(ada):
    everything_that_asks_for_something(ada)
    archive(ada.program)

    drain(now=LATER + MINUTE)

    assert told() == []
    Program.objects.update(archived_at=None)
    assert drain(now=LATER + MINUTE) == 0


def test_while_it_runs_they_are_told_of_all_that(ada):
    everything_that_asks_for_something(ada)

    drain(now=LATER + MINUTE)

    expected = {"review", "question", "extension", "nudge", "pick", "mentor", "handed", "away", "cover", "asked-mentor"}
    assert expected <= set(told())


def test_an_announcement_from_just_before_is_still_read(ada):
    said = {"title": {"en": "Thank you"}, "text": {"en": "It was a good spring."}, "by": make_person("linus")}
    announce_to(program=ada.program, public_id="bye", audience="newcomers", now=LATER, **said)
    archive(ada.program)

    drain(now=LATER + MINUTE)

    assert told() == ["announcement"]


def test_nobody_is_reminded_and_no_mentor_is_told_who_waits(ada):
    handed_in_text(ada)
    archive(ada.program)

    assert remind(now=LATER + 2 * A_DAY + MINUTE) == 0
    Program.objects.update(archived_at=None)
    assert remind(now=LATER + 2 * A_DAY + MINUTE) == 1


def test_a_digest_leaves_out_what_an_archived_program_asked_for_and_says_the_rest(ada, post_office):
    other = enroll(make_program("autumn"), "mary")
    Rhythm.objects.create(user=ada.mentor, digest=Rhythm.Digest.DAILY)
    handed_in_text(ada), handed_in_text(other)
    drain(now=LATER)
    archive(ada.program)

    send_due(LATER + A_DAY)

    (letter,) = post_office.letters
    assert letter["Subject"] == "Mary handed in “Introduce yourself”"
    assert "Ada" not in letter.get_body(("plain",)).get_content()


def test_a_mail_that_would_ask_for_something_there_is_cancelled_and_good_news_arrive(ada, post_office):
    submission = handed_in_text(ada)
    drain(now=LATER)
    yes = {"decision": Review.Decision.APPROVE, "note": "Lovely."}
    decide(submission=submission, mentor=make_person("grace"), now=LATER, **yes)
    apply_due_reviews(now=LATER + MINUTE)
    drain(now=LATER + MINUTE)
    archive(ada.program, now=LATER + MINUTE)

    send_due(LATER + A_DAY)

    assert [letter["Subject"] for letter in post_office.letters] == ["“Introduce yourself” is verified"]
    assert Mail.objects.get(reader__login="grace").state == Mail.State.CANCELLED


def test_a_chat_is_told_nothing_more(ada, settings):
    with chats.running() as room:
        settings.WAYMARK = settings.WAYMARK.model_copy(update={"chat_private_hosts": ["127.0.0.1"]})
        address = f"http://127.0.0.1:{room.port}/open-apis/bot/v2/hook/knock-knock"
        told_what = {"secret": "", "language": "en", "kinds": ("review", "question")}
        add_chat(program=ada.program, name="Mentors", address=address, by=make_person("linus"), now=LATER, **told_what)
        handed_in_text(ada)
        drain(now=LATER)
        archive(ada.program)

        for post_id in due_posts(now=LATER + MINUTE):
            send_post(post_id=post_id, now=LATER + MINUTE)

        assert room.said == []
        assert [each.state for each in Post.objects.all()] == [Post.State.CANCELLED]


def test_every_kind_is_thought_of():
    kinds = {kind for group in GROUPS for kind in group.kinds}

    assert set(LASTING) < kinds == set(Kind)


def send_due(now):
    for mail_id in due_mails(now=now):
        send_mail(mail_id=mail_id, now=now)

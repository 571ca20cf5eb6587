"""What each kind of row says, to whom, and when it is no news any more."""

from datetime import timedelta

import pytest

from onboarding.notifications.models import Notification
from onboarding.notifications.operations import drain
from onboarding.notifications.sources import SOURCES
from onboarding.notifications.sources.handing import MENTOR_REQUESTS, TAKINGS
from onboarding.notifications.sources.joining import REQUESTS
from onboarding.notifications.sources.questions import ANSWERS, QUESTIONS
from onboarding.programs.models import AuditEntry, Membership, MentorRequest
from onboarding.programs.operations import assign_mentor, extend, go_away, hand_over
from onboarding.programs.operations.absences import notice_absence
from onboarding.programs.operations.handing import grant, refuse_request
from onboarding.questions.operations import accept, answer, settle
from onboarding.wiring import answer_request, join
from tests.cast import NOON, enroll, make_person, make_program, task_of
from tests.questions.world import ask

pytestmark = pytest.mark.django_db


def told(login: str) -> list[tuple[str, str, str]]:
    """Kind, English title and text of what this person was told."""
    rows = Notification.objects.filter(reader__login=login).order_by("pk")
    return [(row.kind, row.title["en"], row.text.get("en", "")) for row in rows]


def test_the_mentor_is_told_of_a_question(ada):
    asked = ask(ada)

    drain(now=NOON)

    assert told("grace") == [("question", "Ada asks a question", "The pod stays Pending")]
    assert Notification.objects.get().path == f"/questions/{asked.public_id}/"
    assert QUESTIONS.settled([asked.pk]) == set()
    settle(question=asked, now=NOON)
    assert QUESTIONS.settled([asked.pk]) == {asked.pk}


def test_who_asked_is_told_of_the_answer_and_who_answered_is_not(ada):
    asked = ask(ada)
    drain(now=NOON)
    told_so = answer(question=asked, author=make_person("grace"), text="Ask for less." + "!" * 400, now=NOON)

    drain(now=NOON)

    ((kind, title, text),) = told("ada")
    assert (kind, title) == ("answer", "Grace answers “The pod stays Pending”")
    assert len(text) == 300
    assert text.startswith("Ask for less.")
    assert len(told("grace")) == 1
    accept(answer=told_so, now=NOON)
    assert ANSWERS.settled([told_so.pk]) == {told_so.pk}


def test_what_who_asked_adds_goes_to_the_mentor(ada):
    asked = ask(ada)
    drain(now=NOON)
    answer(question=asked, author=ada.user, text="It has two nodes.", now=NOON)

    drain(now=NOON)

    assert told("grace")[-1] == ("question", "Ada adds to “The pod stays Pending”", "It has two nodes.")
    assert told("ada") == []


def test_a_newcomer_reads_until_when_there_is_time_and_why(ada):
    ada.user.time_zone = "Asia/Shanghai"
    ada.user.save()
    extend(
        enrollment=ada,
        task=task_of(ada.program, "sign-off"),
        due_at=NOON + timedelta(days=30, hours=6),  # the 2nd of April there
        granted_by=make_person("grace"),
        reason="Exams.",
        now=NOON,
    )

    drain(now=NOON)

    assert told("ada") == [("extension", "“Sign off” is due later: 2 April 2026", "Exams.")]
    assert Notification.objects.get().title["zh-hans"] == "“任务 Sign off”的截止日期推迟到 2026年4月2日"


def test_sources_have_names_of_their_own():
    assert len({source.name for source in SOURCES}) == len(SOURCES)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_can_be_asked_what_is_settled(source):
    assert source.settled([0]) == set()
    assert list(source.rows()) == []


def test_newcomers_learn_until_when_their_mentor_is_away_and_the_cover_that_they_cover(ada):
    hedy, grace = make_person("hedy"), make_person("grace")
    Membership.objects.create(program=ada.program, user=hedy, role=Membership.Role.MENTOR)
    until = NOON + timedelta(days=7)
    go_away(user=grace, programs=[ada.program], starts_at=NOON, ends_at=until, cover=hedy, now=NOON)

    drain(now=NOON)

    (kind, title, text) = told("ada")[0]
    assert (kind, title) == ("away", "Grace is away from 2 March 2026 until 9 March 2026")
    assert text.splitlines()[0] == "Hedy covers for Grace until 9 March 2026."
    assert "Whoever covers reads what you hand in" in text
    assert told("hedy")[0][:2] == ("cover", "You cover for Grace from 2 March 2026 until 9 March 2026")
    assert told("grace") == []


def test_newcomers_learn_who_covers_when_the_cover_goes_away_too_and_who_for_a_mentor_who_is_silent(ada):
    hedy, grace, mary = make_person("hedy"), make_person("grace"), enroll(ada.program, "mary", mentor="frances")
    for person in (hedy, mary.mentor):
        Membership.objects.get_or_create(program=ada.program, user=person, role=Membership.Role.MENTOR)
    go_away(
        user=hedy,
        programs=[ada.program],
        starts_at=NOON + timedelta(days=3),
        ends_at=NOON + timedelta(days=20),
        now=NOON,
    )
    until = NOON + timedelta(days=7)
    go_away(user=grace, programs=[ada.program], starts_at=NOON, ends_at=until, cover=hedy, now=NOON)
    drain(now=NOON)
    notice_absence(user=mary.mentor, program=ada.program, now=until)
    drain(now=until)

    assert told("ada")[0][2].splitlines()[:2] == [
        "Hedy covers for Grace until 5 March 2026.",
        "Frances covers for Grace until 9 March 2026.",
    ]
    assert told("mary")[0][2].splitlines()[0] == "Grace covers for Frances for now."


def test_organisers_learn_that_nobody_covers(ada):
    grace = make_person("grace")
    go_away(user=grace, programs=[ada.program], starts_at=NOON, ends_at=NOON + timedelta(days=7), now=NOON)

    drain(now=NOON)

    assert told("linus")[0][:2] == ("uncovered", "Nobody covers for Grace from 2 March 2026 until 9 March 2026")
    assert told("ada")[0][2] == "No other mentor is here. The organisers know; answers may take longer."


def test_while_a_mentor_is_away_whoever_covers_is_told_what_waits(ada):
    hedy, grace = make_person("hedy"), make_person("grace")
    Membership.objects.create(program=ada.program, user=hedy, role=Membership.Role.MENTOR)
    until = NOON + timedelta(days=7)
    go_away(user=grace, programs=[ada.program], starts_at=NOON, ends_at=until, cover=hedy, now=NOON)
    ask(ada, now=NOON + timedelta(days=1))

    drain(now=NOON + timedelta(days=1))

    assert "question" in {kind for kind, *_ in told("hedy")}
    assert told("grace") == []


def test_organisers_learn_that_somebody_asks_to_join_and_who_asked_the_answer():
    program = make_program("closed", needs_approval=True)
    linus, mary = make_person("linus"), make_person("mary")
    enrollment = join(program=program, user=mary, now=NOON)
    drain(now=NOON)
    assert told("linus") == [("asked", "Mary asks to join Closed", "")]
    request = AuditEntry.objects.get(verb="asked")
    assert REQUESTS.settled([request.pk]) == set()

    answer_request(enrollment=enrollment, let_in=True, mentor=None, words="Welcome!", by=linus, now=NOON)
    drain(now=NOON)

    assert told("mary") == [("let-in", "You are in: Closed", "Welcome!")]
    assert REQUESTS.settled([request.pk]) == {request.pk}


def test_a_newcomer_learns_who_their_mentor_is_now_and_organisers_who_asked(ada):
    hedy = make_person("hedy")
    Membership.objects.create(program=ada.program, user=hedy, role=Membership.Role.MENTOR)
    request = MentorRequest.objects.create(enrollment=ada, mentor=ada.mentor, reason="Between us.", asked_at=NOON)
    drain(now=NOON)
    assert told("linus") == [("asked-mentor", "Ada asks for another mentor", "")]
    assert told("grace") == []
    assert MENTOR_REQUESTS.settled([request.pk]) == set()
    grant(request=request, taker=hedy, by=make_person("linus"), now=NOON)

    drain(now=NOON)

    assert told("ada") == [("mentor", "Hedy looks after you now, as you asked", "")]
    assert MENTOR_REQUESTS.settled([request.pk]) == {request.pk}


def test_a_newcomer_who_keeps_their_mentor_is_told_so_once_in_the_organisers_words(ada):
    request = MentorRequest.objects.create(enrollment=ada, mentor=ada.mentor, asked_at=NOON)
    drain(now=NOON)
    refuse_request(request=request, words="Nobody else has room this month.", by=make_person("linus"), now=NOON)

    for _time in range(2):
        drain(now=NOON)

    ((kind, title, text),) = told("ada")
    assert (kind, title) == ("mentor", "Your request for another mentor was declined")
    assert text.startswith("Nobody else has room this month.\n\nYou keep your mentor for now.")


def handed(*enrollments, to="hedy", by="grace", now=NOON):
    taker = make_person(to)
    program = enrollments[0].program
    Membership.objects.get_or_create(program=program, user=taker, role=Membership.Role.MENTOR)
    return hand_over(
        program=program, giver=make_person("grace"), taker=taker, enrollments=enrollments, by=make_person(by), now=now
    )


def test_a_new_mentor_is_told_once_how_many_newcomers_they_have_from_whom_and_where_they_are(ada, client):
    rows = handed(ada, enroll(ada.program, "mary"), enroll(ada.program, "bob", state="paused"))
    enroll(ada.program, "frank", mentor="hedy")

    for _time in range(2):
        drain(now=NOON)

    title, text = "3 more newcomers are yours now", "Until now Grace looked after them. Say hello, and see where each"
    ((kind, said, why),) = told("hedy")
    assert (kind, said, why[: len(text)]) == ("handed", title, text)
    assert told("ada") == [("mentor", "Hedy is your mentor now", "")]
    client.force_login(make_person("hedy"))
    page = client.get(Notification.objects.get(reader__login="hedy").path).content.decode()
    assert all(f'/people/{row.enrollment.public_id}/"' in page for row in rows)
    assert "3 of 3 people" in page.replace("1–", "")
    assert "Handed over together" in page


def test_one_newcomer_is_called_by_name_and_another_act_is_another_notice(ada):
    mary = enroll(ada.program, "mary")
    handed(mary)
    handed(ada, now=NOON + timedelta(hours=1))

    drain(now=NOON + timedelta(hours=2))

    assert [title for _, title, _ in told("hedy")] == ["Mary is your newcomer now", "Ada is your newcomer now"]
    assert Notification.objects.filter(reader__login="hedy").earliest("pk").path == f"/mentor/people/{mary.public_id}/"


def test_a_mentor_is_told_of_whoever_joins_and_is_theirs_and_no_mail_says_so_unasked(ada, settings):
    settings.WAYMARK = settings.WAYMARK.model_copy(update={"smtp_host": "127.0.0.1"})
    join(program=ada.program, user=make_person("mary"), now=NOON)
    for login in ("bob", "frank"):  # by one file of an organiser, or let in together
        assign_mentor(enrollment=enroll(ada.program, login, mentor=None), now=NOON + timedelta(hours=1))

    drain(now=NOON + timedelta(hours=1))

    title, text = "2 more newcomers are yours now", "They have just joined. Say hello to each of them"
    one, two = [each for each in told("grace") if each[0] == "given"]
    assert one[1:] == ("Mary is your newcomer now", "They have just joined. Say hello: the first days decide a lot.")
    assert (two[1], two[2][: len(text)]) == (title, text)
    assert told("mary") == []
    assert not Notification.objects.filter(kind="given", mail__isnull=False).exists()


def test_who_takes_newcomers_over_by_themselves_is_not_told(ada):
    handed(ada, to="linus", by="linus")

    drain(now=NOON)

    assert told("linus") == []
    assert told("ada") == [("mentor", "Linus is your mentor now", "")]


def test_what_was_handed_on_by_then_is_no_news(ada):
    [row] = handed(ada)
    assert TAKINGS.settled([row.pk]) == set()

    assign_mentor(enrollment=ada, mentor=make_person("grace"), by=make_person("linus"), now=NOON)

    assert TAKINGS.settled([row.pk]) == {row.pk}

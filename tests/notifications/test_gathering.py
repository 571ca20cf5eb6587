"""Twenty who wait are one notice and one mail, which leaves out whom somebody has answered meanwhile."""

from datetime import datetime, timedelta

import pytest

from onboarding.mentoring.models import Nudge
from onboarding.mentoring.operations import remind
from onboarding.notifications.bell import unread_count
from onboarding.notifications.models import Mail, Notification, Rhythm, Subscription
from onboarding.notifications.operations import drain
from onboarding.notifications.sources.waits import MOST_NAMED
from onboarding.programs.models import Enrollment, Program
from onboarding.verification.models import Status, Submission
from tests.cast import NOON, enroll, make_person, make_program, make_submission
from tests.notifications.world import send_due
from tests.questions.world import ask

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = NOON + 2 * DAY
NAMES = ("ada", "mary", "hedy")


def wait(program: Program, *logins: str, since: datetime = NOON) -> list[Submission]:
    """These have handed in something that a mentor is to read."""
    return [
        make_submission(enroll(program, login), "introduce-yourself", status=Status.IN_REVIEW, now=since)
        for login in logins
    ]


def sweep(now: datetime = LATER) -> None:
    remind(now=now)
    drain(now=now)


def of_waiting() -> list[Notification]:
    """What Grace sees of it in her list."""
    return list(Notification.objects.filter(reader__login="grace", kind="waits").shown().order_by("pk"))


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def subjects(post_office) -> list[str]:
    return [letter["Subject"] for letter in post_office.letters if "wait" in letter["Subject"]]


@pytest.fixture
def spring() -> Program:
    return make_program()


def test_three_who_wait_are_one_notice_the_longest_first(spring):
    wait(spring, "mary", since=LATER - 7 * DAY)
    wait(spring, "ada")
    hedy = enroll(spring, "hedy")
    Enrollment.objects.update(stood_since=NOON + 90 * DAY)
    ask(hedy)

    sweep()

    (notice,) = of_waiting()
    assert notice.title["en"] == "3 newcomers wait for a mentor, the longest for 7 days"
    assert notice.text["en"].splitlines() == [
        "Mary, 7 days: “Introduce yourself”.",
        "Ada, 2 days: “Introduce yourself”.",
        "Hedy, 2 days: a question.",
    ]
    assert notice.title["zh-hans"].startswith("有 3 位新人在等导师")
    assert notice.path == "/mentor/today/"


def test_one_alone_is_told_as_ever(spring, post_office):
    (submission,) = wait(spring, "ada")

    sweep()
    send_due(LATER + MINUTE)

    (notice,) = of_waiting()
    assert (notice.title["en"], notice.fact) == ("Ada has been waiting for a mentor for 2 days", "wait")
    assert notice.path == f"/mentor/review/{submission.public_id}/"
    assert subjects(post_office) == ["Ada has been waiting for a mentor for 2 days"]


def test_each_fact_is_told_once_and_the_bell_counts_one(spring):
    wait(spring, *NAMES)

    sweep()
    sweep()

    grace = make_person("grace")
    facts = Notification.objects.filter(reader=grace, fact="wait").values_list("fact_id", flat=True)
    assert sorted(facts) == sorted(Nudge.objects.filter(to="mentor").values_list("pk", flat=True))
    assert len(facts) == 3
    assert unread_count(grace) == len(Notification.objects.filter(reader=grace).shown())


def test_they_are_one_mail(spring, post_office):
    wait(spring, *NAMES)

    sweep()
    send_due(LATER + MINUTE)

    assert subjects(post_office) == ["3 newcomers wait for a mentor, the longest for 2 days"]
    (letter,) = [letter for letter in post_office.letters if letter["Subject"] in subjects(post_office)]
    (notice,) = of_waiting()
    assert f"/notices/{notice.public_id}/" in text_of(letter)
    assert all(name in text_of(letter) for name in ("Ada, 2 days", "Mary, 2 days", "Hedy, 2 days"))


def test_the_mail_says_what_is_left_of_it(spring, post_office):
    ada, *_others = wait(spring, *NAMES)
    sweep()
    Submission.objects.filter(pk=ada.pk).update(turn="newcomer")

    send_due(LATER + MINUTE)

    assert subjects(post_office) == ["2 newcomers wait for a mentor, the longest for 2 days"]
    assert not any("Ada, 2 days" in text_of(letter) for letter in post_office.letters)


def test_of_the_last_that_is_left_the_mail_says_what_it_always_said_and_leads_there(spring, post_office, client):
    *done, hedy = wait(spring, *NAMES)
    sweep()
    Submission.objects.filter(pk__in=[each.pk for each in done]).update(turn="newcomer")

    send_due(LATER + MINUTE)

    assert subjects(post_office) == ["Hedy has been waiting for a mentor for 2 days"]
    grace = make_person("grace")
    part = Notification.objects.get(reader=grace, title__en__startswith="Hedy has")
    client.force_login(grace)
    assert client.get(f"/notices/{part.public_id}/")["Location"] == f"/mentor/review/{hedy.public_id}/"
    assert of_waiting()[0].read_at is not None


def test_nothing_is_mailed_when_all_are_answered(spring, post_office):
    wait(spring, *NAMES)
    sweep()
    Submission.objects.update(turn="newcomer")

    send_due(LATER + MINUTE)

    assert subjects(post_office) == []
    assert "cancelled" in set(Mail.objects.filter(reader__login="grace").values_list("state", flat=True))


def test_nor_when_the_notice_was_read_within_the_minute(spring, post_office, client):
    wait(spring, *NAMES)
    sweep()
    grace = make_person("grace")
    client.force_login(grace)

    response = client.get(f"/notices/{of_waiting()[0].public_id}/")
    send_due(LATER + MINUTE)

    assert response["Location"] == "/mentor/today/"
    assert subjects(post_office) == []


def test_who_wants_no_such_mail_gets_none_and_still_one_notice(spring, post_office):
    Subscription.objects.create(user=make_person("grace"), kind="waits", is_mailed=False)
    wait(spring, *NAMES)

    sweep()
    send_due(LATER + MINUTE)

    assert subjects(post_office) == []
    assert len(of_waiting()) == 1


def test_in_a_digest_they_are_one_thing(spring, post_office):
    Rhythm.objects.create(user=make_person("grace"), digest=Rhythm.Digest.DAILY)
    wait(spring, *NAMES)
    sweep()

    send_due(LATER + 2 * DAY)

    (letter,) = [letter for letter in post_office.letters if "grace@example.org" in letter["To"]]
    assert text_of(letter).count("3 newcomers wait for a mentor") == 1
    assert "Ada has been waiting" not in text_of(letter)


def test_quiet_hours_hold_it_until_they_are_over(spring, post_office):
    begins, ends = (LATER - timedelta(hours=1)).time(), (LATER + timedelta(hours=2)).time()
    Rhythm.objects.create(user=make_person("grace"), quiet_from=begins, quiet_until=ends)
    wait(spring, *NAMES)
    sweep()

    send_due(LATER + MINUTE)
    assert subjects(post_office) == []
    send_due(LATER + timedelta(hours=4))

    assert len(post_office.letters) >= 1
    assert Mail.objects.filter(reader__login="grace", state="sent").count() == 1


def test_a_mail_that_has_gone_out_is_joined_by_nothing(spring, post_office):
    wait(spring, "ada")
    sweep()
    send_due(LATER + MINUTE)
    wait(spring, "mary", "hedy", since=NOON + 2 * MINUTE)

    sweep(LATER + 2 * MINUTE)
    send_due(LATER + 3 * MINUTE)

    assert subjects(post_office) == [
        "Ada has been waiting for a mentor for 2 days",
        "2 newcomers wait for a mentor, the longest for 2 days",
    ]


def test_the_list_is_cut_and_says_how_many_more_there_are(spring):
    wait(spring, *(f"newcomer-{number:02}" for number in range(MOST_NAMED + 4)))

    sweep()

    *named, last = of_waiting()[0].text["en"].splitlines()
    assert len(named) == MOST_NAMED
    assert last == "And 4 more. “Today” lists them all, the longest wait first."


def test_each_program_has_a_notice_of_its_own(spring):
    wait(spring, "ada", "mary")
    wait(make_program("autumn"), "hedy", "joan")

    sweep()

    assert [notice.program.slug for notice in of_waiting()] == ["spring", "autumn"]

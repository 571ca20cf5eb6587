"""The date that was agreed on with somebody is shown wherever a date is: no page, feed or file has the old one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onboarding import wiring
from onboarding.notifications.models import Notification
from onboarding.notifications.operations import drain
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.verification.models import Status, Submission
from tests.cast import enroll, make_person, make_program, make_submission

pytestmark = pytest.mark.django_db

OLD, AGREED = timedelta(days=7), timedelta(days=23)
OF_THE_NEWCOMER = (
    "/journey/",
    "/journey/{eid}/",
    "/journey/{eid}/introduce-yourself/",
    "/journey/{eid}/first-contribution/",
    "/journey/{eid}/sign-off/",
    "/submissions/{sid}/status/",
    "/journey/{eid}/record/",
    "/journey/{eid}/record.json",
    "/pulls/",
    "/notices/",
    "/calendar/{calendar}.ics",
)
OF_THE_MENTOR = (
    "/mentor/today/",
    "/mentor/people/",
    "/mentor/people/?sort=due",
    "/mentor/people/export/",
    "/mentor/people/{eid}/",
    "/mentor/queue/",
    "/mentor/review/{sid}/",
    "/mentor/later-dates/?who={eid}",
)
OF_THE_ORGANISER = ("/organise/spring/", "/organise/spring/audit/")


@pytest.fixture
def ada() -> Enrollment:
    """Every task of hers was due in a week, and three weeks are agreed on. One is handed in."""
    now = timezone.now()
    enrollment = enroll(make_program(), now=now)
    make_submission(enrollment, "introduce-yourself", status=Status.IN_REVIEW, now=now)
    enrollment.user.open_calendar()
    return enrollment


def agree(ada: Enrollment) -> None:
    wanted = [(ada, task, ada.started_at + AGREED) for task in ada.program.track.tasks.all()]
    wiring.extend_all(wanted=wanted, granted_by=make_person("grace"), reason="Exams.", now=timezone.now())
    drain(now=timezone.now())
    ada.refresh_from_db()


def written(ada: Enrollment, after: timedelta) -> tuple[str, ...]:
    """This day as pages, feeds and files write it."""
    day = (ada.started_at + after).astimezone(ada.zone)
    return (f"{day.day} {day:%B}", f"{day.month}月{day.day}日", f"{day:%Y-%m-%d}", f"{day:%Y%m%d}")


def pages(ada: Enrollment) -> Iterator[tuple[str, str]]:
    """All that somebody reads about Ada's tasks, in both languages."""
    sid = Submission.objects.get().public_id
    user = User.objects.get(pk=ada.user_id)
    for login, addresses in (("ada", OF_THE_NEWCOMER), ("grace", OF_THE_MENTOR), ("linus", OF_THE_ORGANISER)):
        for language in ("en", "zh-hans"):
            reader = make_person(login)
            reader.language = language
            reader.save()
            client = Client(headers={"accept-language": language})
            client.force_login(reader)
            for address in addresses:
                path = address.format(eid=ada.public_id, sid=sid, calendar=user.calendar_id)
                response = client.get(path, follow=True)
                assert response.status_code == 200, path
                yield f"{login} {language} {path}", b"".join(response).decode()


def showing(ada: Enrollment, after: timedelta) -> set[str]:
    return {where for where, text in pages(ada) if any(day in text for day in written(ada, after))}


def test_no_page_feed_or_file_shows_the_date_that_was_before(ada):
    before = showing(ada, OLD)
    assert {where.split()[0] for where in before} == {"ada", "grace"}

    agree(ada)

    assert showing(ada, OLD) == set()
    assert before <= showing(ada, AGREED)


def test_the_notice_has_the_new_date_in_both_languages(ada):
    agree(ada)

    told = [each.title for each in Notification.objects.filter(reader=ada.user, kind="extension")]
    english, _, _, _ = written(ada, AGREED)
    _, chinese, _, _ = written(ada, AGREED)
    assert len(told) == 3
    assert all(english in title["en"] and chinese in title["zh-hans"] for title in told)

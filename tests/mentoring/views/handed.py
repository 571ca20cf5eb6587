"""Who looks at the pages of handing over, and whose newcomer somebody is then."""

from django.test import Client

from onboarding.programs.models import Enrollment
from tests.cast import make_person

COVER = "/organise/spring/mentors/"


def browser(login: str) -> Client:
    client = Client()
    client.force_login(make_person(login))
    return client


def mentor_of(enrollment: Enrollment) -> str:
    mentor = Enrollment.objects.get(pk=enrollment.pk).mentor
    return mentor.login if mentor else ""

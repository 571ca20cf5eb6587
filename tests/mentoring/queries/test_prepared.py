"""A prepared query answers each person as the query itself would."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Upper

from onboarding.mentoring.queries.prepared import objects_for, rows_for
from onboarding.people.models import User
from onboarding.prepared import SINCE, SOME_ID, SOMEBODY, SOMETHING, SOMETIME
from onboarding.programs.models import Membership, Program
from tests.cast import NOON, make_person, make_program

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def programs(user: User):
    names = Program.objects.mentored_by(user).order_by("slug")
    return names.values_list("slug", "archived_at", "branches")


@pytest.fixture
def world():
    make_program("spring", mentors=("grace",), organisers=())
    make_program("autumn", mentors=("mallory", "grace"), organisers=(), archived_at=NOON)
    make_person("margaret", is_administrator=True)


@pytest.mark.parametrize("login", ["grace", "mallory", "ada", "margaret"])
def test_everybody_gets_their_own_rows_with_real_values(world, login):
    user = make_person(login)

    assert rows_for(user, programs, now=NOON) == list(programs(user))


def test_one_persons_rows_are_never_anothers(world):
    assert [slug for slug, *_ in rows_for(make_person("grace"), programs, now=NOON)] == ["autumn", "spring"]
    assert [slug for slug, *_ in rows_for(make_person("mallory"), programs, now=NOON)] == ["autumn"]


def test_nobody_is_somebody(world):
    assert not User.objects.filter(pk=SOMEBODY).exists()


def archived_since(user: User):
    return (
        Program.objects.mentored_by(user).filter(archived_at__gte=SINCE, archived_at__lt=SOMETIME).values_list("slug")
    )


@pytest.mark.parametrize(("hours", "found"), [(0, [("autumn",)]), (1, [])])
def test_both_instants_are_filled_in_anew_each_time(world, hours, found):
    since = NOON + hours * HOUR

    assert rows_for(make_person("grace"), archived_since, now=NOON + 9 * HOUR, since=since) == found


def memberships(user: User):
    mine = Membership.objects.filter(program__in=Program.objects.mentored_by(user), program__slug=SOME_ID)
    return mine.select_related("program", "user").annotate(zone=Upper("program__time_zone")).order_by("user__login")


@pytest.mark.parametrize(
    ("login", "about", "found"), [("grace", "autumn", 2), ("grace", "spring", 1), ("ada", "autumn", 0)]
)
def test_objects_are_those_of_the_query_with_what_it_joins_and_adds(
    world, login, about, found, django_assert_num_queries
):
    user = make_person(login)
    objects_for(user, memberships, about="nothing")

    with django_assert_num_queries(1):
        got = objects_for(user, memberships, about=about)
        told = [(each.user.login, each.program.slug, each.program.archived_at, each.zone) for each in got]

    assert got == list(Membership.objects.filter(program__slug=about).order_by("user__login"))[:found]
    assert told == [(each.user.login, about, each.program.archived_at, "UTC") for each in got]
    assert len(got) == found


def of_a_program(user: User):
    return Membership.objects.filter(program=SOMETHING).values_list("user__login")


def test_what_is_asked_about_may_be_a_key(world):
    grace, autumn = make_person("grace"), Program.objects.get(slug="autumn")

    assert sorted(rows_for(grace, of_a_program, about=autumn.pk)) == [("grace",), ("mallory",)]


def with_a_percent_sign(user: User):
    return Program.objects.mentored_by(user).filter(slug__contains="%").values_list("slug")


def test_a_percent_sign_is_only_a_percent_sign(world):
    make_program("ten%of", mentors=("grace",))

    assert rows_for(make_person("grace"), with_a_percent_sign, now=NOON) == [("ten%of",)]


@pytest.mark.postgresql
def test_the_database_keeps_the_plan(world):
    grace = make_person("grace")
    for _ in range(4):
        rows_for(grace, with_a_percent_sign, now=NOON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%programs_program%'")
        kept = [statement for (statement,) in cursor.fetchall()]
    assert any("$1" in statement and r"\\%" in statement for statement in kept), "the person beside it, the rest in it"

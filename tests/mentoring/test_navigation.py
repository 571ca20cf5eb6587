"""What the header knows of people, and what knowing it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from onboarding.mentoring.navigation import Navigation, read
from onboarding.people.models import User
from onboarding.people.operations import grant
from onboarding.programs.operations import make_invite
from onboarding.verification.models import Status
from tests.cast import enroll, make_person, make_submission, make_track

pytestmark = pytest.mark.django_db


def test_a_newcomer_follows_and_helps_nobody(program):
    enroll(program)

    assert read(make_person("ada")) == Navigation(follows=True)


def test_a_mentor_helps_and_is_told_what_waits(program, grace):
    make_submission(enroll(program), status=Status.IN_REVIEW)

    assert read(grace) == Navigation(follows=False, helps=True, waiting=1)


def test_a_mentor_who_learns_too_has_a_journey(program, grace):
    enroll(program, "grace", mentor=None)

    assert read(grace).follows


def test_an_administrator_helps_everywhere(program):
    make_submission(enroll(program, mentor=None), status=Status.IN_REVIEW)

    assert read(make_person("margaret", is_administrator=True)).waiting == 1


def test_who_has_not_signed_in_is_nobody(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read(AnonymousUser()) == Navigation()


def test_a_newcomers_pages_ask_nothing_after_the_first(program, django_assert_num_queries):
    ada = make_person("ada")
    read(ada)

    with django_assert_num_queries(0):
        read(ada)


def test_a_mentors_pages_ask_once(program, grace, django_assert_num_queries):
    for number in range(5):
        make_submission(enroll(program, f"newcomer-{number}"), status=Status.IN_REVIEW)
    read(grace)

    with django_assert_num_queries(1):
        assert read(grace).waiting == 5
    with django_assert_num_queries(0):
        assert read(grace, waiting=5).waiting == 5


def test_a_new_mentor_is_known_once_the_minute_is_over(program):
    ada = make_person("ada")
    assert not read(ada).helps

    program.memberships.create(user=ada, role="mentor")
    cache.clear()

    assert read(ada).helps


def test_whoever_begins_their_first_program_finds_it_in_the_header_at_once(client, django_capture_on_commit_callbacks):
    linus = make_person("linus", is_organiser=False)
    client.force_login(linus)
    assert 'href="/organise/"' not in client.get("/preferences/").content.decode()
    grant(login="linus", role=User.Role.ORGANISER)
    sent = {"name": "Autumn", "slug": "autumn", "community": "Demo", "track": make_track().pk}

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/organise/new/", sent)

    assert 'href="/organise/"' in client.get("/preferences/").content.decode()


def test_whoever_comes_by_a_link_finds_what_they_help_with_at_once(client, program, django_capture_on_commit_callbacks):
    barbara = make_person("barbara")
    assert not read(barbara).helps
    _invite, token = make_invite(
        program=program,
        public_id="made-up-here",
        role="mentor",
        days=1,
        uses_allowed=1,
        by=make_person("linus"),
        now=timezone.now(),
    )
    client.force_login(barbara)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/invites/{token}/accept/")

    assert read(barbara).helps


@pytest.mark.parametrize(("waiting", "said"), [(0, ""), (1, "1"), (99, "99"), (100, "99+")])
def test_the_count_says_no_more_than_it_must(waiting, said):
    assert Navigation(helps=True, waiting=waiting).turn_count == said


def test_administrators_alone_find_the_way_into_the_admin(client, program):
    client.force_login(make_person("margaret", is_administrator=True))
    assert 'href="/admin/"' in client.get("/preferences/").content.decode()

    client.force_login(make_person("linus"))
    page = client.get("/preferences/").content.decode()
    assert 'href="/admin/"' not in page
    assert 'href="/organise/"' in page


def test_the_header_is_served_with_the_cache_away(settings, program):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/valkey.sock"}}
    assert read(make_person("grace")).helps

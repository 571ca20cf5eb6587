"""Copying a program: its settings come along, its newcomers do not."""

from datetime import timedelta

import pytest

from onboarding.programs import operations
from onboarding.programs.models import Program
from tests.cast import NOON, enroll, make_person, make_program, make_task, task_content

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_settings_and_no_newcomers(client):
    spring = make_program("spring", settling_days=3, starts_at=NOON, ends_at=NOON + timedelta(days=9))
    enroll(spring)
    make_task(spring.track, task_content("release"))
    client.force_login(make_person("linus"))

    client.post("/organise/spring/clone/", {"name": "Autumn", "slug": "autumn", "with_members": "on"})

    copy = Program.objects.get(slug="autumn")
    assert copy.is_draft
    assert (copy.settling_days, copy.track, copy.starts_at, copy.ends_at) == (3, spring.track, None, None)
    assert [each.full_name for each in copy.repositories.all()] == ["demo-community/guide"]
    assert {(each.user.login, each.role) for each in copy.memberships.all()} == {
        ("linus", "organiser"),
        ("grace", "mentor"),
    }
    assert not copy.enrollments.exists()


def test_a_copy_without_members_has_only_who_made_it(client):
    spring = make_program("spring")

    copy = operations.clone_program(
        program=spring, name="A", name_zh_hans="", slug="a", with_members=False, by=make_person("mallory")
    )

    assert [each.user.login for each in copy.memberships.all()] == ["mallory"]

"""Whom a mentor's page is about."""

import pytest
from django.utils import translation

from onboarding.mentoring.queries.scope import scope_of
from tests.cast import NOON, make_person, make_program

pytestmark = pytest.mark.django_db


def test_archived_programs_make_a_mentor_but_ask_for_nothing():
    make_program("old", archived_at=NOON)

    scope = scope_of(make_person("grace"), everybody=False, now=NOON)

    assert scope.is_mentor
    assert scope.programs == {}


def test_programs_are_named_in_the_readers_language():
    program = make_program(name_zh_hans="春季")

    with translation.override("zh-hans"):
        assert scope_of(make_person("grace"), everybody=False, now=NOON).programs == {program.pk: "春季"}


def test_a_newcomer_is_no_mentor():
    make_program()

    assert not scope_of(make_person("ada"), everybody=False, now=NOON).is_mentor

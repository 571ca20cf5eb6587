"""Tagging people. A tag is made when it is first given, and gone with the last person who had it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.mentoring.models import Tag
from onboarding.mentoring.operations.refusals import Refused
from onboarding.programs.models import Enrollment, Program

MOST = 50
"""Tags of one program: as many as a list can offer."""


@transaction.atomic
def tag(*, program: Program, enrollments: Sequence[Enrollment], name: str) -> Tag:
    """Give these people of the program this tag. Given twice, they have it once.

    Raises `Refused` where the program has as many tags as it can have.
    """
    Program.objects.select_for_update().get(pk=program.pk)
    found = Tag.objects.filter(program=program, name__iexact=name).first()
    if found is None:
        if Tag.objects.filter(program=program).count() >= MOST:
            sentence = _(
                "This program has %(most)d tags already. Use one of them, or take one from everybody who has it."
            )
            raise Refused(sentence % {"most": MOST}, code="too-many-tags")
        found = Tag.objects.create(program=program, name=name)
    found.enrollments.add(*enrollments)
    return found


@transaction.atomic
def untag(*, program: Program, enrollments: Sequence[Enrollment], name: str) -> None:
    """Take the tag away from these people. Asked twice, it is gone all the same."""
    Program.objects.select_for_update().get(pk=program.pk)
    found = Tag.objects.filter(program=program, name__iexact=name).first()
    if found is not None:
        found.enrollments.remove(*enrollments)
        if not found.enrollments.exists():
            found.delete()

"""Keeping a filter of the people grid under a name."""

from django.db import transaction
from django.utils.translation import gettext as _

from onboarding.mentoring.models import SavedFilter
from onboarding.mentoring.operations.refusals import Refused
from onboarding.people.models import User
from onboarding.programs.models import Program


@transaction.atomic
def save_filter(*, user: User, program: Program, name: str, query: str) -> SavedFilter:
    """Keep it; one of the same name is replaced. Raises `Refused` where this person keeps as many as can be kept."""
    User.objects.select_for_update().get(pk=user.pk)
    kept = SavedFilter.objects.filter(user=user, program=program)
    if kept.exclude(name=name).count() >= SavedFilter.MOST:
        sentence = _("You keep %(most)d filters for this program already. Delete one that you no longer need.")
        raise Refused(sentence % {"most": SavedFilter.MOST}, code="too-many-filters")
    return SavedFilter.objects.update_or_create(user=user, program=program, name=name, defaults={"query": query})[0]

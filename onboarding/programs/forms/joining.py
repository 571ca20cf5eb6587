"""Forms about how people come in: an invite link, and the answer to whoever asked."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onboarding.fields import Key, Words
from onboarding.people.models import User
from onboarding.programs.models import Invite, Program

DAYS: tuple[tuple[int, str | Promise], ...] = (
    (1, _("one day")),
    (7, _("a week")),
    (30, _("a month")),
    (90, _("three months")),
)
MOST_USES = 1000
LONGEST_WORDS = 2000


class InviteForm(forms.Form):
    """``public_id`` is the link's own from the first look at the form on."""

    public_id = Key()
    role = forms.ChoiceField(label=_("As what"), choices=Invite.Role.choices, initial=Invite.Role.NEWCOMER)
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=7)
    uses_allowed = forms.IntegerField(label=_("For how many people"), min_value=1, max_value=MOST_USES, initial=1)


class AnswerForm(forms.Form):
    """Which people are answered is read by the view; here is with what."""

    words = Words(
        label=_("Words to them"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read this with your answer. A no is easier to take with a reason."),
    )
    mentor = forms.ModelChoiceField(User.objects.none(), label=_("Mentor"), required=False, to_field_name="public_id")

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mentor"]
        field.queryset = User.objects.filter(pk__in=program.memberships.mentors().values("user")).order_by("login")
        field.empty_label = _("Whoever has the lightest load")

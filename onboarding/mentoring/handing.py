"""Which newcomers to hand over, and to whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.people.models import User
from onboarding.programs.models import Enrollment


class HandOverForm(forms.Form):
    who = forms.MultipleChoiceField(
        label=_("Newcomers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Nobody is ticked. Choose at least one newcomer."),
            "invalid_choice": _(
                "Of those ticked, somebody is not yours any more, or their journey is over. The list is as it is now: "
                "look at it, and try again."
            ),
        },
    )
    taker = forms.ChoiceField(
        label=_("To whom"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Nobody is chosen. Choose a colleague."),
            "invalid_choice": _("This colleague is away now, or mentors here no more. Choose another one."),
        },
    )

    def __init__(self, *args: Any, newcomers: Sequence[Enrollment], takers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.newcomers = {each.public_id: each for each in newcomers}
        self.takers = {each.login: each for each in takers}
        who: Any = self.fields["who"]
        who.choices = [(key, each.user.display_name) for key, each in self.newcomers.items()]
        taker: Any = self.fields["taker"]
        taker.choices = [(key, each.display_name) for key, each in self.takers.items()]

    @property
    def chosen(self) -> list[Enrollment]:
        return [self.newcomers[key] for key in self.cleaned_data["who"]]

    @property
    def colleague(self) -> User:
        return self.takers[self.cleaned_data["taker"]]

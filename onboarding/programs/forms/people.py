"""Forms that name people: members by login."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onboarding.people.models import User
from onboarding.programs.models import Membership


def person_of(login: str) -> User:
    """Who bears this login here; refused in words where nobody does."""
    found = User.objects.filter(login__iexact=login, is_active=True).first()
    if found is None:
        message = _("Nobody with the login “%(login)s” has signed in here yet. Ask them to sign in once.")
        raise ValidationError(message, params={"login": login})
    return found


class MemberForm(forms.Form):
    """Somebody who is to help, by login."""

    login = forms.CharField(
        label=_("GitHub login"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices, initial=Membership.Role.MENTOR)

    def clean_login(self) -> User:
        return person_of(str(self.cleaned_data["login"]).strip().removeprefix("@"))

    @property
    def cleaned_member(self) -> dict[str, Any]:
        """What `add_member` takes of it."""
        return {"user": self.cleaned_data["login"], "role": self.cleaned_data["role"], "capacity": Decimal(1)}

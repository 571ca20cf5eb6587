"""Forms that name people and repositories: members by login, a repository as GitHub names it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onboarding.people.models import User
from onboarding.programs.models import Enrollment, Membership

if TYPE_CHECKING:
    _MembershipForm = forms.ModelForm[Membership]
else:
    _MembershipForm = forms.ModelForm


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


class MembershipForm(_MembershipForm):
    """A member is named by login: a list of all people would be long, and theirs to know."""

    login = forms.CharField(label=_("GitHub login"), max_length=100)

    class Meta:
        model = Membership
        fields = ("role", "capacity")
        help_texts = {"capacity": _("Those they have stay theirs.")}  # noqa: RUF012 - as Django's own documentation

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["login"].initial = self.instance.user.login
            self.fields["login"].disabled = True

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"]).strip().removeprefix("@")
        if not self.instance.pk:
            self.instance.user = person_of(login)
        return login


class RepositoryForm(forms.Form):
    full_name = forms.RegexField(
        r"^\s*[\w.-]+/[\w.-]+\s*$",
        label=_("Repository"),
        help_text=_("As GitHub names it, for instance kubernetes/website."),
        error_messages={"invalid": _("Write it as owner/name, for instance kubernetes/website.")},
    )


class MentorForm(forms.Form):
    """Whom to give newcomers to; nobody chosen means: by load."""

    mentor = forms.ModelChoiceField(User.objects.none(), label=_("Mentor"), required=False)

    def __init__(self, *args: Any, enrollments: list[Enrollment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.mentors().filter(program__in={each.program_id for each in enrollments})
        field = self.fields["mentor"]
        field.queryset = User.objects.filter(pk__in=members.values("user"))  # type: ignore[attr-defined]
        field.empty_label = _("Whoever has the lightest load")  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    day = forms.DateField(label=_("New due day"), widget=forms.DateInput(attrs={"type": "date"}))
    task = forms.ChoiceField(label=_("Task"))
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, tasks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].choices = tasks  # type: ignore[attr-defined]

"""Forms of the admin for programs: people by login, branches by line, days instead of instants."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onboarding.people import zones
from onboarding.people.models import User
from onboarding.programs.admin.merging import LinesField, MergeForm
from onboarding.programs.models import Enrollment, Membership, Program

if TYPE_CHECKING:
    _MembershipForm = forms.ModelForm[Membership]
else:
    _MembershipForm = forms.ModelForm


class ProgramForm(MergeForm):
    branches = LinesField(
        label=_("Branches"),
        required=False,
        help_text=_(
            "Pull requests have to go into one of these, one on each line; `release-*` is fine. "
            "Empty: the repository's default branch."
        ),
    )
    newcomer_labels = LinesField(
        label=_("Labels for newcomers"),
        required=False,
        help_text=_("Open issues with one of these can be picked, one label on each line."),
    )
    difficulty_labels = LinesField(
        label=_("Labels of difficulty"), required=False, help_text=_("From easy to hard, one on each line.")
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        initial="UTC",
        help_text=_("Days of people who have not chosen a zone end here, for instance Asia/Shanghai."),
    )

    class Meta:
        model = Program
        exclude = ("merge_changes",)
        widgets = {  # noqa: RUF012 - as Django's own documentation writes it
            "summary": forms.Textarea(attrs={"rows": 3}),
            "summary_zh_hans": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {  # noqa: RUF012 - as above
            "slug": _("In the address of its page, for instance `spring-2027`. Links to it break when it changes."),
            "adopts_at_once": _("Otherwise what is new in the track waits until somebody adopts it here."),
            "merge_preset": _("Below is what holds now; change what is otherwise in this program."),
            "issue_number_required": _("The first line of each commit has to end with an issue, `(#12)`."),
            "accepts_drafts": _(
                "Who has no cluster may hand in a manifest. It shows what they wrote, not that it runs: mentors decide."
            ),
            "grace": _("Pull requests that were opened this long before somebody joined still count."),
            "settling_days": _("A merged pull request counts after so many days, if nobody reverted it. 0: at once."),
            "needs_approval": _("Whoever joins waits for you; their time begins when you let them in."),
            "archived_at": _("From then on only its own people see the program, and nobody can join."),
        }

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        if zones.zone(name) is None:
            message = _("“%(name)s” is not a time zone we know. Write it like Asia/Shanghai.")
            raise ValidationError(message, params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The program has to end after it starts."))
        return cleaned


class MembershipForm(_MembershipForm):
    """A member is named by login: a list of all people would be long, and theirs to know."""

    login = forms.CharField(label=_("GitHub login"), max_length=100)
    capacity = forms.DecimalField(
        label=_("Capacity"),
        min_value=0,
        max_digits=3,
        decimal_places=1,
        initial=1,
        help_text=_("Twice as much gets twice as many newcomers; 0 means nobody new for now."),
    )

    class Meta:
        model = Membership
        fields = ("role", "capacity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["login"].initial = self.instance.user.login
            self.fields["login"].disabled = True

    def clean_login(self) -> str:
        login = str(self.cleaned_data["login"]).strip().removeprefix("@")
        if not self.instance.pk:
            found = User.objects.filter(login__iexact=login, is_active=True).first()
            if found is None:
                message = _("Nobody with the login “%(login)s” has signed in here yet. Ask them to sign in once.")
                raise ValidationError(message, params={"login": login})
            self.instance.user = found
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

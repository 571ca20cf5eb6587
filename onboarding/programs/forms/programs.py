"""What organisers say of a program, in parts, each on a page of its own."""

import copy
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Track
from onboarding.fields import Words
from onboarding.people import zones
from onboarding.programs.forms.merging import LinesField, MergeForm, ProgramModelForm
from onboarding.programs.forms.parts import Fields
from onboarding.programs.models import Program
from onboarding.rules.merging.policy import EDITABLE

HELP = {
    "slug": _("In the address of its page, for instance `spring-2027`. Links to it break when it changes."),
    "adopts_at_once": _("Otherwise what is new in the track waits until somebody adopts it here."),
    "merge_preset": _("Below is what holds now; change what is otherwise in this program."),
    "issue_number_required": _("The first line of each commit has to end with an issue, `(#12)`."),
    "accepts_drafts": _(
        "Who has no cluster may hand in a manifest. It shows what they wrote, not that it runs: mentors decide."
    ),
    "grace": _("Pull requests that were opened this long before somebody joined still count."),
    "away_after_days": _(
        "A mentor for whom work has waited this long, and from whom nothing came, counts as away, and somebody covers "
        "until their next action. 0: never."
    ),
    "settling_days": _("A merged pull request counts after so many days, if nobody reverted it. 0: at once."),
    "needs_approval": _("Whoever joins waits for you; their time begins when you let them in."),
}
LONGEST_SUMMARY = 2_000
"""Characters. It stands on the first page, among those of other programs."""
OURS = ("new",)
"""Words that are pages of their own where a program's address would stand."""
BAD_ADDRESS = _("An address has letters from A to Z, digits and hyphens only, such as `spring-2027`.")
TAKEN_ADDRESS = _("This address is taken. Choose another one.")


class ZoneField(forms.CharField):
    """A time zone by its name."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("Days of people who have not chosen a zone end here, for instance Asia/Shanghai.")
        super().__init__(label=_("Time zone"), help_text=help_text, **kwargs)

    def clean(self, value: Any) -> str:
        name = str(super().clean(value)).strip()
        if zones.zone(name) is None:
            message = _("“%(name)s” is not a time zone we know. Write it like Asia/Shanghai.")
            raise ValidationError(message, params={"name": name})
        return name


class AboutForm(Fields, ProgramModelForm):
    """What the program is. Its track can be chosen until it is published."""

    GROUPS = (
        ("", ("name", "name_zh_hans", "slug", "community", "track")),
        (_("What newcomers read first"), ("summary", "summary_zh_hans")),
    )
    summary = Words(
        label=_("Summary"), max_length=LONGEST_SUMMARY, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    summary_zh_hans = Words(
        label=_("Summary in Chinese"),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "zh-Hans"}),
    )

    class Meta:
        model = Program
        fields = ("name", "name_zh_hans", "slug", "community", "track", "summary", "summary_zh_hans")
        help_texts = HELP
        error_messages: ClassVar = {"slug": {"invalid": BAD_ADDRESS, "unique": TAKEN_ADDRESS}}
        widgets: ClassVar = {"name_zh_hans": forms.TextInput(attrs={"lang": "zh-Hans"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and not self.instance.is_draft:
            del self.fields["track"]
            return
        tracks: Any = self.fields["track"]
        tracks.queryset, tracks.empty_label = Track.objects.current(), _("Choose one")
        tracks.help_text = _("Whoever walks a trail walks it to the end: once the program is published, it stays.")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in OURS:
            raise ValidationError(_("This word is an address of ours. Choose another one."))
        return slug


class WhenForm(Fields, ProgramModelForm):
    """When the program runs, in days of its own zone, and in which language it speaks first."""

    FOLLOW: ClassVar = {"starts_at": ("starts_on", "time_zone"), "ends_at": ("ends_on", "time_zone")}
    GROUPS = (("", ("starts_on", "ends_on", "time_zone", "default_language")),)
    starts_on = forms.DateField(
        label=_("First day"),
        required=False,
        help_text=_("From this day on people can join. Empty: at once."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("After this day nobody can join; who is under way goes on. Empty: without end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    time_zone = ZoneField(
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"})
    )

    class Meta:
        model = Program
        fields = ("time_zone", "default_language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, at in (("starts_on", self.instance.starts_at), ("ends_on", self.instance.ends_at)):
            self.fields[name].initial = at and at.astimezone(ZoneInfo(self.instance.time_zone)).date()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The program has to end after it starts."))
        elif "time_zone" in cleaned and not self.errors:
            zone = ZoneInfo(cleaned["time_zone"])
            self.instance.starts_at = _instant(starts, time.min, zone)
            self.instance.ends_at = _instant(ends, time.max, zone)
        return cleaned


class RulesForm(MergeForm):
    """What is asked of newcomers, of their pull requests, and of whoever wants to join."""

    FOLLOW: ClassVar = {"grace": ("grace_hours",), "merge_changes": ("merge_preset", *EDITABLE)}
    GROUPS = (
        (_("Joining"), ("needs_approval",)),
        (
            _("Pull requests"),
            ("branches", "issue_number_required", "grace_hours", "settling_days", "newcomer_labels"),
        ),
        (_("Clusters"), ("accepts_drafts",)),
        (_("Mentors"), ("away_after_days",)),
        (_("New versions of tasks"), ("adopts_at_once",)),
        (_("What a merge needs"), ("merge_preset",)),
        (
            _("Otherwise than the preset"),
            (
                *("approval_required", "heeds_blocks", "labels_needed", "labels_forbidden", "checks_ignored"),
                *("cla_checks", "dco_checks", "branches_forbidden", "difficulty_labels"),
            ),
        ),
    )
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
    grace_hours = forms.IntegerField(label=_("Hours of grace"), min_value=0, max_value=24 * 90, help_text=HELP["grace"])

    class Meta:
        model = Program
        fields = (
            *("merge_preset", "needs_approval", "branches", "issue_number_required", "settling_days"),
            *("newcomer_labels", "difficulty_labels", "accepts_drafts", "adopts_at_once", "away_after_days"),
        )
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grace_hours"].initial = int(self.instance.grace / timedelta(hours=1))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "grace_hours" in cleaned:
            self.instance.grace = timedelta(hours=cleaned["grace_hours"])
        return cleaned


class CloneForm(forms.Form):
    """What a copy is called, and whether whoever helps comes along."""

    name = forms.CharField(label=_("Name"), max_length=120)
    name_zh_hans = forms.CharField(
        label=_("Name in Chinese"), max_length=120, required=False, widget=forms.TextInput(attrs={"lang": "zh-Hans"})
    )
    slug = forms.SlugField(label=_("Address"), help_text=HELP["slug"], error_messages={"invalid": BAD_ADDRESS})
    with_members = forms.BooleanField(
        label=_("Mentors and organisers come along"),
        required=False,
        initial=True,
        help_text=_("Newcomers, their work, dates and invite links stay where they are."),
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in OURS or Program.objects.filter(slug=slug).exists():
            raise ValidationError(TAKEN_ADDRESS)
        return slug


def copy_of(program: Program) -> Program:
    """What a form may write on: a refused one leaves the page's own program as it is."""
    return copy.copy(program)


def _instant(day: date | None, at: time, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, at, tzinfo=zone) if day else None

"""Saying that one is away: from which day to which, from which programs, and who covers."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onboarding.fields import Words
from onboarding.mentoring.queries.cover import Post
from onboarding.people.models import User
from onboarding.people.zones import beginning_of
from onboarding.programs.models import Program

LONGEST_NOTE = 1_000
A_DAY = timedelta(days=1)


def _day(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": missing, "invalid": gettext_lazy("This is not a day. Write it as 2026-03-31.")},
    )


class AbsenceForm(forms.Form):
    """Days are the mentor's own: ``starts_at`` and ``ends_at`` are the instants at which they begin and are over."""

    first = _day(gettext_lazy("First day away"), gettext_lazy("No day is given. Choose the first day."))
    last = _day(gettext_lazy("Last day away"), gettext_lazy("No day is given. Choose the last day."))
    programs = forms.MultipleChoiceField(
        label=gettext_lazy("Away from"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("No program is ticked. Choose at least one.")},
    )
    cover = forms.ChoiceField(
        label=gettext_lazy("Who covers"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Nobody of this name mentors with you any more. Choose another colleague.")
        },
    )
    note = Words(
        label=gettext_lazy("A word for your newcomers"),
        help_text=gettext_lazy("They read it beside the name of whoever covers."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *args: Any,
        posts: Sequence[Post],
        colleagues: Sequence[User],
        zone: ZoneInfo,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.today = zone, now, now.astimezone(zone).date()
        self.by_slug: dict[str, Program] = {post.program.slug: post.program for post in posts}
        self.by_login = {user.login: user for user in colleagues}
        choices = [(post.program.slug, post.name) for post in posts]
        self.fields["programs"].choices = choices  # type: ignore[attr-defined]
        self.fields["programs"].initial = [slug for slug, _name in choices]
        self.fields["first"].initial = self.today
        self.fields["cover"].choices = [  # type: ignore[attr-defined]
            ("", _("Whoever has most room")),
            *((user.login, user.display_name) for user in colleagues),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and first < self.today:
            self.add_error("first", _("This day is over already. Choose today or a later one."))
        elif first and last and last < first:
            self.add_error("last", _("The last day comes before the first. Choose a later one."))
        elif last and last.year > self.today.year + 2:
            self.add_error("last", _("This day is more than a year away. Choose an earlier one."))
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """What `programs.operations.go_away` wants to know, once the form is valid."""
        cleaned = self.cleaned_data
        return {
            "programs": [self.by_slug[slug] for slug in cleaned["programs"]],
            "starts_at": max(self.now, beginning_of(cleaned["first"], self.zone)),
            "ends_at": beginning_of(cleaned["last"] + A_DAY, self.zone),
            "cover": self.by_login.get(cleaned["cover"]),
            "note": cleaned["note"],
        }

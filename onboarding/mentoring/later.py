"""Agree on a later date: for some tasks of one person, or of several."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onboarding.fields import Words
from onboarding.mentoring.queries.later import Owed
from onboarding.mentoring.reader import reader_at
from onboarding.progress import when

LONGEST_REASON = 2_000
FURTHEST = timedelta(days=366)
MOST_SAID = 10
"""Dates that are too early, of which each is named."""


class LaterDateForm(forms.Form):
    """Which tasks, until which day, and why. ``wanted`` is what to agree on, once the form is valid."""

    tasks = forms.MultipleChoiceField(
        label=gettext_lazy("Tasks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("No task is ticked. Choose at least one."),
            "invalid_choice": gettext_lazy(
                "One of the tasks that you ticked is verified by now, or gone. The list is as it is now: look at it, "
                "and try again."
            ),
        },
    )
    day = forms.DateField(
        label=gettext_lazy("New due day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("No day is given. Choose the day on which the work is due."),
            "invalid": gettext_lazy("This is not a day. Write it as 2026-03-31."),
        },
    )
    reason = Words(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The newcomer reads this with the date."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why: whoever looks at this later will want to know.")},
    )

    def __init__(self, *args: Any, owed: Sequence[Owed], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owed, self.now = owed, now
        choices = {str(each.task.pk): each.title for each in owed}
        self.fields["tasks"].choices = list(choices.items())  # type: ignore[attr-defined]

    @property
    def wanted(self) -> list[Owed]:
        return [each for each in self.owed if str(each.task.pk) in self.cleaned_data["tasks"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day") and cleaned.get("tasks"):
            self._check_day()
        return cleaned

    def _check_day(self) -> None:
        """Later than it would be already, for everybody. That the day is over, the operation itself says."""
        day = self.cleaned_data["day"]
        if day > (self.now + FURTHEST).date():
            self.add_error("day", _("This day is more than a year away. Choose an earlier one."))
            return
        early = [each for each in self.wanted if self._is_early(each, day)]
        for each in early[:MOST_SAID]:
            self.add_error("day", self._too_early(each))
        if len(early) > MOST_SAID:
            sentence = _("So it is with %(count)d more.")
            self.add_error("day", sentence % {"count": len(early) - MOST_SAID})

    def _is_early(self, owed: Owed, day: date) -> bool:
        return bool(owed.due_at and self.now < owed.until(day) <= owed.due_at + timedelta(seconds=1))

    def _too_early(self, owed: Owed) -> str:
        sentence = _("%(task)s of %(name)s is due on %(moment)s already. Choose a later day, or leave the task out.")
        moment = when.moment(owed.due_at, reader_at(self.now)) if owed.due_at else ""
        return sentence % {"task": owed.title, "name": owed.enrollment.user.display_name, "moment": moment}

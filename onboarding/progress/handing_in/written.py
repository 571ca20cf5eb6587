"""Handing in a text that a mentor reads, and a link that belongs to it."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.verification.models import Submission
from onboarding.verification.operations import submit_written


class WrittenForm(EvidenceForm):
    """``strip`` is off: what people wrote is theirs, to the last line."""

    fragment = "progress/handing_in/written.html"
    takes_up = ("text", "link")
    at_fault: ClassVar = {
        "text": frozenset({"empty", "too-long", "forbidden-character", "same-text"}),
        "link": frozenset({"bad-link"}),
    }

    text = forms.CharField(
        label=_("Your text"),
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Write something first.")},
    )
    link = forms.CharField(
        label=_("A link that belongs to it"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def hand_in(self, *, now: datetime) -> Submission:
        said = self.cleaned_data
        return submit_written(
            enrollment=self.enrollment, task=self.pinned.task, text=said["text"], link=said["link"], now=now
        )

"""Handing in a release by its address."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.verification.models import Submission
from onboarding.verification.operations import submit_release


class ReleaseForm(EvidenceForm):
    """What was returned is mended on GitHub, at the same address."""

    fragment = "progress/handing_in/release.html"
    takes_up = ("address",)
    at_fault: ClassVar = {
        "address": frozenset({"malformed", "other-site", "release-file", "release-list", "not-a-release"})
    }

    address = forms.CharField(
        label=_("Address of your release"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the address of your release here.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = f"{settings.GITHUB.url}/owner/repository/releases/tag/v0.1.0"
        self.fields["address"].help_text = gettext("It looks like %(example)s.") % {"example": example}

    def hand_in(self, *, now: datetime) -> Submission:
        address = self.cleaned_data["address"]
        return submit_release(enrollment=self.enrollment, task=self.pinned.task, address_text=address, now=now)

"""Handing in a pull request by its address."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.progress.handing_in.form import EvidenceForm
from onboarding.verification.models import Submission
from onboarding.verification.operations import submit_pull_request


class PullRequestForm(EvidenceForm):
    """No URL field: people paste addresses in many shapes, and each wrong one gets its own sentence."""

    fragment = "progress/handing_in/pull_request.html"
    at_fault: ClassVar = {"address": frozenset({"malformed", "other-site", "issue", "not-a-pull-request"})}

    address = forms.CharField(
        label=_("Address of your pull request"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Paste the address of your pull request here.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        example = f"{settings.GITHUB.url}/owner/repository/pull/7"
        self.fields["address"].help_text = gettext("It looks like %(example)s.") % {"example": example}

    def hand_in(self, *, now: datetime) -> Submission:
        address = self.cleaned_data["address"]
        return submit_pull_request(enrollment=self.enrollment, task=self.pinned.task, address_text=address, now=now)

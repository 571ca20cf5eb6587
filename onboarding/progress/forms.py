"""What a newcomer hands in. What it means is for `verification` to say; here it only has to be there."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import EvidenceKind


class PullRequestForm(forms.Form):
    """No URL field: people paste addresses in many shapes, and each wrong one gets its own sentence."""

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


class WrittenForm(forms.Form):
    """``strip`` is off: what people wrote is theirs, to the last line."""

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


AT_FAULT = {
    "text": frozenset({"empty", "too-long", "forbidden-character", "same-text"}),
    "link": frozenset({"bad-link"}),
    "address": frozenset({"malformed", "other-site", "issue", "not-a-pull-request"}),
}
"""Which field a refusal is about. All others are about the task as a whole."""


def field_at_fault(code: str, form: forms.Form) -> str | None:
    """Where the reason belongs: beside the field, so that it is found and read out there."""
    return next((name for name, codes in AT_FAULT.items() if code in codes and name in form.fields), None)


FORMS: dict[str, type[forms.Form]] = {
    EvidenceKind.PULL_REQUEST: PullRequestForm,
    EvidenceKind.WRITTEN: WrittenForm,
}

"""What a mentor sends: a judgement with its note, or a word on a flag."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.verification.models import Review

LONGEST_NOTE = 20_000


def _note(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 6}), **options)


class _NoteForm(forms.Form):
    """Where something is missing, the page opens at the note, which may stand far down on a phone."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if "note" in self.errors:
            self.fields["note"].widget.attrs["autofocus"] = True
        return valid


class DecisionForm(_NoteForm):
    """Approve, with or without a note; or return, with a note that says why."""

    note = _note(
        required=False,
        label=_("Your note"),
        help_text=_("The newcomer reads this. Say what is good, what is missing, and the one thing to do next."),
    )
    decision = forms.ChoiceField(choices=Review.Decision, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    @property
    def judgement(self) -> dict[str, str]:
        """What `verification.operations.decide` wants to know, once the form is valid."""
        return {"decision": self.cleaned_data["decision"], "note": self.cleaned_data["note"]}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == Review.Decision.RETURN and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say in a sentence what is missing, so that the next attempt can succeed."))
        return cleaned


class CloseFlagForm(_NoteForm):
    """A flag is closed with a word on what the mentor found."""

    note = _note(
        label=_("What you found"),
        error_messages={"required": _("Say in a sentence what you found: the next mentor will ask the same.")},
    )

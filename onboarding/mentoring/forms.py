"""What a mentor sends: a judgement with its note, a word on a flag, a note on a person, the name of a tag or filter."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.fields import Words
from onboarding.mentoring.comments import sent
from onboarding.mentoring.models import Note, SavedFilter, Tag
from onboarding.verification.blocks import Comment
from onboarding.verification.models import Review

LONGEST_NOTE = 20_000
LONGEST_REASON = 2_000
LONGEST_SEEN = 20_000
MOST_CRITERIA = 100


def _note(**options: Any) -> Words:
    return Words(max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 6}), **options)


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
    criteria = forms.TypedMultipleChoiceField(
        coerce=int, required=False, label=_("What this task asks for"), widget=forms.CheckboxSelectMultiple
    )
    decision = forms.ChoiceField(choices=Review.Decision, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=LONGEST_SEEN, required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    is_over = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, criteria: Sequence[str] = (), **kwargs: Any) -> None:
        """``criteria``: those of the task's version, in the mentor's language."""
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedMultipleChoiceField", self.fields["criteria"])
        field.choices = [(str(place), text) for place, text in enumerate(criteria)]

    @property
    def judgement(self) -> dict[str, Any]:
        """What `verification.operations.decide` wants to know, once the form is valid."""
        named = {name: self.cleaned_data[name] for name in ("decision", "note", "criteria")}
        return {**named, "comments": self.comments}

    @property
    def seen_version(self) -> int | None:
        """Of the draft. None where the page was told that another page has written something newer."""
        return None if self.cleaned_data["is_over"] else self.cleaned_data["version"] or 0

    @property
    def comments(self) -> list[Comment]:
        """As they were sent, or as the draft has them: `verification.operations.decide` says whether they fit."""
        return sent(self.data) if self.is_bound else self.initial.get("comments", [])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == Review.Decision.RETURN and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say in a sentence what is missing, so that the next attempt can succeed."))
        return cleaned


class DraftForm(forms.Form):
    """What is kept as it is, however unfinished: longer than a note may be, ticks of whatever the page had."""

    note = Words(required=False, strip=False)
    criteria = forms.TypedMultipleChoiceField(
        coerce=int, required=False, choices=[(str(place), str(place)) for place in range(MOST_CRITERIA)]
    )
    version = forms.IntegerField(min_value=0, required=False)
    is_over = forms.BooleanField(required=False)

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0

    @property
    def kept(self) -> dict[str, Any]:
        """What `operations.save_draft` wants to know, once the form is valid."""
        return {**self.cleaned_data, "comments": sent(self.data)}


class CloseFlagForm(_NoteForm):
    """A flag is closed with a word on what the mentor found."""

    note = _note(
        label=_("What you found"),
        error_messages={"required": _("Say in a sentence what you found: the next mentor will ask the same.")},
    )


class TagForm(forms.Form):
    tag = forms.CharField(
        max_length=Tag.LONGEST,
        error_messages={
            "required": _("No tag is given. Write a word or two, or choose one that the program has."),
            "max_length": _("A tag has at most %(limit_value)d characters; this one has %(show_value)d."),
        },
    )


class FilterForm(forms.Form):
    name = forms.CharField(
        max_length=SavedFilter.LONGEST_NAME,
        error_messages={
            "required": _("The filter has no name. Write one by which you will know it again."),
            "max_length": _(
                "The name of a filter has at most %(limit_value)d characters; this one has %(show_value)d."
            ),
        },
    )


class NoteForm(_NoteForm):
    """What a mentor wants to remember of a person."""

    note = Words(
        label=_("Your note"),
        max_length=Note.LONGEST,
        help_text=_("For the mentors and organisers of this program. The newcomer never sees it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("The note is empty. Write a word, or leave it."),
            "max_length": _(
                "A note has at most %(limit_value)d characters; this one has %(show_value)d. "
                "It is still here: shorten it, or make two of it."
            ),
        },
    )


class OverrideForm(forms.Form):
    """Which rule, and why somebody knows better."""

    code = forms.CharField(max_length=60)
    reason = Words(
        required=False,
        max_length=LONGEST_REASON,
        error_messages={
            "max_length": _(
                "This has %(show_value)d characters, and %(limit_value)d are as many as somebody reads. "
                "It is still here: shorten it."
            ),
        },
    )

"""Asking and answering. The form itself teaches how to ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.fields import Key, Words
from onboarding.questions.models import Question

LONGEST = 10_000
"""Characters of one field."""


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class QuestionForm(forms.Form):
    """``public_id`` is the question's own from the first look at the form on."""

    public_id = Key()
    kind = forms.ChoiceField(
        label=_("What kind of help do you need?"),
        choices=Question.Kind.choices,
        initial=Question.Kind.TECHNICAL,
        widget=forms.RadioSelect,
    )
    summary = Words(
        label=_("In one line"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say in one line what it is about, so that others know whether they can help.")},
    )
    goal = Words(
        label=_("What do you want to reach?"),
        max_length=LONGEST,
        widget=_area(3),
        error_messages={"required": _("Say what you want to reach: often there is another way to it.")},
    )
    tried = Words(
        label=_("What have you tried, and what happened?"),
        max_length=LONGEST,
        widget=_area(4),
        error_messages={"required": _("Say what you have tried. “Nothing yet” is an answer, too.")},
    )
    searched = Words(label=_("Where have you looked?"), max_length=LONGEST, required=False, widget=_area(2))
    message = Words(
        label=_("The exact message"),
        help_text=_("Copy it as text. Take out passwords and tokens."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "class": "code-input"}),
    )
    versions = Words(
        label=_("Versions"),
        help_text=_("Your system and the tools, as far as they matter."),
        max_length=LONGEST,
        required=False,
        widget=_area(2),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What has been typed so far, valid or not."""
        return {
            name: self.data.get(name, self.get_initial_for_field(field, name)) for name, field in self.fields.items()
        }


class AnswerForm(forms.Form):
    text = Words(
        label=_("Your words"),
        help_text=_("Markdown."),
        max_length=LONGEST,
        widget=_area(6),
        error_messages={"required": _("Write something first.")},
    )

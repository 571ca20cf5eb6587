"""Preferences of notices, what organisers announce, and where their chats are."""

import hashlib
import json
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from onboarding.fields import Words
from onboarding.languages import CODES, LANGUAGES
from onboarding.notifications.kinds import IN_CHATS
from onboarding.notifications.models import Audience, Rhythm

LONGEST_TITLE, LONGEST_TEXT = 150, 20_000
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RhythmForm(forms.Form):
    digest = forms.ChoiceField(label=_("How often"), choices=Rhythm.Digest, widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(label=_("A digest comes at"), choices=HOURS, coerce=int)
    quiet_from = forms.TimeField(label=pgettext_lazy("quiet hours", "from"), required=False, widget=_CLOCK)
    quiet_until = forms.TimeField(label=pgettext_lazy("quiet hours", "until"), required=False, widget=_CLOCK)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("quiet_from") is None) != bool(said.get("quiet_until") is None) and not self.errors:
            raise forms.ValidationError(
                gettext("Quiet hours need a beginning and an end. Give both, or leave both empty.")
            )
        return said


class ChatForm(forms.Form):
    """Where something is said, and what."""

    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("As your team calls it."))
    address = forms.CharField(
        label=_("Webhook address"),
        max_length=500,
        help_text=_("Copied from Slack, Discord, DingTalk, WeCom or Feishu; or as apprise writes it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Signing secret"),
        max_length=200,
        required=False,
        help_text=_("Of Feishu and DingTalk, where the bot checks signatures."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    kinds = forms.MultipleChoiceField(
        label=_("What is said there"),
        choices=[(kind.value, kind.label) for kind in IN_CHATS],
        widget=forms.CheckboxSelectMultiple,
        initial=[kind.value for kind in IN_CHATS],
    )


class AnnouncementForm(forms.Form):
    """One title and text for each language; at least one of them is written."""

    public_id = forms.SlugField(max_length=12, widget=forms.HiddenInput)
    audience = forms.ChoiceField(
        label=_("To whom"), choices=Audience, widget=forms.RadioSelect, initial=Audience.EVERYBODY
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in CODES:
            title = Words(label=_("Title"), max_length=LONGEST_TITLE, required=False, widget=forms.TextInput)
            text = Words(label=_("Text"), max_length=LONGEST_TEXT, required=False)
            text.help_text = _("Markdown.")
            for field in (title, text):
                field.widget.attrs["lang"] = code
            self.fields |= {f"title-{code}": title, f"text-{code}": text}

    @property
    def languages(self) -> list[tuple[str, Any, Any]]:
        """Name, title and text of each."""
        return [(name, self[f"title-{code}"], self[f"text-{code}"]) for code, name in LANGUAGES]

    @property
    def said(self) -> dict[str, Any]:
        """As `announce_to` takes it."""
        given = self.cleaned_data
        return {
            "public_id": given["public_id"],
            "audience": given["audience"],
            "title": {code: given[f"title-{code}"] for code in CODES},
            "text": {code: given[f"text-{code}"] for code in CODES},
        }

    @property
    def fingerprint(self) -> str:
        """Of what is said to whom, so that nothing is sent that nobody has looked at."""
        return hashlib.sha256(json.dumps(self.said, sort_keys=True).encode()).hexdigest()[:16]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        written = [(code, bool(given[f"title-{code}"]), bool(given[f"text-{code}"])) for code in CODES]
        for code, has_title, has_text in written:
            if has_title and not has_text:
                self.add_error(f"text-{code}", gettext("There is a title, but no text to it."))
            if has_text and not has_title:
                self.add_error(f"title-{code}", gettext("There is a text, but no title to it."))
        if not any(has_title or has_text for _code, has_title, has_text in written):
            raise forms.ValidationError(gettext("Write a title and a text, in at least one language."))
        return given

"""Preferences of notices: which kinds by mail, in which rhythm."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from onboarding.notifications.models import Rhythm

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

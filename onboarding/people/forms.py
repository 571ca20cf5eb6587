"""Preferences: language and time zone."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onboarding.languages import LANGUAGES
from onboarding.people.zones import zone


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        required=False,
        help_text=_("Tasks are due at the end of the day in this zone. Leave it empty for the program's own zone."),
        widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        if name and zone(name) is None:
            message = gettext("“%(name)s” is not a time zone we know. Choose one from the list, such as Asia/Shanghai.")
            raise forms.ValidationError(message, params={"name": name})
        return name

"""Naming a repository to follow."""

import re

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from onboarding.github.addresses import NAME

FULL_NAME = re.compile(rf"({NAME}/{NAME})(?:\.git|/.*)?")


class FollowForm(forms.Form):
    """`owner/name`, or any address inside the repository."""

    full_name = forms.CharField(
        label=_("Repository"), max_length=500, help_text=_("Such as kubernetes/website, or its address on GitHub.")
    )

    def clean_full_name(self) -> str:
        text = str(self.cleaned_data["full_name"]).removeprefix("https://").removeprefix("http://").removeprefix("www.")
        ours = settings.GITHUB.url.partition("://")[2]
        text = text.removeprefix(f"{ours}/")
        there = text.partition("/")[0]
        if "." in there:  # no account's name has a dot
            sentence = _(
                "That address is on %(there)s, and this site reads repositories on %(ours)s. Paste one from there."
            )
            raise forms.ValidationError(sentence, params={"there": there[:60], "ours": ours})
        found = FULL_NAME.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("That is not the name of a repository. Write it as owner/name."))
        return found[1].removesuffix(".git")

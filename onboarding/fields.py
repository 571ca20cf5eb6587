"""Form fields of our own: sentences of which nothing is lost, and the key by which a second press is the first one."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.ids import PUBLIC_ID_LENGTH, new_public_id


class Words(forms.CharField):
    """No browser is told of the limit: it would cut off what is pasted, and say nothing.

    Each line ends with one character, as the browser counts, however it was sent.
    """

    widget = forms.Textarea
    default_error_messages = {  # noqa: RUF012 - Django reads it from the class
        "max_length": _(
            "There is room for %(limit_value)d characters; this has %(show_value)d. Nothing is lost: shorten it here."
        ),
    }

    def to_python(self, value: Any) -> str | None:
        said: str | None = super().to_python(value)
        return said.replace("\r\n", "\n") if said else said

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Key(forms.CharField):
    """The public id that a row will have, made with its form. What is none of ours becomes a new one."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=new_public_id, required=False)

    def clean(self, value: Any) -> str:
        sent = str(super().clean(value))
        return sent if len(sent) == PUBLIC_ID_LENGTH and re.fullmatch(r"[\w-]+", sent, re.ASCII) else new_public_id()

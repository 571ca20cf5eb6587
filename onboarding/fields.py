"""The form field in which people write sentences: what is too long is said, and nothing of it is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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

"""What every page of a program's settings asks of its form: fields in groups, and two organisers who write at once.

A page sends back what it showed. What nobody touched stays as it is now, whoever changed it meanwhile; what two have
changed is said, with what the other one wrote, before anything is written over.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from onboarding.programs.models import Program


class Fields(forms.Form):
    """``FOLLOW``: fields of the program beside those of the form's own names, and which of its own each follows."""

    GROUPS: ClassVar[tuple[tuple[str | Promise, tuple[str, ...]], ...]] = ()
    FOLLOW: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.touched: tuple[str, ...] = ()
        self._shown: dict[str, Any] | None = None

    def groups(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        for heading, names in self.GROUPS:
            yield heading, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any] | None:
        """Before anything is made of the fields: what this person left alone is what it is now."""
        held, shown = self._held(), self._sent()
        sent = {name: _plain(value) for name, value in self.cleaned_data.items() if name in self.fields}
        self.touched = tuple(name for name, value in sent.items() if value != shown.get(name, held[name]))
        for name, value in sent.items():
            if value == held[name]:
                continue
            if name not in self.touched:
                self.cleaned_data[name] = self.fields[name].clean(held[name])
            elif shown.get(name, held[name]) != held[name]:
                self._say(name, held[name])
                shown[name] = held[name]
        self._shown = shown
        return super().clean()

    @property
    def seen(self) -> str:
        """What the page shows, for it to send back."""
        return json.dumps({**self._held(), **(self._shown or {})}, ensure_ascii=False)

    @property
    def is_overtaken(self) -> bool:
        """Whether somebody else has changed what this person changed, too."""
        return any(each.code == "overtaken" for errors in self.errors.as_data().values() for each in errors)

    def written(self) -> list[str]:
        """The program's fields that this person has changed."""
        of_the_model = {each.name for each in Program._meta.concrete_fields}
        follow = (name for name, causes in self.FOLLOW.items() if set(causes) & set(self.touched))
        return [*(name for name in self.touched if name in of_the_model), *follow]

    def _held(self) -> dict[str, Any]:
        return {name: _plain(self.get_initial_for_field(field, name)) for name, field in self.fields.items()}

    def _sent(self) -> dict[str, Any]:
        try:
            shown = json.loads(self.data.get("seen", "{}"))
        except ValueError:
            shown = {}
        return {name: shown[name] for name in self.fields if name in shown} if isinstance(shown, dict) else {}

    def _say(self, name: str, held: Any) -> None:
        sentence = _(
            "Somebody else has changed this meanwhile. It says now: “%(now)s”. Yours stands here still: save once more "
            "to put it in the place of theirs."
        )
        said = {"now": _in_words(self.fields[name], held)}
        self.add_error(name, forms.ValidationError(sentence, params=said, code="overtaken"))


def _plain(value: Any) -> Any:
    """As JSON has it, so that what comes back can be compared."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("ticked") if value else _("not ticked")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return next((str(said) for key, said in choices if str(getattr(key, "value", key)) == str(value)), str(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")

"""Questions of a paper as form fields, and what was filled in as answers. Values are places on the paper, no names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext

from onboarding.languages import Text, pick
from onboarding.rules.kinds.quiz.papers import Shown
from onboarding.rules.kinds.quiz.questions import Form

LONGEST_ANSWER = 200
Fields = list[forms.Field]


@dataclass(frozen=True)
class Question:
    """One question of a form: its fields by name, in order."""

    number: int
    form: Form
    text: str
    fields: Mapping[str, forms.Field]

    def answer(self, given: Sequence[Any]) -> Any:
        """The answer as grading wants it, from the fields' values. Raises ValidationError, with what to do."""
        return _READERS[self.form](given)


def question(number: int, shown: Shown, language: str) -> Question:
    fields = _FIELDS[shown.form](shown, language)
    names = [f"q{number}"] if len(fields) == 1 else [f"q{number}-{place}" for place in range(1, len(fields) + 1)]
    return Question(number, shown.form, pick(shown.text, language), dict(zip(names, fields, strict=True)))


def _options(texts: Sequence[Text], language: str) -> list[tuple[str, str]]:
    return [(str(place), pick(text, language)) for place, text in enumerate(texts)]


def _single(shown: Shown, language: str) -> Fields:
    return [
        forms.ChoiceField(choices=_options(shown.choices, language), widget=forms.RadioSelect, required=False),
    ]


def _multiple(shown: Shown, language: str) -> Fields:
    choices, widget = _options(shown.choices, language), forms.CheckboxSelectMultiple
    return [forms.MultipleChoiceField(choices=choices, widget=widget, required=False)]


def _match(shown: Shown, language: str) -> Fields:
    """A select for each choice. Options are plain text: code in them loses its backticks."""
    targets = [(place, text.replace("`", "")) for place, text in _options(shown.targets, language)]
    choices = [("", gettext("choose…")), *targets]
    return [forms.ChoiceField(label=pick(text, language), choices=choices, required=False) for text in shown.choices]


def _order(shown: Shown, language: str) -> Fields:
    """A number for each card: the place that it is to have."""
    choices = [("", "–"), *((str(place), str(place)) for place in range(1, len(shown.choices) + 1))]
    return [forms.ChoiceField(label=pick(text, language), choices=choices, required=False) for text in shown.choices]


def _short(shown: Shown, language: str) -> Fields:
    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"})
    return [forms.CharField(max_length=LONGEST_ANSWER, widget=widget, required=False)]


_FIELDS: Mapping[Form, Callable[[Shown, str], Fields]] = {
    Form.SINGLE: _single,
    Form.MULTIPLE: _multiple,
    Form.MATCH: _match,
    Form.ORDER: _order,
    Form.SHORT: _short,
}


def _read_single(given: Sequence[Any]) -> int:
    if not given[0]:
        raise forms.ValidationError(gettext("Choose one."))
    return int(given[0])


def _read_multiple(given: Sequence[Any]) -> list[int]:
    if not given[0]:
        raise forms.ValidationError(gettext("Tick at least one."))
    return [int(place) for place in given[0]]


def _read_match(given: Sequence[Any]) -> list[int]:
    if not all(given):
        raise forms.ValidationError(gettext("Choose something for each line."))
    return [int(place) for place in given]


def _read_order(given: Sequence[Any]) -> list[int]:
    """The cards in the order of the places that they were given."""
    if not all(given):
        raise forms.ValidationError(
            gettext("Give each card its place, from 1 to %(total)d.") % {"total": len(given)},
        )
    places = [int(place) for place in given]
    twice = next((place for place in places if places.count(place) > 1), None)
    if twice is not None:
        raise forms.ValidationError(
            gettext("Two cards have the place %(place)d. Give each its own.") % {"place": twice}
        )
    return sorted(range(len(places)), key=places.__getitem__)


def _read_short(given: Sequence[Any]) -> str:
    text = str(given[0] or "").strip()
    if not text:
        raise forms.ValidationError(gettext("Write your answer."))
    return text


_READERS: Mapping[Form, Callable[[Sequence[Any]], Any]] = {
    Form.SINGLE: _read_single,
    Form.MULTIPLE: _read_multiple,
    Form.MATCH: _read_match,
    Form.ORDER: _read_order,
    Form.SHORT: _read_short,
}

"""The part of a program's form that says what a merge needs: a preset, and what this program has otherwise."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.programs.forms.parts import Fields
from onboarding.programs.models import Program
from onboarding.rules.merging.policy import EDITABLE, changes

if TYPE_CHECKING:
    ProgramModelForm = forms.ModelForm[Program]
else:
    ProgramModelForm = forms.ModelForm


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 40})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class MergeForm(Fields, ProgramModelForm):
    """The rules of the merge. Fields show what holds; only what is otherwise than the preset is kept."""

    labels_needed = LinesField(
        label=_("Labels needed"),
        required=False,
        help_text=_("One on each line; `a,b` is met by either of the two."),
    )
    labels_forbidden = LinesField(label=_("Labels that stand in the way"), required=False)
    approval_required = forms.BooleanField(
        label=_("An approving review is needed"),
        required=False,
        help_text=_("Also where no branch rule on GitHub asks for one."),
    )
    heeds_blocks = forms.BooleanField(
        label=_("GitHub's branch rules count"),
        required=False,
        help_text=_("A merge that GitHub blocks is shown as blocked."),
    )
    checks_ignored = LinesField(
        label=_("Checks that do not matter"), required=False, help_text=_("Names, one on each line; `ci/*` is fine.")
    )
    cla_checks = LinesField(label=_("Checks for the contributor agreement"), required=False)
    dco_checks = LinesField(label=_("Checks for sign-offs"), required=False)
    branches_forbidden = LinesField(label=_("Branches closed to merges"), required=False)

    class Meta:
        model = Program
        fields = ("merge_preset",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in EDITABLE:
            value = getattr(self.instance.merge_policy, name)
            self.fields[name].initial = list(value) if isinstance(value, tuple) else value

    def clean(self) -> dict[str, Any]:
        """What nobody touched follows the preset, also to another one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if preset := cleaned.get("merge_preset"):
            kept = {name: cleaned[name] for name in EDITABLE if self._is_wanted(name) and name in cleaned}
            self.instance.merge_changes = changes(preset, kept)
        return cleaned

    def _is_wanted(self, name: str) -> bool:
        return name in self.touched or name in self.instance.merge_changes

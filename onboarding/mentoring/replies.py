"""The form of a reply: what it is called, what it says, and for whom it is."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from onboarding.languages import pick
from onboarding.mentoring.models import Reply
from onboarding.mentoring.reader import language
from onboarding.people.models import User
from onboarding.programs.models import Program


class ProgramChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    def label_from_instance(self, program: Any) -> str:
        return pick(program.name_text, language())


class ReplyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """``user``: whose programs can be chosen."""

    program = ProgramChoice(Program.objects.none(), required=False, label=_("For whom"), empty_label=_("For me alone"))

    class Meta:
        model = Reply
        fields = ("title", "text", "program")
        labels: ClassVar = {"title": _("Title"), "text": _("Text")}
        help_texts: ClassVar = {"title": _("By it you find the reply again. Newcomers do not see it.")}
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        programs = Program.objects.mentored_by(user).filter(archived_at=None).order_by("name", "pk")
        self.fields["program"].queryset = programs  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > Reply.LONGEST:
            message = _("A reply has at most %(limit)d characters; this has %(size)d. Shorten it.")
            raise forms.ValidationError(message % {"limit": Reply.LONGEST, "size": len(text)})
        return text

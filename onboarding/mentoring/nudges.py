"""Writing to people: words to begin with, in the newcomer's language, and the form."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from onboarding.fields import Words
from onboarding.languages import CODES
from onboarding.mentoring.models import Nudge
from onboarding.programs.models import Enrollment

STARTS = {
    "friendly": _("A friendly word"),
    "overdue": _("Something is overdue"),
    "stuck": _("Stuck on a task"),
}
"""What a mentor can begin with, as the page calls it."""


class NudgeForm(forms.Form):
    text = Words(
        label=_("What you write"),
        max_length=Nudge.LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _("There is nothing to send yet. Write a sentence or two."),
            "max_length": _(
                "This has %(show_value)d characters, and %(limit_value)d are as many as somebody reads. "
                "It is still here: shorten it."
            ),
        },
    )


def start(kind: str, people: Sequence[Enrollment]) -> str:
    """Words to begin with: in the language of those who read them; where they read several, in each of them."""
    spoken = {language_of(person) for person in people}
    texts = []
    for code in (code for code in CODES if code in spoken):
        with override(code):
            texts.append(_words(kind))
    return "\n\n".join(texts)


def begun(kind: str, people: Sequence[Enrollment], written: str) -> str:
    """Words to begin with, in place of others of ours; below what somebody has written themselves."""
    written, words = written.replace("\r\n", "\n").strip(), start(kind, people)
    is_ours = written in ("", *(start(each, people) for each in STARTS))
    return words if is_ours else f"{written}\n\n{words}"


def praising(enrollment: Enrollment, task: str) -> str:
    """Praise for a verified task, in the newcomer's language."""
    with override(language_of(enrollment)):
        sentence = gettext("Well done, {name}! “%(task)s” is verified, and you got there yourself. Enjoy it.")
    return sentence % {"task": task}


def language_of(enrollment: Enrollment) -> str:
    spoken = enrollment.user.language or enrollment.program.default_language
    return spoken if spoken in CODES else CODES[0]


def _words(kind: str) -> str:
    if kind == "overdue":
        return gettext(
            "Hello {name}, one of your tasks is past its date. No harm done: tell me whether you need more time or a "
            "hand, and we agree on a new date."
        )
    if kind == "stuck":
        return gettext(
            "Hello {name}, you have been on the same task for a while. What did you try last, and what did you see? "
            "Ask on the task's page: two pairs of eyes find it sooner."
        )
    return gettext(
        "Hello {name}, how are you getting on? If something is in your way, ask: that is what I am here for. The next "
        "step is on your journey."
    )

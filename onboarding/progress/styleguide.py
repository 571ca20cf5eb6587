"""Every component in every state on one page, for those who build pages. Served in DEBUG only."""

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onboarding.people.models import User
from onboarding.progress.samples import ANSWERS, CODE, COMMENTS, FINDINGS, PEOPLE, STEPS, STOPS


class SampleForm(forms.Form):
    """One field of each sort; the address is always wrong, to show how a mistake looks."""

    address = forms.URLField(
        label="Address of your pull request",
        help_text="It looks like https://github.com/owner/repository/pull/7.",
        assume_scheme="https",
    )
    text = forms.CharField(label="Your introduction", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="Language", choices=settings.LANGUAGES, required=False)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    form = SampleForm({"address": "github.com/demo-community", "text": "", "language": "en"})
    people = [(User(login=login, name=name), trail, words) for login, name, trail, words in PEOPLE]
    context = {
        "form": form,
        "stops": STOPS,
        "steps": STEPS,
        "findings": FINDINGS,
        "answers": ANSWERS,
        "comments": COMMENTS,
        "people": people,
        "code": CODE,
        "kept": ["What was written in a form that could not be taken."],
        "just_now": [Message(constants.SUCCESS, "Handed in. The answer stands below.")],
        "numbers": Paginator(range(90), 10).page(3),
    }
    return render(request, "progress/styleguide.html", context)

"""Asking about a task, reading and answering questions, and saying what helped."""

from collections.abc import Callable
from functools import partial
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onboarding.curriculum.models import Task
from onboarding.people.limits import SUBMIT, limited
from onboarding.people.models import User
from onboarding.people.written import give_back
from onboarding.programs.models import Enrollment
from onboarding.questions import operations, queries
from onboarding.questions.checklist import checklist
from onboarding.questions.forms import AnswerForm, QuestionForm
from onboarding.questions.models import Question
from onboarding.questions.operations import Refused
from onboarding.spans import span


@require_GET
@login_required
def questions(request: HttpRequest) -> HttpResponse:
    text, status = request.GET.get("q", "").strip()[:200], request.GET.get("status", "")
    status = status if status in Question.Status.values else ""
    found = queries.listed(_person(request), text=text, status=status, page=request.GET.get("page"))
    asked = {"q": text, "status": status}
    context = {"questions": found, "text": text, "status": status, "statuses": Question.Status.choices}
    context |= {"query": "".join(f"{urlencode({name: value})}&" for name, value in asked.items() if value)}
    return render(request, "questions/questions.html", {**context, "now": timezone.now()})


@require_GET
@login_required
def question(request: HttpRequest, qid: str) -> HttpResponse:
    return _page(request, _visible(request, qid), AnswerForm())


@require_http_methods(["GET", "POST"])
@login_required
@limited(SUBMIT, only_posts=True)
def ask(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """Without a script, the second button looks for similar questions before anything is asked."""
    own, task = _own(request, eid, slug)
    form = QuestionForm(request.POST or None)
    if request.method != "POST" or "look" in request.POST:
        form = QuestionForm(initial={name: request.POST.get(name) for name in form.fields if name in request.POST})
        return _form(request, own, task, form, said=request.POST.dict())
    if not form.is_valid():
        return _form(request, own, task, form, said=request.POST.dict(), status=422)
    try:
        asked = operations.ask(enrollment=own, task=task, said=form.cleaned_data, now=timezone.now())
    except Refused as refused:
        form.add_error(None, refused.message)
        return _form(request, own, task, form, said=request.POST.dict(), status=422)
    personal = gettext("Asked. Only who mentors or organises your program, or administers the site, can read it.")
    messages.success(
        request, personal if asked.is_personal else gettext("Asked. Mentors and fellow newcomers see it now.")
    )
    return redirect("question", qid=asked.public_id)


@require_POST
@login_required
def ask_help(request: HttpRequest, eid: str, slug: str) -> HttpResponse:
    """What the open form shows beside itself while one types: the check-list, and similar questions."""
    _own_enrollment, task = _own(request, eid, slug)
    return render(request, "questions/_help.html", _help(request, task, request.POST.dict()))


@require_POST
@login_required
@limited(SUBMIT)
def answer(request: HttpRequest, qid: str) -> HttpResponse:
    found, form = _visible(request, qid), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    text, author = form.cleaned_data["text"], _person(request)
    try:
        operations.answer(question=found, author=author, text=text, now=timezone.now())
    except Refused as refused:  # the form is not there any more
        messages.warning(request, refused.message)
        give_back(request)
    return redirect("question", qid=qid)


@require_POST
@login_required
def accept(request: HttpRequest, qid: str, aid: str) -> HttpResponse:
    found = get_object_or_404(_own_question(request, qid).answers.select_related("question"), public_id=aid)
    return _carry_out(request, qid, lambda: operations.accept(answer=found, now=timezone.now()))


@require_POST
@login_required
def settle(request: HttpRequest, qid: str) -> HttpResponse:
    found = _own_question(request, qid)
    return _carry_out(request, qid, lambda: operations.settle(question=found, now=timezone.now()))


@require_POST
@login_required
def promote(request: HttpRequest, qid: str) -> HttpResponse:
    """Into the frequent questions and out of them, by whoever helps to run the program."""
    mine = Question.objects.filter(enrollment__in=Enrollment.objects.mentored_by(_person(request)))
    found, is_promoted = get_object_or_404(mine, public_id=qid), "promoted" in request.POST
    promoting = partial(operations.promote, question=found, is_promoted=is_promoted, by=_person(request))
    return _carry_out(request, qid, lambda: promoting(now=timezone.now()))


def _carry_out(request: HttpRequest, qid: str, verb: Callable[[], None]) -> HttpResponse:
    try:
        verb()
    except Refused as refused:
        messages.warning(request, refused.message)
    return redirect("question", qid=qid)


def _form(
    request: HttpRequest, own: Enrollment, task: Task, form: QuestionForm, *, said: dict[str, str], status: int = 200
) -> HttpResponse:
    wait = queries.usual_wait(own.program, now=timezone.now())
    context = {"form": form, "enrollment": own, "task": task, "usual_wait": span(wait) if wait else ""}
    return render(request, "questions/ask.html", {**context, **_help(request, task, said)}, status=status)


def _help(request: HttpRequest, task: Task, said: dict[str, str]) -> dict[str, object]:
    text = " ".join(said.get(name, "") for name in ("summary", "message"))
    return {"points": checklist(said), "similar": queries.similar(_person(request), text, task=task)}


def _page(request: HttpRequest, found: Question, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {"question": found, "rights": queries.rights_of(found, _person(request)), "form": form}
    return render(request, "questions/question.html", {**context, "now": timezone.now()}, status=status)


def _visible(request: HttpRequest, qid: str) -> Question:
    return get_object_or_404(queries.with_answers(Question.objects.visible_to(_person(request))), public_id=qid)


def _own_question(request: HttpRequest, qid: str) -> Question:
    return get_object_or_404(Question.objects.filter(enrollment__user=_person(request)), public_id=qid)


def _own(request: HttpRequest, eid: str, slug: str) -> tuple[Enrollment, Task]:
    user = _person(request)
    mine = Enrollment.objects.visible_to(user).filter(user=user).select_related("program", "user", "mentor")
    own = get_object_or_404(mine, public_id=eid)
    pinned = own.program.program_tasks.select_related("task__current_version")
    return own, get_object_or_404(pinned, task__slug=slug).task


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)

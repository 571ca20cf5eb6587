"""An organiser says where their program's mentors talk, tries it, and takes it away again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.languages import DEFAULT_LANGUAGE, pick
from onboarding.notifications import operations
from onboarding.notifications.chats.errors import NotSaid, Unusable
from onboarding.notifications.forms import ChatForm
from onboarding.notifications.kinds import IN_CHATS
from onboarding.notifications.models import Chat
from onboarding.notifications.queries import chats_of
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.programs.views.access import for_organisers


@require_http_methods(["GET", "POST"])
@for_organisers
def chats(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    form = ChatForm(request.POST or None, initial={"language": program.default_language})
    if request.method == "POST" and form.is_valid() and _add(form, user, program):
        messages.success(request, gettext("Added. Try it: say hello there."))
        return redirect("chats", program.slug)
    context = {"program": program, "form": form, "chats": chats_of(program), "kinds": IN_CHATS}
    return render(request, "notifications/chats.html", context, status=422 if form.errors else 200)


@require_POST
@for_organisers
def choose_kinds(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    offered, chosen = request.POST.getlist("chat"), request.POST.getlist("said")
    operations.choose_kinds(program=program, offered=offered, chosen=chosen, by=user, now=timezone.now())
    messages.success(request, gettext("Saved: from now on that is said there."))
    return redirect("chats", program.slug)


@require_POST
@for_organisers
def try_chat(request: HttpRequest, user: User, program: Program, cid: str) -> HttpResponse:
    chat = get_object_or_404(Chat.objects.filter(program=program), public_id=cid)
    try:
        operations.try_chat(chat=chat, now=timezone.now())
    except Unusable as error:
        messages.error(request, _said(error))
    except NotSaid as error:
        said = gettext("%(name)s did not take it. It answered: %(words)s")
        messages.error(request, said % {"name": chat.name, "words": error.words})
    else:
        messages.success(request, gettext("We said hello in %(name)s.") % {"name": chat.name})
    return redirect("chats", program.slug)


@require_POST
@for_organisers
def remove_chat(request: HttpRequest, user: User, program: Program, cid: str) -> HttpResponse:
    chat = get_object_or_404(Chat.objects.filter(program=program).select_related("program"), public_id=cid)
    operations.remove_chat(chat=chat, by=user, now=timezone.now())
    messages.success(request, gettext("Taken away: nothing more is said there."))
    return redirect("chats", program.slug)


def _add(form: ChatForm, user: User, program: Program) -> bool:
    try:
        operations.add_chat(program=program, by=user, now=timezone.now(), **form.cleaned_data)
    except Unusable as error:
        form.add_error("address", _said(error))
        return False
    except NotSaid:
        form.add_error("address", gettext("Nobody knows this host. Look for a typing mistake in the address."))
        return False
    return True


def _said(error: Unusable) -> str:
    return pick(error.words, get_language() or DEFAULT_LANGUAGE)

"""Who helps to run a program: the list, adding by login, roles and capacity, and taking somebody out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.forms.people import MemberForm
from onboarding.programs.models import Membership, Program
from onboarding.programs.operations import Refused
from onboarding.programs.queries.setup import CAPACITIES, handed_over, members_of
from onboarding.programs.sections import step_after
from onboarding.programs.views.access import for_organisers

BY_LOAD = "by-load"


@require_http_methods(["GET", "POST"])
@for_organisers
def members(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """The list; a login that is posted becomes a member."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(form, program, user):
        messages.success(request, gettext("Added."))
        return redirect("organise_members", program.slug)
    context = {
        "program": program,
        "form": form,
        "members": members_of(program, page=request.GET.get("page")),
        "roles": Membership.Role.choices,
        "next": step_after("organise_members") if program.is_draft else "",
    }
    return render(request, "programs/organise/members.html", context, status=422 if form.errors else 200)


@require_POST
@for_organisers
def change_member(request: HttpRequest, user: User, program: Program, member: int) -> HttpResponse:
    """Only what is otherwise than the page has shown: a colleague may have changed the rest meanwhile."""
    found = _member(program, member)
    if found is None:
        return _gone(request, program)
    role, capacity = _asked(request, "role"), _asked(request, "capacity")
    chosen = {str(value): value for value, _said in CAPACITIES}.get(capacity, found.capacity)
    role = role if role in Membership.Role.values else found.role
    try:
        operations.change_member(member=found, role=role, capacity=chosen, by=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, gettext("%(name)s: saved.") % {"name": found.user.display_name})
    return redirect("organise_members", program.slug)


@require_http_methods(["GET", "POST"])
@for_organisers
def remove_member(request: HttpRequest, user: User, program: Program, member: int) -> HttpResponse:
    """Says first what becomes of their newcomers."""
    found = _member(program, member)
    if found is None:
        return _gone(request, program)
    theirs, others = handed_over(found)
    if request.method == "POST":
        return _remove(request, user, found, others)
    context = {"program": program, "member": found, "theirs": theirs, "others": others, "by_load": BY_LOAD}
    return render(request, "programs/organise/remove_member.html", context)


def _member(program: Program, number: int) -> Membership | None:
    return program.memberships.select_related("program", "user").filter(pk=number).first()


def _gone(request: HttpRequest, program: Program) -> HttpResponse:
    """Pressed twice, or a colleague was quicker."""
    messages.warning(request, gettext("There is no such member any more. Here is who helps now."))
    return redirect("organise_members", program.slug)


def _asked(request: HttpRequest, name: str) -> str:
    """What was chosen in this field; empty where it stands as the page has shown it."""
    chosen = request.POST.get(name, "")
    return "" if chosen == request.POST.get(f"shown_{name}") else chosen


def _add(form: MemberForm, program: Program, user: User) -> bool:
    try:
        operations.add_member(program=program, by=user, now=timezone.now(), **form.cleaned_member)
    except Refused as refused:
        form.add_error("login", refused.message)
        return False
    return True


def _remove(request: HttpRequest, user: User, member: Membership, others: tuple[User, ...]) -> HttpResponse:
    wanted = request.POST.get("to", "")
    to = next((each for each in others if each.public_id == wanted), None)
    if wanted not in ("", BY_LOAD) and to is None:
        messages.error(request, gettext("Whom you chose takes nobody new any more. Choose somebody else."))
        return redirect("organise_remove_member", member.program.slug, member.pk)
    try:
        moved = operations.remove_member(member=member, to=to, by_load=wanted == BY_LOAD, by=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("organise_members", member.program.slug)
    messages.success(request, gettext("%(name)s is out.") % {"name": member.user.display_name})
    if moved:
        said = ngettext("%(count)d newcomer has another mentor.", "%(count)d newcomers have another mentor.", moved)
        messages.success(request, said % {"count": moved})
    return redirect(_afterwards(user, member))


def _afterwards(user: User, member: Membership) -> str:
    """Whoever took themselves out has no such page any more."""
    if Program.objects.organised_by(user).filter(pk=member.program_id).exists():
        return reverse("organise_members", args=[member.program.slug])
    return reverse("programs")

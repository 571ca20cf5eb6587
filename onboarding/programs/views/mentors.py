"""Who is away, who covers, who asks for another mentor, and whose newcomers they are: the organisers' pages."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onboarding.people.models import User
from onboarding.programs import operations
from onboarding.programs.models import MentorRequest, Program
from onboarding.programs.operations import Refused
from onboarding.programs.queries.mentors import Newcomers, mentors_page, newcomers_page
from onboarding.programs.views.access import for_organisers


@require_GET
@for_organisers
def mentors(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    return _page(request, user, program)


@require_POST
@for_organisers
def answer(request: HttpRequest, user: User, program: Program, asked: str) -> HttpResponse:
    """Another mentor, or a no with words."""
    mine = MentorRequest.objects.organised_by(user).filter(enrollment__program=program)
    found = get_object_or_404(mine.select_related("enrollment__user"), public_id=asked)
    try:
        said = _refuse(request, found, user) if "no" in request.POST else _grant(request, found, user, program)
    except Refused as refused:
        messages.error(request, refused.message)
        return _page(request, user, program, kept=asked)
    messages.success(request, said)
    return redirect("organise_mentors", program.slug)


def _page(request: HttpRequest, user: User, program: Program, *, kept: str = "") -> HttpResponse:
    """``kept``: the request that could not be answered like this; the words to it are there again. Where a colleague
    was faster and it is gone, they stand there by themselves."""
    now = timezone.now()
    page = mentors_page(program, user, now=now)
    is_gone = kept not in [asked.public_id for asked in page.requests]
    unsent = [text for text in (request.POST.get("words"),) if text and is_gone]
    context = {"program": program, "page": page, "now": now, "kept": kept, "unsent": unsent}
    status = HTTPStatus.CONFLICT if kept else HTTPStatus.OK
    return render(request, "programs/organise/mentors.html", context, status=status)


@require_http_methods(["GET", "POST"])
@for_organisers
def newcomers(request: HttpRequest, user: User, program: Program) -> HttpResponse:
    """Nobody's newcomers, or those of one mentor, to be given to another one."""
    login = request.GET.get("of", "")
    page = newcomers_page(program, login)
    if login and page.of is None:
        messages.warning(request, gettext("“%(login)s” does not mentor this program.") % {"login": login})
        return redirect("organise_newcomers", program.slug)
    if request.method == "POST":
        _give(request, page, user, program)
        return redirect(request.get_full_path())
    return render(request, "programs/organise/newcomers.html", {"program": program, "page": page})


def _give(request: HttpRequest, page: Newcomers, user: User, program: Program) -> None:
    ticked = program.enrollments.filter(public_id__in=request.POST.getlist("who")).select_related("user")
    wanted = list(ticked.order_by("user__name", "pk"))
    login = request.POST.get("taker", "")
    taker = next((each for each in page.takers if each.login == login), None)
    if not wanted or (login and taker is None):
        messages.warning(request, gettext("Nothing is changed: tick newcomers, and choose one of the mentors listed."))
        return
    chosen = [each for each in page.people if each in wanted]
    try:
        given = operations.assign_mentors(enrollments=chosen, giver=page.of, mentor=taker, by=user, now=timezone.now())
    except Refused as refused:
        messages.error(request, refused.message)
        return
    _tell(request, len(given), [each.user.display_name for each in wanted if each not in given])


def _tell(request: HttpRequest, count: int, left_out: Sequence[str]) -> None:
    if count:
        said = ngettext("%(count)d newcomer has another mentor.", "%(count)d newcomers have another mentor.", count)
        messages.success(request, said % {"count": count})
    if left_out:
        said = gettext(
            "Left out: %(names)s. Somebody has just given them another mentor, or their journey is over. "
            "Look at the list again."
        )
        messages.warning(request, said % {"names": " · ".join(left_out)})


def _grant(request: HttpRequest, found: MentorRequest, user: User, program: Program) -> str:
    login = request.POST.get("taker", "")
    member = program.memberships.mentors().filter(user__login=login).select_related("user").first() if login else None
    if login and member is None:
        raise Refused(gettext("This is not a mentor of the program. Choose one of those listed."), code="not-a-mentor")
    enrollment = operations.grant(request=found, taker=member.user if member else None, by=user, now=timezone.now())
    mentor = enrollment.mentor.display_name if enrollment.mentor else ""
    names = {"newcomer": found.enrollment.user.display_name, "mentor": mentor}
    return gettext("%(mentor)s is %(newcomer)s’s mentor now.") % names


def _refuse(request: HttpRequest, found: MentorRequest, user: User) -> str:
    operations.refuse_request(request=found, words=request.POST.get("words", ""), by=user, now=timezone.now())
    return gettext("%(name)s reads your words on their journey.") % {"name": found.enrollment.user.display_name}

"""Deciding several at once: first what will come of each, then one decision for those that can be decided."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.mentoring import operations
from onboarding.mentoring.forms import DecisionForm
from onboarding.mentoring.models import Reply, ReplyQuerySet
from onboarding.mentoring.queries.queue import PAGE
from onboarding.mentoring.queries.review import MOST_REPLIES
from onboarding.mentoring.queries.together import Chosen, chosen_of, criteria_of_all
from onboarding.mentoring.queries.walk import By, Walk
from onboarding.mentoring.views.access import for_mentors, scope_for
from onboarding.mentoring.views.ways import to_queue
from onboarding.people.models import User
from onboarding.verification.models import Review, Submission


@require_http_methods(["GET", "POST"])
@for_mentors
def together(request: HttpRequest, user: User) -> HttpResponse:
    """The submissions are named by ``s``, as often as needed."""
    now = timezone.now()
    asked = request.POST or request.GET
    chosen = chosen_of(user, asked.getlist("s"), now=now)
    if not chosen:
        return _nothing(request, user)
    possible = [each for each in chosen if not each.obstacle]
    replies = Reply.objects.usable_among({each.submission.enrollment.program_id for each in chosen}, user)
    form = _form(request, criteria_of_all(possible), replies)
    if form.is_valid() and possible:
        return _decide(request, user, chosen, form)
    context = {
        "replies": replies[:MOST_REPLIES],
        "chosen": chosen,
        "possible": possible,
        "form": form,
        "walk": Walk.from_query(request.GET, by=By.AGE),
        "most": PAGE,
        "now": now,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/together.html", context, status=status)


def _form(request: HttpRequest, criteria: Sequence[str], replies: ReplyQuerySet) -> DecisionForm:
    """As it was sent; by the button for a reply, as it was filled in, with the reply below what is written."""
    if "insert" not in request.POST:
        return DecisionForm(request.POST or None, criteria=criteria)
    note, ticks = request.POST.get("note", ""), request.POST.getlist("criteria")
    reply = replies.filter(public_id=request.POST.get("reply", "")).first()
    return DecisionForm(criteria=criteria, initial={"note": reply.below(note) if reply else note, "criteria": ticks})


@require_POST
@for_mentors
def undo_batch(request: HttpRequest, user: User, batch: str) -> HttpResponse:
    """Take all of them back that have not taken effect yet."""
    mine = Review.objects.filter(mentor=user, submission__in=Submission.objects.mentored_by(user))
    reviews = list(mine.filter(batch=batch).select_related("submission", "mentor"))
    if not reviews:
        raise Http404
    count = operations.take_all_back(reviews=reviews, now=timezone.now())
    sentence = ngettext(
        "%(count)d decision is taken back. Its note is a draft again.",
        "%(count)d decisions are taken back. Their notes are drafts again.",
        count,
    )
    (messages.success if count else messages.warning)(request, sentence % {"count": count})
    return redirect(to_queue(request))


def _nothing(request: HttpRequest, user: User) -> HttpResponse:
    """Nobody ticked anything, or nothing that this person mentors."""
    asked = request.POST or request.GET
    if asked.getlist("s"):
        raise Http404
    scope_for(request, user, everybody=False, now=timezone.now())
    messages.warning(request, _("Nothing is ticked. Tick what you want to decide together."))
    return redirect(to_queue(request))


def _decide(request: HttpRequest, user: User, chosen: list[Chosen], form: DecisionForm) -> HttpResponse:
    """Those that still are what the mentor saw; the others are named, with the reason."""
    hopeless = [each for each in chosen if f"seen-{each.pid}" not in request.POST]  # as the preview had said
    asked = [(each, each.obstacle or _changed(request, each)) for each in chosen if each not in hopeless]
    found = operations.judge_all(
        submissions=[each.submission for each, reason in asked if not reason],
        refused=[(each.submission, reason) for each, reason in asked if reason],
        mentor=user,
        judgement=form.judgement,
        now=timezone.now(),
    )
    for each in hopeless:
        _say(request, _("Not decided: %(name)s. %(reason)s"), each.submission, each.obstacle or _changed(request, each))
    kept = _("Not decided: %(name)s. %(reason)s Your note is kept on its page.")
    for submission, reason in found.refused:
        _say(request, kept if form.judgement["note"] else _("Not decided: %(name)s. %(reason)s"), submission, reason)
    return redirect(to_queue(request, batch=found.batch))


def _changed(request: HttpRequest, each: Chosen) -> str:
    is_same = request.POST.get(f"seen-{each.pid}") == each.seen
    return "" if is_same else _("It changed while you were looking; look at it by itself.")


def _say(request: HttpRequest, sentence: str, submission: Submission, reason: str) -> None:
    messages.warning(request, sentence % {"name": submission.enrollment.user.display_name, "reason": reason})

"""Writing to one newcomer or many, with a preview; and praise by one click."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from onboarding.languages import pick
from onboarding.mentoring import operations
from onboarding.mentoring.models import Nudge
from onboarding.mentoring.nudges import STARTS, NudgeForm, begun, language_of, praising
from onboarding.mentoring.operations.nudging import Reach, addressed, reach
from onboarding.mentoring.queries.people import PAGE
from onboarding.mentoring.reader import reader_at
from onboarding.mentoring.views.access import for_mentors
from onboarding.mentoring.views.back import back, way_back
from onboarding.mentoring.words import UNREACHABLE
from onboarding.people.models import User
from onboarding.programs.models import Enrollment
from onboarding.progress import when
from onboarding.verification.models import Status, Submission

SHOWN = 3
"""Previews that stand open: the others differ by a name."""


@require_http_methods(["GET", "POST"])
@for_mentors
def nudges(request: HttpRequest, user: User) -> HttpResponse:
    """The people are named by ``who``, as often as needed, all of one program. ``do``: "send", or else a preview."""
    people = _named(request, user)
    form = _form(request, people)
    if form.is_valid() and request.POST.get("do") == "send":
        made, left_out = operations.nudge(
            people=people, sender=user, text=form.cleaned_data["text"], now=timezone.now()
        )
        if made:
            _tell(request, len(made), left_out)
            return back(request, _home(people))
        return _page(request, people, form, status=HTTPStatus.CONFLICT)
    return _page(request, people, form)


@require_POST
@for_mentors
def praise(request: HttpRequest, user: User, sid: str) -> HttpResponse:
    """One click says "well done" to the newcomer, in their language."""
    verified = Submission.objects.mentored_by(user).filter(status=Status.VERIFIED)
    found = verified.select_related("enrollment__user", "enrollment__program", "version")
    submission = get_object_or_404(found, public_id=sid)
    title = pick(submission.version.parsed.title, language_of(submission.enrollment))
    text = praising(submission.enrollment, title)
    made = operations.praise(submission=submission, sender=user, text=text, now=timezone.now())
    name = submission.enrollment.user.display_name
    if isinstance(made, Nudge):
        messages.success(request, _("%(name)s is told: well done!") % {"name": name})
    else:
        messages.warning(request, _sentence(made))
    return back(request, reverse("today"))


def _named(request: HttpRequest, user: User) -> list[Enrollment]:
    named = (request.POST or request.GET).getlist("who")[:PAGE]
    found = Enrollment.objects.mentored_by(user).filter(public_id__in=named)
    people = list(found.select_related("user", "program").order_by("user__name", "pk"))
    if len(people) < len(set(named)) or len({person.program_id for person in people}) != 1:
        raise Http404
    return people


def _form(request: HttpRequest, people: Sequence[Enrollment]) -> NudgeForm:
    """As it was sent; or with words to begin with, which a button chooses."""
    if request.POST and "start" not in request.POST:
        return NudgeForm(request.POST)
    kind, written = _kind(request), request.POST.get("text", "")
    return NudgeForm(initial={"text": begun(kind if kind in STARTS else "friendly", people, written)})


def _kind(request: HttpRequest) -> str:
    return request.POST.get("start") or request.GET.get("start", "")


def _page(
    request: HttpRequest, people: Sequence[Enrollment], form: NudgeForm, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """Where nobody can be written to any more, whatever was written stands there to be copied."""
    now = timezone.now()
    told = reach(people, now=now)
    reached = [each.enrollment for each in told if not each.why]
    wrong = form.is_bound and not form.is_valid()
    context = {
        "people": people,
        "program": people[0].program,
        "reached": reached,
        "left_out": [(each.enrollment, _sentence(each)) for each in told if each.why],
        "form": form,
        "previews": _previews(form, reached) if form.is_bound and not wrong else [],
        "unsent": [form["text"].value()] if form.is_bound else [],
        "starts": STARTS,
        "begun": _kind(request),
        "shown": SHOWN,
        "days": Nudge.GAP.days,
        "home": _home(people),
        "back": way_back(request, _home(people)),
    }
    return render(
        request, "mentoring/nudges.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else status
    )


def _previews(form: NudgeForm, reached: Sequence[Enrollment]) -> list[tuple[Enrollment, str]]:
    return [(person, addressed(form.cleaned_data["text"], person)) for person in reached]


def _sentence(told: Reach) -> str:
    """Why somebody can't be written to now, and from when on."""
    named: dict[str, Any] = {"name": told.enrollment.user.display_name}
    if told.free_at is not None:
        named["moment"] = when.moment(told.free_at, reader_at(timezone.now()))
    return str(UNREACHABLE[told.why]) % named


def _tell(request: HttpRequest, count: int, left_out: Sequence[Reach]) -> None:
    if count:
        sentence = ngettext("Sent to one person.", "Sent to %(count)d people.", count)
        messages.success(request, sentence % {"count": count})
    for told in left_out:
        messages.warning(request, _sentence(told))


def _home(people: Sequence[Enrollment]) -> str:
    if len(people) == 1:
        return reverse("person", args=[people[0].public_id])
    return f"{reverse('people')}?program={people[0].program.slug}"

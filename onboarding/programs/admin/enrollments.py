"""Who is in a program, for its organisers: let people in, give them a mentor, agree on a later day."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from onboarding.people.admin_site import OrganiserAdmin
from onboarding.people.models import User
from onboarding.programs.admin.inlines import ExtensionInline, PauseInline
from onboarding.programs.admin.pages import in_words
from onboarding.programs.admin.verbs import Verbs
from onboarding.programs.forms.people import ExtensionForm, MentorForm
from onboarding.programs.models import Enrollment, Program
from onboarding.programs.operations import Refused, assign_mentor

Act = Callable[[Enrollment], object]


class EnrollmentAdmin(OrganiserAdmin):
    """For reading, but for what has a verb. ``verbs`` are handed over by the composition root."""

    verbs: Verbs
    list_display = ("person", "program", "state", "mentor", "done_count", "next_due_at", "last_activity_at")
    list_filter = (
        "state",
        ("program", admin.RelatedOnlyFieldListFilter),
        ("mentor", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("user", "program", "mentor")
    search_fields = ("user__login", "user__name")
    ordering = ("-last_activity_at",)
    actions = ("approve", "decline", "assign")
    inlines = (PauseInline, ExtensionInline)
    fields = readonly_fields = (
        *("person", "program", "state", "mentor", "nonce", "later_day"),
        *("started_at", "finished_at", "left_at", "last_activity_at", "done_count", "next_due_at"),
    )

    def organised_by(self, user: User) -> QuerySet[Any]:
        return Enrollment.objects.filter(program__in=Program.objects.organised_by(user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description=_("person"), ordering="user__name")
    def person(self, enrollment: Enrollment) -> str:
        return f"{enrollment.user.display_name} ({enrollment.user.login})"

    @admin.display(description=_("later due day"))
    def later_day(self, enrollment: Enrollment) -> SafeString:
        address = reverse("admin:programs_enrollment_extend", args=[enrollment.pk])
        return format_html('<a href="{}">{}</a>', address, _("Agree on a later due day"))

    @admin.action(description=_("Let the selected people in"))
    def approve(self, request: HttpRequest, queryset: QuerySet[Enrollment]) -> None:
        now = timezone.now()
        count = _each(request, queryset, lambda each: self.verbs.approve(enrollment=each, now=now, by=request.user))
        said = ngettext("%(count)d person is in now.", "%(count)d people are in now.", count)
        _tell(request, said, count)

    @admin.action(description=_("Turn the selected people down"))
    def decline(self, request: HttpRequest, queryset: QuerySet[Enrollment]) -> None:
        now = timezone.now()
        count = _each(request, queryset, lambda each: self.verbs.decline(enrollment=each, now=now, by=request.user))
        said = ngettext("%(count)d person was turned down.", "%(count)d people were turned down.", count)
        _tell(request, said, count)

    @admin.action(description=_("Give the selected people a mentor …"))
    def assign(self, request: HttpRequest, queryset: QuerySet[Enrollment]) -> HttpResponse | None:
        chosen = list(queryset)
        form = MentorForm(request.POST if "confirmed" in request.POST else None, enrollments=chosen)
        if form.is_valid():
            mentor, now = form.cleaned_data["mentor"], timezone.now()
            by = request.user if isinstance(request.user, User) else None
            count = _each(request, chosen, lambda each: assign_mentor(enrollment=each, mentor=mentor, now=now, by=by))
            _tell(request, ngettext("%(count)d person has a mentor.", "%(count)d people have a mentor.", count), count)
            return None
        context = {"title": _("Give people a mentor"), "form": form, "enrollments": chosen}
        return TemplateResponse(
            request, "admin/programs/assign.html", {**self.admin_site.each_context(request), **context}
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.extend)
        own = path("<int:pk>/extend/", view, name="programs_enrollment_extend")
        return [own, *super().get_urls()]

    def extend(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Agree on a later due day for one task of one person."""
        enrollment = get_object_or_404(self.get_queryset(request), pk=pk)
        pinned = {
            str(each.task_id): each for each in enrollment.program.program_tasks.select_related("task", "version")
        }
        choices = [(key, in_words(each.version.parsed.title)) for key, each in pinned.items()]
        form = ExtensionForm(request.POST or None, tasks=choices)
        if form.is_valid() and self._extend(request, enrollment, pinned[form.cleaned_data["task"]].task, form):
            return redirect("admin:programs_enrollment_change", enrollment.pk)
        context = {"title": _("Agree on a later due day"), "form": form, "enrollment": enrollment}
        return TemplateResponse(
            request, "admin/programs/extend.html", {**self.admin_site.each_context(request), **context}
        )

    def _extend(self, request: HttpRequest, enrollment: Enrollment, task: Any, form: ExtensionForm) -> bool:
        try:
            self.verbs.extend(
                enrollment=enrollment,
                task=task,
                due_at=datetime.combine(form.cleaned_data["day"], time.max, tzinfo=enrollment.zone),
                granted_by=request.user,
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.message)
            return False
        messages.success(request, _("The later day is agreed."))
        return True


def _each(request: HttpRequest, enrollments: Iterable[Enrollment], act: Act) -> int:
    """How many it worked for; why it did not for the others is said."""
    count = 0
    for enrollment in enrollments:
        try:
            act(enrollment)
        except Refused as refused:
            messages.warning(request, f"{enrollment.user.display_name}: {refused.message}")
        else:
            count += 1
    return count


def _tell(request: HttpRequest, said: str, count: int) -> None:
    if count:
        messages.success(request, said % {"count": count})

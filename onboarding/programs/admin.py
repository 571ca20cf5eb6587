"""Programs and who is in them, in the admin: for looking. Organisers do all they do under *Organise*."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onboarding.people.admin_site import LookedAtAdmin, LookedAtInline
from onboarding.programs.models import Enrollment, Extension, HandOver, Membership, Pause, Program

UNDER_WAY = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


class MembershipInline(LookedAtInline):
    model = Membership
    fields = ("user", "role", "capacity", "active_at")
    verbose_name_plural = _("mentors and organisers")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("user", "program")


@admin.register(Program)
class ProgramAdmin(LookedAtAdmin):
    list_display = ("name", "community", "track", "newcomers", "starts_at", "ends_at", "is_draft", "archived_at")
    list_filter = ("track", "is_draft", "needs_approval", "is_demo")
    list_select_related = ("track",)
    search_fields = ("name", "slug", "community")
    inlines = (MembershipInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newcomers = Count("enrollments", filter=Q(enrollments__state__in=UNDER_WAY))
        programs: QuerySet[Any] = super().get_queryset(request).annotate(newcomers=newcomers)
        return programs

    @admin.display(description=_("newcomers"), ordering="newcomers")
    def newcomers(self, program: Any) -> int:
        count: int = program.newcomers
        return count


class PauseInline(LookedAtInline):
    model = Pause
    fields = ("started_at", "ended_at")


class ExtensionInline(LookedAtInline):
    model = Extension
    fields = ("task", "due_at", "reason", "granted_by", "granted_at")


class HandOverInline(LookedAtInline):
    model = HandOver
    fields = ("giver", "taker", "by", "at")


@admin.register(Enrollment)
class EnrollmentAdmin(LookedAtAdmin):
    list_display = ("user", "program", "state", "mentor", "done_count", "next_due_at", "last_activity_at")
    list_filter = ("state", ("program", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("user", "program", "mentor")
    search_fields = ("user__login", "user__name")
    ordering = ("-last_activity_at",)
    inlines = (PauseInline, ExtensionInline, HandOverInline)
    exclude = ("record_id",)

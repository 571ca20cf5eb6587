"""Verification in the admin: for reading. Every change has its verb, and leaves a transition behind."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from onboarding.people.admin_site import OrganiserAdmin
from onboarding.people.models import User
from onboarding.programs.models import Program
from onboarding.verification.models import Finding, Flag, Override, Review, Submission, Transition

if TYPE_CHECKING:
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _TabularInline = admin.TabularInline


class _ReadOnlyInline(_TabularInline):
    """Rows of a page that may be seen, so these may be seen as well; nothing can be changed."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class FindingInline(_ReadOnlyInline):
    model = Finding
    fields = ("code", "outcome", "is_guard", "is_primary", "saw")


class OverrideInline(_ReadOnlyInline):
    model = Override
    fields = ("at", "code", "before", "after", "mentor", "reason")


class TransitionInline(_ReadOnlyInline):
    model = Transition
    fields = ("at", "from_status", "to_status", "to_turn", "code", "actor")


class _ReadOnlyAdmin(OrganiserAdmin):
    """Rows of an organiser's own programs, found through ``enrollment_path``; nobody changes them here."""

    enrollment_path: str

    def organised_by(self, user: User) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.all()  # type: ignore[attr-defined] # every model of ours has it
        return rows.filter(**{f"{self.enrollment_path}__program__in": Program.objects.organised_by(user)})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Submission)
class SubmissionAdmin(_ReadOnlyAdmin):
    enrollment_path = "enrollment"
    list_display = ("public_id", "task", "enrollment", "attempt", "status", "turn", "turn_since", "last_error")
    list_filter = ("status", "turn", "kind")
    list_select_related = ("task", "enrollment__user", "enrollment__program")
    search_fields = ("=public_id", "enrollment__user__login", "pull_request__repository_name")
    inlines = (FindingInline, OverrideInline, TransitionInline)
    exclude = ("claim_token",)


@admin.register(Review)
class ReviewAdmin(_ReadOnlyAdmin):
    enrollment_path = "submission__enrollment"
    list_display = ("submission", "mentor", "decision", "decided_at", "applied_at", "undone_at")
    list_filter = ("decision",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "mentor"),
    )


@admin.register(Flag)
class FlagAdmin(_ReadOnlyAdmin):
    enrollment_path = "submission__enrollment"
    list_display = ("submission", "code", "opened_at", "closed_at", "closed_by")
    list_filter = ("code",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "closed_by"),
    )


@admin.register(Transition)
class TransitionAdmin(_ReadOnlyAdmin):
    enrollment_path = "enrollment"
    list_display = ("at", "submission", "from_status", "to_status", "to_turn", "code", "actor", "announced_at")
    list_filter = ("to_status",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "actor"),
    )

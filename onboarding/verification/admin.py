"""Verification in the admin: for reading. Every change has its verb, and leaves a transition behind."""

from django.contrib import admin

from onboarding.people.admin_site import LookedAtAdmin, LookedAtInline
from onboarding.verification.models import Finding, Flag, Override, Review, Submission, Transition


class FindingInline(LookedAtInline):
    model = Finding
    fields = ("code", "outcome", "is_guard", "is_primary", "saw")


class OverrideInline(LookedAtInline):
    model = Override
    fields = ("at", "code", "before", "after", "mentor", "reason")


class TransitionInline(LookedAtInline):
    model = Transition
    fields = ("at", "from_status", "to_status", "to_turn", "code", "actor")


@admin.register(Submission)
class SubmissionAdmin(LookedAtAdmin):
    list_display = ("public_id", "task", "enrollment", "attempt", "status", "turn", "turn_since", "last_error")
    list_filter = ("status", "turn", "kind")
    list_select_related = ("task", "enrollment__user", "enrollment__program")
    search_fields = ("=public_id", "enrollment__user__login", "pull_request__repository_name")
    inlines = (FindingInline, OverrideInline, TransitionInline)
    exclude = ("claim_token",)


@admin.register(Review)
class ReviewAdmin(LookedAtAdmin):
    list_display = ("submission", "mentor", "decision", "decided_at", "applied_at", "undone_at")
    list_filter = ("decision",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "mentor"),
    )


@admin.register(Flag)
class FlagAdmin(LookedAtAdmin):
    list_display = ("submission", "code", "opened_at", "closed_at", "closed_by")
    list_filter = ("code",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "closed_by"),
    )


@admin.register(Transition)
class TransitionAdmin(LookedAtAdmin):
    list_display = ("at", "submission", "from_status", "to_status", "to_turn", "code", "actor", "announced_at")
    list_filter = ("to_status",)
    list_select_related = (
        *("submission__task", "submission__enrollment__user", "submission__enrollment__program", "actor"),
    )

"""The mirror in the admin: what GitHub says is not ours to change, and administrators look at it."""

from django.contrib import admin

from onboarding.github.models import Allowance, Delivery, PullRequest, PullRequestEvent, Repository
from onboarding.people.admin_site import LookedAtAdmin, LookedAtInline


@admin.register(Repository)
class RepositoryAdmin(LookedAtAdmin):
    list_display = ("full_name", "github_id", "is_archived", "webhook_seen_at", "next_poll_at", "last_error")
    search_fields = ("full_name", "=github_id")
    ordering = ("full_name",)


class EventInline(LookedAtInline):
    model = PullRequestEvent
    fields = ("happened_at", "kind", "actor_login", "data")


@admin.register(PullRequest)
class PullRequestAdmin(LookedAtAdmin):
    list_display = ("repository_name", "number", "title", "author_login", "state", "updated_at", "looked_at")
    list_filter = ("state",)
    search_fields = ("repository_name", "author_login", "=number")
    ordering = ("-updated_at",)
    inlines = (EventInline,)


@admin.register(Delivery)
class DeliveryAdmin(LookedAtAdmin):
    list_display = ("received_at", "event", "action", "guid", "processed_at", "attempts", "last_error")
    list_filter = ("event",)
    search_fields = ("=guid",)
    ordering = ("-received_at",)


@admin.register(Allowance)
class AllowanceAdmin(LookedAtAdmin):
    """Hour by hour, what GitHub counted and what it left."""

    list_display = ("reset_at", "api", "spent", "remaining", "limit", "cost", "credential")
    list_filter = ("api",)
    ordering = ("-reset_at", "api")

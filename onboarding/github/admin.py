"""The mirror in the admin: organisers follow repositories; everything else is for administrators to look at."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from onboarding.github.errors import GitHubUnavailable, NotVisible
from onboarding.github.forms import FollowForm
from onboarding.github.models import Allowance, Delivery, PullRequest, PullRequestEvent, Repository
from onboarding.github.operations import follow
from onboarding.languages import pick
from onboarding.people.models import User

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _ModelAdmin = admin.ModelAdmin
    _TabularInline = admin.TabularInline


class ReadOnly:
    """What GitHub says is not ours to change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Repository)
class RepositoryAdmin(ReadOnly, _ModelAdmin):
    """To add one is to follow it: GitHub is asked, and says its numbers."""

    list_display = ("full_name", "github_id", "is_archived", "webhook_seen_at", "next_poll_at", "last_error")
    search_fields = ("full_name", "=github_id")
    ordering = ("full_name",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Administrators, and the organisers of the site: they connect it to GitHub."""
        user = request.user
        return isinstance(user, User) and user.is_active and user.is_staff

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Not Django's own, which would keep a transaction open while GitHub is asked."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FollowForm(request.POST or None)
        if form.is_valid() and (found := _follow(form)):
            text = gettext("Waymark follows %(repository)s now. Choose it in a program to let its work count.")
            messages.success(request, text % {"repository": found.full_name})
            return redirect("admin:mirror_repository_changelist")
        context = {**self.admin_site.each_context(request), "form": form, "opts": self.opts}
        return render(request, "github/admin_follow.html", context)


def _follow(form: FollowForm) -> Repository | None:
    """The repository; or None, and the form says why not."""
    try:
        return follow(full_name=form.cleaned_data["full_name"], now=timezone.now())
    except (GitHubUnavailable, NotVisible) as error:
        form.add_error("full_name", pick(error.message, get_language() or ""))
        return None


class EventInline(ReadOnly, _TabularInline):
    model = PullRequestEvent
    fields = ("happened_at", "kind", "actor_login", "data")


@admin.register(PullRequest)
class PullRequestAdmin(ReadOnly, _ModelAdmin):
    list_display = ("repository_name", "number", "title", "author_login", "state", "updated_at", "looked_at")
    list_filter = ("state",)
    search_fields = ("repository_name", "author_login", "=number")
    ordering = ("-updated_at",)
    inlines = (EventInline,)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, _ModelAdmin):
    list_display = ("received_at", "event", "action", "guid", "processed_at", "attempts", "last_error")
    list_filter = ("event",)
    search_fields = ("=guid",)
    ordering = ("-received_at",)


@admin.register(Allowance)
class AllowanceAdmin(ReadOnly, _ModelAdmin):
    """Hour by hour, what GitHub counted and what it left."""

    list_display = ("reset_at", "api", "spent", "remaining", "limit", "cost", "credential")
    list_filter = ("api",)
    ordering = ("-reset_at", "api")

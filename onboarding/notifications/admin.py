"""Mails in the admin: to see what could not be sent, and to have it tried again. Nobody reads there what they say."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onboarding.notifications import operations
from onboarding.notifications.models import Mail
from onboarding.people.admin_site import OrganiserAdmin
from onboarding.people.models import User
from onboarding.programs.models import Program


@admin.register(Mail)
class MailAdmin(OrganiserAdmin):
    """An organiser sees the mails about their programs."""

    list_display = ("created_at", "reader", "state", "attempts", "due_at", "sent_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("reader",)
    fields = ("reader", "address", "state", "created_at", "due_at", "attempts", "last_error", "sent_at")
    search_fields = ("reader__login", "address")
    ordering = ("-created_at",)
    actions = ("try_again",)

    def organised_by(self, user: User) -> QuerySet[Any]:
        return Mail.objects.filter(notifications__program__in=Program.objects.organised_by(user)).distinct()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.action(description=_("Try again what has failed"), permissions=("view",))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        for mail in queryset:
            operations.try_again(mail=mail, now=timezone.now())

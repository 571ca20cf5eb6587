"""Mails in the admin: to see what could not be sent, and to have it tried again. Nobody reads there what they say."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onboarding.notifications import operations
from onboarding.notifications.models import Mail
from onboarding.people.admin_site import LookedAtAdmin


@admin.register(Mail)
class MailAdmin(LookedAtAdmin):
    list_display = ("created_at", "reader", "state", "attempts", "due_at", "sent_at", "last_error")
    list_filter = ("state",)
    list_select_related = ("reader",)
    fields = ("reader", "address", "state", "created_at", "due_at", "attempts", "last_error", "sent_at")
    search_fields = ("reader__login", "address")
    ordering = ("-created_at",)
    actions = ("try_again",)

    @admin.action(description=_("Try again what has failed"), permissions=("view",))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        for mail in queryset:
            operations.try_again(mail=mail, now=timezone.now())

"""Accounts, for administrators: made by signing in, so they can't be added here; pointed at by work, so not deleted."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from onboarding.people.models import User

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[User]
else:
    _ModelAdmin = admin.ModelAdmin


@admin.register(User)
class UserAdmin(_ModelAdmin):
    list_display = ("login", "name", "is_administrator", "is_organiser", "is_active", "joined_at")
    list_filter = ("is_administrator", "is_organiser", "is_active", "language")
    search_fields = ("login", "name", "=github_id")
    ordering = ("login",)
    fields = (
        ("login", "github_id"),
        ("name", "email"),
        ("language", "time_zone"),
        ("is_administrator", "is_organiser", "is_active"),
        ("joined_at", "last_login", "is_demo"),
    )
    readonly_fields = (
        *("login", "github_id", "name", "email"),  # GitHub's to say
        *("language", "time_zone"),  # their own to choose; a zone moves due dates
        *("joined_at", "last_login", "is_demo"),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

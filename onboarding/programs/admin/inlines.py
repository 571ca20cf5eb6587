"""Rows that stand on the page of a program or an enrollment: whoever may open the page may see them."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onboarding.programs.admin.pages import in_words
from onboarding.programs.forms.people import MembershipForm
from onboarding.programs.models import Extension, Membership, Pause, ProgramTask

if TYPE_CHECKING:
    _TabularInline = admin.TabularInline[Any, Any]
else:
    _TabularInline = admin.TabularInline


class _Inline(_TabularInline):
    """For reading, unless a subclass says that its rows are set here."""

    extra = 0
    is_set_here = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.is_set_here

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.is_set_here

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.is_set_here


class MembershipInline(_Inline):
    model = Membership
    form = MembershipForm
    fields = ("login", "role", "capacity")
    verbose_name = _("member")
    verbose_name_plural = _("mentors and organisers")
    is_set_here = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("user")


class ProgramTaskInline(_Inline):
    """The versions that the program holds. They change by adopting only."""

    model = ProgramTask
    fields = readonly_fields = ("title", "number", "pinned_at")
    ordering = ("task__position",)
    verbose_name_plural = _("tasks")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("version", "task")

    @admin.display(description=_("task"))
    def title(self, pinned: ProgramTask) -> str:
        return in_words(pinned.version.parsed.title)

    @admin.display(description=_("version"))
    def number(self, pinned: ProgramTask) -> int:
        return pinned.version.number


class PauseInline(_Inline):
    model = Pause
    fields = readonly_fields = ("started_at", "ended_at")
    verbose_name_plural = _("pauses")


class ExtensionInline(_Inline):
    model = Extension
    fields = readonly_fields = ("task", "due_at", "reason", "granted_by", "granted_at")
    verbose_name_plural = _("later due days")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("task", "granted_by")

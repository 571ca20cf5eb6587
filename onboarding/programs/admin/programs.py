"""A program as its organisers set it up: what it is, where one contributes, who helps, which versions it holds."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from onboarding.curriculum.models import Track
from onboarding.people.admin_site import OrganiserAdmin
from onboarding.people.models import User
from onboarding.programs.admin import pages
from onboarding.programs.admin.inlines import MembershipInline, ProgramTaskInline
from onboarding.programs.admin.verbs import Verbs
from onboarding.programs.forms.programs import ProgramForm
from onboarding.programs.models import Enrollment, Membership, Program
from onboarding.programs.operations import pending_changes
from onboarding.programs.queries.versions import NEWS

NEWCOMERS = (Enrollment.State.ACTIVE, Enrollment.State.PAUSED)


class ProgramAdmin(OrganiserAdmin):
    """``verbs`` are handed over by the composition root."""

    verbs: Verbs
    form = ProgramForm  # type: ignore[assignment] # OrganiserAdmin speaks of any model
    list_display = ("name", "community", "track", "newcomers", "starts_at", "ends_at", "is_archived")
    list_filter = ("track", "needs_approval", "is_demo")
    list_select_related = ("track",)
    search_fields = ("name", "slug", "community")
    prepopulated_fields = {"slug": ("name",)}  # noqa: RUF012 - as Django's own documentation writes it
    inlines = (MembershipInline, ProgramTaskInline)
    actions = ("adopt",)
    readonly_fields = ("repository_list", "news", "preview")
    fieldsets = (
        (None, {"fields": (("name", "name_zh_hans"), ("slug", "community"), "summary", "summary_zh_hans")}),
        (_("The trail"), {"fields": ("track", "preview", "news", "adopts_at_once")}),
        (
            _("Where one contributes"),
            {
                "fields": (
                    *("repository_list", "branches", "issue_number_required", "grace", "settling_days"),
                    ("newcomer_labels", "difficulty_labels"),
                )
            },
        ),
        (
            _("What a merge needs"),
            {
                "fields": (
                    "merge_preset",
                    ("labels_needed", "labels_forbidden"),
                    ("approval_required", "heeds_blocks"),
                    ("cla_checks", "dco_checks"),
                    ("checks_ignored", "branches_forbidden"),
                )
            },
        ),
        (_("Clusters"), {"fields": ("accepts_drafts",)}),
        (_("When"), {"fields": (("starts_at", "ends_at"), ("time_zone", "default_language"), "archived_at")}),
        (_("Joining"), {"fields": ("needs_approval",)}),
        (_("Mentors"), {"fields": ("away_after_days",)}),
    )

    def organised_by(self, user: User) -> QuerySet[Any]:
        return Program.objects.organised_by(user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) or super().has_module_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return (obj is None and self.has_add_permission(request)) or super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Organisers of the whole site begin programs; those of one program look after theirs."""
        user = request.user
        return isinstance(user, User) and user.is_active and (user.is_administrator or user.is_organiser)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newcomers = Count("enrollments", filter=Q(enrollments__state__in=NEWCOMERS))
        programs: QuerySet[Any] = super().get_queryset(request).annotate(newcomers=newcomers)
        return programs

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever walks a trail walks it to the end: a running program keeps its track."""
        return (*self.readonly_fields, "track") if obj else self.readonly_fields

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "track":
            kwargs["queryset"] = Track.objects.current()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A new program has its versions at once, and an organiser: whoever made it."""
        super().save_related(request, form, formsets, change)
        if not change:
            form.instance.memberships.get_or_create(user=request.user, role=Membership.Role.ORGANISER)
            self.verbs.adopt_versions(program=form.instance, now=timezone.now(), by=request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.repositories)
        own = path("<int:pk>/repositories/", view, name="programs_program_repositories")
        return [own, *super().get_urls()]

    def repositories(self, request: HttpRequest, pk: int) -> HttpResponse:
        program = get_object_or_404(self.get_queryset(request), pk=pk)
        return pages.repositories(request, program, self.admin_site.each_context(request))

    @admin.action(description=_("Adopt what is new in the track …"))
    def adopt(self, request: HttpRequest, queryset: QuerySet[Program]) -> HttpResponse | None:
        return pages.adopt(request, list(queryset), self.verbs, self.admin_site.each_context(request))

    @admin.display(description=_("newcomers"), ordering="newcomers")
    def newcomers(self, program: Any) -> int:
        count: int = program.newcomers
        return count

    @admin.display(description=_("archived"), boolean=True, ordering="archived_at")
    def is_archived(self, program: Program) -> bool:
        return program.archived_at is not None

    @admin.display(description=_("repositories"))
    def repository_list(self, program: Program) -> SafeString:
        if program.pk is None:
            return format_html("{}", _("Save the program first, then choose its repositories."))
        names = ", ".join(program.repositories.order_by("full_name").values_list("full_name", flat=True))
        address = reverse("admin:programs_program_repositories", args=[program.pk])
        return format_html('{} <a href="{}">{}</a>', names or "—", address, _("Change repositories"))

    @admin.display(description=_("as newcomers see it"))
    def preview(self, program: Program) -> SafeString | str:
        if program.pk is None:
            return "—"
        address = reverse("preview_track", args=[program.track.slug])
        return format_html('<a href="{}">{}</a>', address, _("Preview the tasks, in every language"))

    @admin.display(description=_("new in the track"))
    def news(self, program: Program) -> str:
        if program.pk is None:
            return str(_("The program begins with what the track says now."))
        changes = pending_changes(program)
        if not changes:
            return str(_("Nothing: the program holds what the track says."))
        return "; ".join(f"{pages.in_words(change.content.title)}: {NEWS[change.news]}" for change in changes)

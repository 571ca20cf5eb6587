"""The admin: who may open it, and an admin class for rows that belong to the people who organise a program.

Administrators may do everything. An organiser sees and changes only what `organised_by` gives them, and for
everything else the admin answers 404, as if it weren't there.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.db.models.base import ModelBase
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from onboarding.people.models import User

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Model]
else:
    _ModelAdmin = admin.ModelAdmin

_PASSWORD_PAGES = {"password_change", "password_change_done"}


def _person(request: HttpRequest) -> User | None:
    user = request.user
    return user if isinstance(user, User) and user.is_active else None


class WaymarkAdminSite(admin.AdminSite):
    """Open to everybody whom at least one registered admin lets in; people sign in with GitHub, as everywhere."""

    site_header = "Waymark"
    site_title = "Waymark"
    index_title = _("Administration")

    def register(
        self, model_or_iterable: ModelBase | Iterable[ModelBase], admin_class: Any = None, **options: Any
    ) -> None:
        """Show our own tables only: those of libraries hold nothing that somebody should edit by hand."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        ours = [model for model in models if model.__module__.startswith("onboarding.")]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        person = _person(request)
        return person is not None and any(each.has_module_permission(request) for each in self._registry.values())

    def admin_view(self, view: Callable[..., HttpResponseBase], cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            try:
                return inner(request, *args, **kwargs)
            except PermissionDenied as error:
                raise Http404 from error

        return guarded

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    @method_decorator(require_POST)
    def logout(  # type: ignore[override] # Django's own shows a page; ours goes on, like the sign-out of every page
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        logout(request)
        return redirect("/")

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in _PASSWORD_PAGES]


class OrganiserAdmin(_ModelAdmin):
    """Rows of somebody's own programs. Subclasses say which rows those are; administrators have them all.

    Choices in foreign keys are narrowed to what the person may see in the other model's admin.
    """

    def organised_by(self, user: User) -> QuerySet[Any]:
        """The rows that this organiser may see and change."""
        raise NotImplementedError

    def _allowed(self, request: HttpRequest, obj: Model | None) -> bool:
        person = _person(request)
        if person is None:
            return False
        if person.is_administrator:
            return True
        rows = self.organised_by(person)
        return rows.exists() if obj is None else rows.filter(pk=obj.pk).exists()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        person = _person(request)
        rows: QuerySet[Any] = super().get_queryset(request)
        if person is None:
            return rows.none()
        return rows if person.is_administrator else rows.filter(pk__in=self.organised_by(person).values("pk"))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._allowed(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._allowed(request, None)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        person = _person(request)
        return person is not None and person.is_administrator

    def formfield_for_foreignkey(
        self, db_field: "ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any] | None":
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelMultipleChoiceField[Any] | None":
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _narrow(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        model = db_field.remote_field.model
        if not self.admin_site.is_registered(model):
            return
        other = self.admin_site.get_model_admin(model)
        if isinstance(other, OrganiserAdmin):
            kwargs.setdefault("queryset", other.get_queryset(request))

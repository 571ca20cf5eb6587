"""Template tags for what every page has around it, printed by Jinja2: it was half of what a small page takes."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from onboarding.mentoring.navigation import Navigation
from onboarding.people.models import User

THEMES = ("light", "dark")

register = template.Library()


@register.simple_tag(takes_context=True)
def header(context: Mapping[str, Any]) -> SafeString:
    """The logo, the navigation, and the person's tools and menu. Without a request, as when all else has failed, the
    logo and what is open to everybody."""
    request: HttpRequest | None = context.get("request")
    told: dict[str, Any] = {"navigation": Navigation(), "address": "", "here": ""}
    if request is not None:
        match, user, theme = request.resolver_match, getattr(request, "user", None), request.COOKIES.get("theme")
        told = {
            "navigation": context["navigation"],
            "unread": context["unread"],
            "user": user if isinstance(user, User) else None,
            "here": match.url_name if match else "",
            "address": request.get_full_path(),
            "theme": theme if theme in THEMES else "",
            "csrf_input": csrf_input(request),
        }
    return _printed("header", {**told, "icons": static("images/icons.svg"), "language": get_language()})


@register.simple_tag
def footer() -> SafeString:
    return _printed("footer", {})


def _printed(name: str, told: Mapping[str, Any]) -> SafeString:
    return mark_safe(render_to_string(f"components/{name}.jinja", told, using="jinja2"))  # noqa: S308 - escapes by itself

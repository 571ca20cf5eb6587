"""Where to go next, when a form says so: to an address of this site, and never anywhere else."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, address: str | None, default: str) -> str:
    """The address if it is one of this site's, else the default (an address or the name of a view).

    A bare word is none: `redirect` would look for a view of that name.
    """
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    is_whole = bool(address) and str(address).startswith(("/", f"{request.scheme}://"))
    return str(address) if is_whole and is_ours else resolve_url(default)


def form_page(request: HttpRequest, default: str) -> str:
    """Where the form stands that was sent. What it was sent to need not be a page."""
    return own_address(request, request.headers.get("Referer"), default)

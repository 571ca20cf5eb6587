"""Back to where somebody pressed a button."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from onboarding.people.redirects import own_address


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page that the form names as ``next``, if it is one of ours; else to this address."""
    return redirect(way_back(request, otherwise))


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where somebody came from, as the address or the form says: the list that they are working through."""
    return own_address(request, request.POST.get("next") or request.GET.get("next"), otherwise)

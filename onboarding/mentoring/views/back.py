"""Back to where somebody pressed a button."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect

from onboarding.people.redirects import own_address


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page that the form names as ``next``, if it is one of ours; else to this address."""
    return redirect(own_address(request, request.POST.get("next"), otherwise))

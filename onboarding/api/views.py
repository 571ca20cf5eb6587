"""The credential of a finished record, and the keys with which anybody can check it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from onboarding.api.credentials import signed
from onboarding.api.keys import signing_keys
from onboarding.languages import DEFAULT_LANGUAGE
from onboarding.programs.models import Enrollment
from onboarding.progress.queries.record import record_of
from onboarding.progress.reader import Reader
from onboarding.progress.views.own import own_enrollment

published = cache_control(public=True, max_age=3600)


@require_GET
@login_required
def credential(request: HttpRequest, eid: str) -> HttpResponse:
    """The signed token, for its owner; what they do with it is theirs to say. In English, whoever reads it."""
    own = own_enrollment(request, eid)
    if own.state != Enrollment.State.FINISHED:
        raise Http404
    with translation.override(DEFAULT_LANGUAGE):
        token = signed(record_of(own, Reader.of(own)), signing_keys()[0])
    response = HttpResponse(token, content_type="application/vc+jwt")
    response["Content-Disposition"] = f'attachment; filename="{own.program.slug}.jwt"'
    return response


@require_GET
@published
def key_set(request: HttpRequest) -> HttpResponse:
    """All keys, as a JSON Web Key Set."""
    return JsonResponse({"keys": [key.jwk for key in signing_keys()]})


@require_GET
@published
def key(request: HttpRequest, kid: str) -> HttpResponse:
    """The key that a credential's header names."""
    found = next((each.jwk for each in signing_keys() if each.jwk["kid"] == kid), None)
    if found is None:
        raise Http404
    return JsonResponse(found)

"""Answers health probes before anything else looks at the request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onboarding.monitoring.health import livez, readyz

PROBES = {"/livez": livez, "/readyz": readyz}


def health_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Kubernetes calls probes by the pod's address, which is none of the names that the site answers to."""

    def respond(request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else get_response(request)

    return respond

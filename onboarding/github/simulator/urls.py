"""The simulator's own addresses: GitHub's where GitHub has them."""

from django.urls import path

from onboarding.github.simulator import api, apps, control, pages, signing_in
from onboarding.github.simulator.assets import stylesheet

urlpatterns = [
    path("", pages.home),
    path("simulator.css", stylesheet),
    path("be/", pages.choose_person),
    path("settings/hooks/", pages.deliveries),
    path("settings/hooks/again/", pages.redeliver),
    path("settings/apps/new", apps.new),
    path("organizations/<slug:owner>/settings/apps/new", apps.new),
    path("settings/apps/create", apps.create),
    path("apps/<slug:slug>/installations/new", apps.install),
    path("login/oauth/authorize", signing_in.authorize),
    path("login/oauth/access_token", signing_in.access_token),
    path("api/graphql", api.graphql),
    path("api/v3/user", api.user),
    path("api/v3/user/emails", api.emails),
    path("api/v3/users/<str:login>", api.account),
    path("api/v3/repos/<str:owner>/<str:name>", api.repository),
    path("api/v3/repos/<str:owner>/<str:name>/pulls/<int:number>", api.pull_request),
    path("api/v3/repos/<str:owner>/<str:name>/hooks", api.hooks),
    path("api/v3/repos/<str:owner>/<str:name>/hooks/<int:hook>/deliveries", api.deliveries),
    path("api/v3/repos/<str:owner>/<str:name>/hooks/<int:hook>/deliveries/<int:number>/attempts", api.redeliver),
    path("api/v3/repos/<str:owner>/<str:name>/releases/tags/<path:tag>", api.release),
    path("control/releases", control.publish_release),
    path("api/v3/app", apps.me),
    path("api/v3/app/hook/config", apps.hook),
    path("api/v3/app/hook/deliveries", api.deliveries),
    path("api/v3/app/hook/deliveries/<int:number>/attempts", api.redeliver),
    path("api/v3/app/installations", apps.installations),
    path("api/v3/app/installations/<int:number>/access_tokens", apps.access_tokens),
    path("api/v3/app-manifests/<str:code>/conversions", apps.convert),
    path("api/v3/installation/repositories", api.guarded(apps.repositories)),
    path("control/moods", control.moods),
    path("control/reset", control.reset),
    path("control/repository", control.change_repository),
    path("control/people/<slug:login>", control.change_account),
    path("control/pulls/<int:number>/delete-fork", control.delete_fork),
    path("control/deliveries", control.deliveries),
    path("control/deliveries/<str:guid>", control.redeliver),
    path("control/commits", control.push),
    path("control/issues/<int:number>", control.issue),
    path("control/pulls", control.open_pull_request),
    path("control/pulls/<int:number>/<slug:verb>", control.act),
    path("<str:owner>/<str:name>", pages.repository),
    path("<str:owner>/<str:name>/pulls", pages.repository),
    path("<str:owner>/<str:name>/issues", pages.repository),
    path("new-release/", pages.publish_release),
    path("<str:owner>/<str:name>/releases/tag/<path:tag>", pages.release),
    path("<str:owner>/<str:name>/releases/download/<path:tag>/<str:file>", api.download),
    path("<str:owner>/<str:name>/compare", pages.open_pull_request),
    path("<str:owner>/<str:name>/issues/<int:number>", pages.issue),
    path("<str:owner>/<str:name>/pull/<int:number>", pages.pull_request),
    path("<str:owner>/<str:name>/pull/<int:number>/do/<slug:verb>/", pages.act),
    path("<str:owner>/<str:name>/pull/<int:number>/<path:tab>", pages.pull_request),
]

POST_ONLY = frozenset(
    {
        pages.choose_person,
        pages.redeliver,
        pages.open_pull_request,
        pages.act,
        pages.publish_release,
        signing_in.access_token,
        api.graphql,
        api.redeliver,
        apps.new,
        apps.create,
        apps.convert,
        apps.access_tokens,
        control.moods,
        control.reset,
        control.change_repository,
        control.change_account,
        control.delete_fork,
        control.issue,
        control.push,
        control.redeliver,
        control.open_pull_request,
        control.act,
        control.publish_release,
    }
)
"""What changes something is never done by following a link."""

FROM_ELSEWHERE = frozenset({apps.new})
"""Another site's page may send people here: it changes nothing yet."""

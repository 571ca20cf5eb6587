"""Every address of the site, in one place. Those with a beginning of their own come first: they are soon left aside."""

from django.contrib import admin
from django.urls import include, path

from onboarding import wiring
from onboarding.github.views import connection, webhook
from onboarding.mentoring.views.later import later_dates
from onboarding.monitoring.health import livez, readyz
from onboarding.people.views import preferences
from onboarding.programs import operations as programs_verbs
from onboarding.programs.views import importing, joining, programs, settings, versions
from onboarding.progress.views import audit

urlpatterns = [
    path("livez", livez, name="livez"),
    path("readyz", readyz, name="readyz"),
    path("mentor/", include("onboarding.mentoring.urls")),
    path("mentor/later-dates/", later_dates, {"extend_all": wiring.extend_all}, name="later_dates"),
    path("setup/github/", connection, {"resting": programs_verbs.resting_repositories}, name="github_connection"),
    path("setup/github/", include("onboarding.github.urls")),
    path("", include("onboarding.questions.urls")),
    path("", include("onboarding.progress.urls")),
    path("", include("onboarding.api.urls")),
    path("", include("onboarding.people.urls")),
    path("", include("onboarding.notifications.urls")),
    path("webhooks/github/", webhook, {"queue": wiring.queue_delivery}, name="github_webhook"),
    path("preferences/", preferences, {"moved": wiring.day_moved}, name="preferences"),
    path("", include("onboarding.curriculum.urls")),
    path("organise/new/", settings.new, {"begin": wiring.begin_program}, name="organise_new"),
    path("", include("onboarding.programs.urls")),
    path("programs/<slug:slug>/join/", programs.join, {"join": wiring.join}, name="join"),
    path("invites/<str:token>/accept/", joining.accept, {"accept": wiring.accept_invite}, name="accept_invite"),
    path(
        "organise/<slug:slug>/import/",
        importing.importing,
        {"import_people": wiring.import_people},
        name="organise_import",
    ),
    path("organise/<slug:slug>/joiners/", joining.asking, {"answer": wiring.answer_request}, name="organise_joiners"),
    path(
        "organise/<slug:slug>/versions/", versions.versions, {"adopt": wiring.adopt_versions}, name="organise_versions"
    ),
    path("organise/<slug:slug>/audit/", audit.audit, {"sources": wiring.AUDITED}, name="audit"),
    path(
        "organise/<slug:slug>/audit/export.<slug:suffix>",
        audit.export_audit,
        {"sources": wiring.AUDITED},
        name="export_audit",
    ),
    path("admin/", admin.site.urls),
]

handler400 = "onboarding.refusals.bad_request"
handler500 = "onboarding.refusals.broken"

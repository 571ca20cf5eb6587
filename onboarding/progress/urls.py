"""Addresses of the pages that newcomers walk through."""

from django.urls import path

from onboarding.progress import styleguide
from onboarding.progress.views import calendars, issues, journeys, previews, pulls, quizzes, records, tasks, uploads
from onboarding.progress.views.landing import landing

urlpatterns = [
    path("", landing, name="landing"),
    path("journey/", journeys.journeys, name="journey"),
    path("journey/<str:eid>/", journeys.enrollment, name="enrollment"),
    path("journey/<str:eid>/leave/", journeys.leave, name="leave"),
    path("journey/<str:eid>/pause/", journeys.pause, name="pause"),
    path("journey/<str:eid>/resume/", journeys.resume, name="resume"),
    path("journey/<str:eid>/record/", records.record, name="record"),
    path("journey/<str:eid>/record.json", records.record_json, name="record_json"),
    path("journey/<str:eid>/record/share/", records.share, name="share_record"),
    path("journey/<str:eid>/record/hide/", records.hide, name="hide_record"),
    path("calendar/open/", calendars.open_feed, name="open_calendar"),
    path("calendar/close/", calendars.close_feed, name="close_calendar"),
    path("calendar/<str:calendar_id>.ics", calendars.feed, name="calendar"),
    path("records/<str:record_id>/", records.shared, name="shared_record"),
    path("journey/<str:eid>/<slug:slug>/", tasks.task, name="task"),
    path("journey/<str:eid>/<slug:slug>/submit/", tasks.submit, name="submit"),
    path("journey/<str:eid>/<slug:slug>/quiz/", quizzes.quiz, name="quiz"),
    path("journey/<str:eid>/<slug:slug>/quiz/begin/", quizzes.begin_quiz, name="begin_quiz"),
    path("journey/<str:eid>/<slug:slug>/quiz/<str:paper>/", quizzes.hand_in_quiz, name="hand_in_quiz"),
    path("journey/<str:eid>/<slug:slug>/command/", uploads.make_command, name="make_command"),
    path("evidence/", uploads.evidence, name="evidence_by_header"),
    path("evidence/<str:token>", uploads.evidence, name="evidence"),
    path("collect/environment.sh", uploads.environment_script, name="environment_script"),
    path("submissions/<str:sid>/status/", tasks.submission_status, name="submission_status"),
    path("submissions/<str:sid>/check-again/", tasks.check_again, name="check_again"),
    path("submissions/<str:sid>/withdraw/", tasks.withdraw, name="withdraw"),
    path("pulls/", pulls.pulls, name="pulls"),
    path("pulls/<str:sid>/", pulls.pull, name="pull"),
    path("issues/<str:eid>/", issues.issues, name="issues"),
    path("issues/<str:eid>/<int:number>/pick/", issues.pick, name="pick"),
    path("picks/<str:pid>/keep-on/", issues.keep_on, name="keep_on"),
    path("picks/<str:pid>/give-up/", issues.give_up, name="give_up"),
    path("command-help/", pulls.command_help, name="command_help"),
    path("preview/<slug:track>/", previews.preview_task, name="preview_track"),
    path("preview/<slug:track>/<slug:slug>/", previews.preview_task, name="preview_task"),
    path("styleguide/", styleguide.page, name="styleguide"),
]

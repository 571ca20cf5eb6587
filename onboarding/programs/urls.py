"""Addresses of the pages about programs. What others follow, such as trails, is wired at the root."""

from django.urls import path

from onboarding.programs.views import importing, joining, members, mentors, organise, programs, settings

urlpatterns = [
    path("programs/", programs.programs, name="programs"),
    path("programs/<slug:slug>/", programs.program, name="program"),
    path("organise/", organise.organise, name="organise"),
    path("organise/<slug:slug>/about/", settings.about, name="organise_about"),
    path("organise/<slug:slug>/repositories/", settings.repositories, name="organise_repositories"),
    path("organise/<slug:slug>/when/", settings.when, name="organise_when"),
    path("organise/<slug:slug>/rules/", settings.rules, name="organise_rules"),
    path("organise/<slug:slug>/review/", settings.review, name="organise_review"),
    path("organise/<slug:slug>/publish/", settings.publish, name="organise_publish"),
    path("organise/<slug:slug>/discard/", settings.discard, name="organise_discard"),
    path("organise/<slug:slug>/archive/", settings.archive, name="organise_archive"),
    path("organise/<slug:slug>/clone/", settings.clone, name="organise_clone"),
    path("organise/<slug:slug>/members/", members.members, name="organise_members"),
    path("organise/<slug:slug>/members/<int:member>/", members.change_member, name="organise_change_member"),
    path("organise/<slug:slug>/members/<int:member>/remove/", members.remove_member, name="organise_remove_member"),
    path("organise/<slug:slug>/mentors/", mentors.mentors, name="organise_mentors"),
    path("organise/<slug:slug>/mentors/newcomers/", mentors.newcomers, name="organise_newcomers"),
    path("organise/<slug:slug>/mentors/requests/<str:asked>/", mentors.answer, name="organise_answer_mentor_request"),
    path("organise/<slug:slug>/invites/", joining.invites, name="organise_invites"),
    path("organise/<slug:slug>/invites/<str:invite>/revoke/", joining.revoke, name="organise_revoke_invite"),
    path("organise/<slug:slug>/import/sample.csv", importing.sample_file, name="organise_import_sample"),
    path("invites/<str:token>/", joining.invite, name="invite"),
    path("organise/<slug:slug>/", organise.organise_program, name="organise_program"),
]

"""Addresses of notices."""

from django.urls import path

from onboarding.notifications.views import announcements, chats, mails, notices, preferences

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read_notices"),
    path("notices/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("notices/<str:nid>/", notices.open_notice, name="open_notice"),
    path("preferences/notices/", preferences.notice_preferences, name="notice_preferences"),
    path("preferences/notices/trust/", preferences.trust_address, name="trust_address"),
    path("announcements/<str:aid>/", announcements.announcement, name="announcement"),
    path("organise/<slug:slug>/announcements/", announcements.announcements, name="announcements"),
    path("organise/<slug:slug>/mails/", mails.mails, name="mails"),
    path("organise/<slug:slug>/mails/<slug:kind>/<int:number>/<slug:language>/", mails.mail, name="mail"),
    path("organise/<slug:slug>/chats/", chats.chats, name="chats"),
    path("organise/<slug:slug>/chats/kinds/", chats.choose_kinds, name="choose_kinds"),
    path("organise/<slug:slug>/chats/<str:cid>/try/", chats.try_chat, name="try_chat"),
    path("organise/<slug:slug>/chats/<str:cid>/remove/", chats.remove_chat, name="remove_chat"),
]

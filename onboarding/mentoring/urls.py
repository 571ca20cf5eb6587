"""Addresses of the mentor's pages."""

from django.urls import path

from onboarding.mentoring.views import (
    absence,
    chosen,
    deciding,
    handling,
    notes,
    nudges,
    people,
    person,
    queue,
    review,
    today,
)

urlpatterns = [
    path("today/", today.today, name="today"),
    path("absence/", absence.absence, name="absence"),
    path("absence/<str:aid>/back/", absence.back, name="come_back"),
    path("capacity/<slug:slug>/", absence.capacity, name="capacity"),
    path("people/", people.people, name="people"),
    path("people/export/", people.export, name="export_people"),
    path("people/chosen/", chosen.chosen, name="chosen"),
    path("people/filters/", people.keep_filter, name="keep_filter"),
    path("people/filters/<int:pk>/delete/", people.drop_filter, name="drop_filter"),
    path("people/<str:eid>/", person.person, name="person"),
    path("people/<str:eid>/star/", people.star, name="star"),
    path("people/<str:eid>/notes/", notes.add_note, name="add_note"),
    path("notes/<str:nid>/", notes.change_note, name="change_note"),
    path("notes/<str:nid>/delete/", notes.delete_note, name="delete_note"),
    path("nudges/", nudges.nudges, name="nudges"),
    path("nudges/praise/<str:sid>/", nudges.praise, name="praise"),
    path("picks/<str:pid>/confirm/", person.confirm_pick, name="confirm_pick"),
    path("queue/", queue.queue, name="queue"),
    path("review/<str:sid>/", review.review, name="review"),
    path("review/<str:sid>/decide/", deciding.decide, name="decide"),
    path("review/<str:sid>/hold/", handling.hold, name="hold"),
    path("review/<str:sid>/let-go/", handling.let_go, name="let_go"),
    path("review/<str:sid>/take-up/", handling.take_up, name="take_up"),
    path("review/<str:sid>/flags/<slug:code>/close/", handling.close_flag, name="close_flag"),
    path("reviews/<str:rid>/undo/", deciding.undo, name="undo"),
]

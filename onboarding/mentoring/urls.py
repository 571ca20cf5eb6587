"""Addresses of the mentor's pages."""

from django.urls import path

from onboarding.mentoring.views import people, review, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("people/", people.people, name="people"),
    path("people/<str:eid>/", people.person, name="person"),
    path("people/<str:eid>/star/", people.star, name="star"),
    path("picks/<str:pid>/confirm/", people.confirm_pick, name="confirm_pick"),
    path("review/<str:sid>/", review.review, name="review"),
    path("review/<str:sid>/decide/", review.decide, name="decide"),
    path("review/<str:sid>/take-up/", review.take_up, name="take_up"),
    path("review/<str:sid>/flags/<slug:code>/close/", review.close_flag, name="close_flag"),
    path("reviews/<str:rid>/undo/", review.undo, name="undo"),
]

"""Administrators see what could not be sent, and have it tried again. Organisers read it on their page."""

import pytest

from onboarding.notifications.models import Mail
from tests.cast import make_person
from tests.notifications.world import DUE, send_due, the_mail, told_grace

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed(ada, post_office):
    told_grace(ada)
    post_office.answers["DATA"] = "451 The disk is full"
    send_due(DUE)
    Mail.objects.update(state="failed")
    return the_mail()


def test_what_could_not_be_sent_is_listed_with_the_servers_words(failed, client):
    client.force_login(make_person("margaret", is_administrator=True))

    page = client.get("/admin/notifications/mail/?state__exact=failed").content.decode()

    assert "451 The disk is full" in page


def test_organisers_find_nothing_there(failed, client):
    client.force_login(make_person("linus", is_organiser=True))

    assert client.get("/admin/notifications/mail/").status_code == 404
    again = {"action": "try_again", "_selected_action": [failed.pk]}
    assert client.post("/admin/notifications/mail/", again).status_code == 404
    assert the_mail().state == "failed"


def test_an_administrator_has_it_tried_again(failed, client):
    client.force_login(make_person("margaret", is_administrator=True))

    client.post("/admin/notifications/mail/", {"action": "try_again", "_selected_action": [failed.pk]})

    assert (the_mail().state, the_mail().attempts) == ("queued", 0)

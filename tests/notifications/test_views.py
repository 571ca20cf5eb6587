"""The list, opening one, reading all; preferences; and the way out of each kind of mail."""

import pytest
from django.core import signing
from django.urls import reverse

from onboarding.notifications.kinds import EVERYTHING, Kind
from onboarding.notifications.models import Notification, Rhythm, Subscription
from onboarding.notifications.operations import drain
from onboarding.notifications.unsubscribing import unsubscribe_path
from tests.cast import NOON, make_person
from tests.notifications.rooms import opened
from tests.notifications.world import LATER, handed_in_text, told_grace

pytestmark = pytest.mark.django_db


@pytest.fixture
def grace(ada, client):
    client.force_login(ada.mentor)
    return ada.mentor


def fill(reader, count):
    Notification.objects.bulk_create(
        Notification(
            reader=reader,
            kind="review",
            fact="transition",
            fact_id=number,
            title={"en": f"Notice {number}", "zh-hans": f"通知 {number}"},
            path="/journey/",
            at=NOON,
        )
        for number in range(count)
    )


def test_the_list_says_what_is_new_and_the_header_how_much(ada, grace, client):
    told_grace(ada)

    page = client.get("/notices/").content.decode()

    assert "Ada handed in “Introduce yourself”" in page
    assert '<span class="count-badge">1</span>' in page
    assert '<span class="tag">new</span>' in page


def test_the_list_speaks_the_language_of_today(ada, grace, client):
    told_grace(ada)
    grace.language = "zh-hans"
    grace.save()

    assert "Ada 提交了“任务 Introduce yourself”" in client.get("/notices/").content.decode()


def test_who_was_told_nothing_reads_what_will_stand_here(ada, grace, client):
    assert "Nothing to tell you yet" in client.get("/notices/").content.decode()


def test_opening_one_reads_it_and_leads_on(ada, grace, client):
    notification = told_grace(ada)

    response = client.get(f"/notices/{notification.public_id}/")

    assert response.url == notification.path
    notification.refresh_from_db()
    assert notification.read_at is not None
    assert "You have read everything." in client.get("/notices/").content.decode()


def test_nobody_opens_what_another_was_told(ada, client):
    notification = told_grace(ada)
    client.force_login(make_person("mallory", is_administrator=True))

    assert client.get(f"/notices/{notification.public_id}/").status_code == 404
    assert "handed in" not in client.get("/notices/").content.decode()


def test_all_are_read_at_once_and_only_ones_own(ada, grace, client):
    fill(grace, 3)
    fill(make_person("mary"), 1)

    client.post("/notices/read/")

    assert list(Notification.objects.unread().values_list("reader__login", flat=True)) == ["mary"]


def test_a_long_list_has_pages_and_costs_no_more(ada, grace, client, django_assert_num_queries):
    fill(grace, 2)
    client.get("/notices/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/notices/")
    fill(grace, 0)
    Notification.objects.all().delete()
    fill(grace, 120)

    with django_assert_num_queries(len(few)):
        page = client.get("/notices/?page=2").content.decode()
    assert "Page 2 of 5" in page


def test_the_bell_stops_counting_at_a_hundred(ada, grace, client):
    fill(grace, 120)

    assert '<span class="count-badge">99+</span>' in client.get("/notices/").content.decode()


def test_a_mentor_is_offered_their_kinds_and_a_newcomer_not(ada, grace, client):
    assert "Work waits for a mentor" in client.get("/preferences/notices/").content.decode()
    client.force_login(ada.user)

    assert "Work waits for a mentor" not in client.get("/preferences/notices/").content.decode()


def test_a_mentor_reads_what_is_said_in_their_chat_too_and_others_have_none(ada, grace, client):
    assert "Chat</th>" not in client.get("/preferences/notices/").content.decode()
    opened(ada, "https://open.feishu.cn/open-apis/bot/v2/hook/made-up", kinds=("review",))

    page = client.get("/preferences/notices/").content.decode()

    assert "Chat</th>" in page
    assert page.count("in a chat") == 1
    assert "made-up" not in page
    client.force_login(ada.user)
    assert "Chat</th>" not in client.get("/preferences/notices/").content.decode()


def test_only_what_differs_from_the_defaults_is_kept(ada, grace, client):
    form = {"digest": "daily", "digest_hour": "7", "quiet_from": "22:00", "quiet_until": "07:00"}

    client.post("/preferences/notices/", {**form, "mailed": sorted({*Kind.values} - {"flag", "pick"})})

    kept = {row.kind: row.is_mailed for row in Subscription.objects.all()}
    assert kept == {"flag": False, "pick": False, "given": True}
    rhythm = Rhythm.objects.get(user=grace)
    assert (rhythm.digest, rhythm.digest_hour, rhythm.quiet_from.hour) == ("daily", 7, 22)
    client.post("/preferences/notices/", {**form, "mailed": sorted({*Kind.values} - {"review", "pick", "given"})})
    assert {row.kind for row in Subscription.objects.all()} == {"review", "pick"}


def test_half_of_the_quiet_hours_is_refused_with_what_to_do(ada, grace, client):
    response = client.post("/preferences/notices/", {"digest": "none", "digest_hour": "9", "quiet_from": "22:00"})

    assert response.status_code == 422
    assert "Quiet hours need a beginning and an end" in response.content.decode()
    assert not Rhythm.objects.exists()


def test_a_site_without_a_mail_server_says_so(ada, grace, client):
    assert "This site sends no e-mail" in client.get("/preferences/notices/").content.decode()


def test_who_has_no_address_reads_how_to_get_one(ada, grace, client, post_office):
    grace.email = ""
    grace.save()

    assert "GitHub told us of no verified e-mail address" in client.get("/preferences/notices/").content.decode()


def test_a_refused_address_is_said_with_the_servers_words_and_can_be_tried_again(ada, grace, client, post_office):
    Rhythm.objects.create(user=grace, refused_address=grace.email, refused_words="550 No such user", refused_at=NOON)
    assert "550 No such user" in client.get("/preferences/notices/").content.decode()

    client.post("/preferences/notices/trust/")

    assert Rhythm.objects.get(user=grace).refused_address == ""


def test_looking_at_the_way_out_does_not_take_it(client):
    path = unsubscribe_path(make_person("grace"), "review")

    assert "Shall we send no more mail of the kind “Work waits for a mentor”?" in client.get(path).content.decode()
    assert not Subscription.objects.exists()


def test_the_way_out_works_signed_out_and_without_our_form(client):
    from django.test import Client

    stranger = Client(enforce_csrf_checks=True)

    response = stranger.post(unsubscribe_path(make_person("grace"), "review"), {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    assert list(Subscription.objects.values_list("user__login", "kind", "is_mailed")) == [("grace", "review", False)]


def test_the_way_out_of_a_digest_ends_all_mail_for_ever(ada, client):
    grace = make_person("grace")

    Subscription.objects.create(user=grace, kind="given", is_mailed=True)

    client.post(unsubscribe_path(grace, EVERYTHING))

    for kind in (*Kind.values, "invented-next-year"):
        assert Subscription.objects.wanted([grace.pk, ada.user_id], kind) <= {ada.user_id}
    assert Subscription.objects.wanted([grace.pk, ada.user_id], "verified") == {ada.user_id}


def test_who_wanted_no_mail_can_want_one_kind_again_or_all(ada, grace, client):
    client.post(unsubscribe_path(grace, EVERYTHING))
    page = client.get("/preferences/notices/").content.decode()
    assert "checked" not in page[page.index("<tbody") : page.index("</table>")]
    form = {"digest": "none", "digest_hour": "9"}

    client.post("/preferences/notices/", {**form, "mailed": ["review"]})
    assert {kind for kind in Kind.values if Subscription.objects.wanted([grace.pk], kind)} == {"review"}
    client.post("/preferences/notices/", {**form, "mailed": Kind.values})
    assert Subscription.objects.wanted([grace.pk], "invented-next-year") == {grace.pk}


@pytest.mark.parametrize("token", ["made-up", signing.Signer(salt="another").sign_object(["x", "review"])])
def test_a_made_up_token_is_nobodys(client, token):
    make_person("grace")

    assert client.post(reverse("unsubscribe", args=(token,))).status_code == 404


def test_a_token_of_somebody_else_cannot_be_made_from_ones_own(client):
    make_person("grace")
    path = unsubscribe_path(make_person("mallory"), "review")
    head, sign = path.strip("/").rsplit("/", 1)[1].split(":", 1)

    assert client.post(f"/notices/unsubscribe/{head[:-2]}xx:{sign}/").status_code == 404


def test_what_comes_in_while_reading_all_stays_unread(ada, grace, client):
    from onboarding.notifications.operations import read_all

    handed_in_text(ada)
    drain(now=LATER)

    read_all(user=grace, now=NOON)

    assert Notification.objects.unread().count() == 1

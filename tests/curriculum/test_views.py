"""The public pages: readable by anybody, in both languages, in a constant number of queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onboarding.curriculum.models import Task, Track
from onboarding.curriculum.operations import sync
from tests.cast import NOON, make_task, make_track, task_content

pytestmark = pytest.mark.django_db
CHINESE = {"Accept-Language": "zh-hans"}
TRACK = "/tracks/cloud-native-contributor/"


@pytest.fixture
def _curriculum(db):
    sync(now=NOON)


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.usefixtures("_curriculum")
def test_the_tracks_are_listed_with_what_they_take(client):
    page = client.get("/tracks/").content.decode()

    assert "Cloud-native contributor" in page
    shown = Task.objects.current().filter(track__slug="cloud-native-contributor")
    minutes = sum(task.content.minutes for task in shown)
    assert f"{len(shown)} tasks<br>about {round(minutes / 60)} hours" in page


@pytest.mark.usefixtures("_curriculum")
def test_a_track_shows_its_text_and_its_tasks_in_order(client):
    page = client.get(TRACK).content.decode()

    titles = ["Introduce yourself", "Your first contribution", "Sign off and name your commits"]
    places = [page.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)
    assert "What you will have done" in page
    assert f'href="{TRACK}sign-off/"' in page


@pytest.mark.usefixtures("_curriculum")
def test_a_task_shows_its_text_and_what_is_looked_for(client):
    page = client.get(f"{TRACK}sign-off/").content.decode()

    assert "What a good commit looks like" in page
    assert "Each commit message has a" in page
    assert "Within 7 days of being able to begin" in page
    assert f'href="{TRACK}first-contribution/">Your first contribution</a>' in page


@pytest.mark.usefixtures("_curriculum")
def test_a_written_task_says_what_the_mentor_looks_at(client):
    page = client.get(f"{TRACK}introduce-yourself/").content.decode()

    assert "You write, and your mentor reads it." in page
    assert "Says how many hours a week they have" in page
    assert "Within 7 days of joining" in page


@pytest.mark.usefixtures("_curriculum")
def test_a_quiz_says_that_it_asks_questions(client):
    page = client.get("/tracks/working-in-the-community/prow/").content.decode()

    assert "You answer questions" in page


@pytest.mark.usefixtures("_curriculum")
def test_code_in_what_is_looked_for_is_shown_as_code(client):
    page = client.get(f"{TRACK}sign-off/").content.decode()

    assert 'has a <code class="code">Signed-off-by</code> line' in page


@pytest.mark.usefixtures("_curriculum")
@pytest.mark.parametrize("task", ["introduce-yourself", "first-contribution", "sign-off"])
def test_placeholders_become_neutral_words(client, task):
    page = client.get(f"{TRACK}{task}/").content.decode()

    assert "{{" not in page
    assert "community/project" in page


@pytest.mark.usefixtures("_curriculum")
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/tracks/", "云原生贡献者"),
        (TRACK, "走完之后"),
        (f"{TRACK}first-contribution/", "你会遇到的词"),
        (f"{TRACK}sign-off/", "每条提交信息都有一行"),
    ],
)
def test_every_page_exists_in_chinese(client, address, words):
    page = client.get(address, headers=CHINESE).content.decode()

    assert words in page
    assert "Why it matters" not in page


@pytest.mark.usefixtures("_curriculum")
def test_what_is_retired_or_was_never_there_is_not_found(client):
    Task.objects.filter(slug="sign-off").update(retired_at=NOON)
    assert client.get(f"{TRACK}sign-off/").status_code == 404
    assert "sign-off" not in client.get(TRACK).content.decode()
    assert client.get(f"{TRACK}nowhere/").status_code == 404
    assert client.get("/tracks/nowhere/").status_code == 404

    Track.objects.update(retired_at=NOON)
    assert client.get(TRACK).status_code == 404
    assert client.get(f"{TRACK}first-contribution/").status_code == 404


@pytest.mark.usefixtures("_curriculum")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            ("<dfn>control plane</dfn>", 'lang="zh-hans">控制平面</span>', "Two groups that are each more than half"),
        ),
        ("zh-hans", ("<dfn>控制平面</dfn>", 'lang="en">control plane</span>', "超过一半的成员")),
    ],
)
def test_the_glossary_explains_each_word_and_names_it_in_both_languages(client, language, words):
    page = client.get("/glossary/", headers={"Accept-Language": language}).content.decode()

    assert all(word in page for word in words)
    assert page.index('id="term-api-server"') < page.index('id="letter-q"') < page.index('id="term-watch"')


@pytest.mark.usefixtures("_curriculum")
def test_every_link_to_a_word_leads_to_its_place_in_the_glossary(client):
    glossary = client.get("/glossary/").content.decode()
    linked = set(re.findall(r'href="/glossary/#(term-[a-z-]+)"', client.get(f"{TRACK}sign-off/").content.decode()))
    linked |= set(re.findall(r'href="/glossary/#(term-[a-z-]+)"', glossary))

    assert {"term-rebase", "term-dco", "term-pod"} <= linked
    assert all(f'id="{place}"' in glossary for place in linked)


def test_the_glossary_costs_one_query(client, django_assert_num_queries):
    sync(now=NOON)
    with django_assert_num_queries(1):
        client.get("/glossary/")


def test_without_terms_the_glossary_says_so(client):
    assert "No words yet" in client.get("/glossary/").content.decode()


def test_without_tracks_the_page_says_so(client):
    assert "No tracks yet" in client.get("/tracks/").content.decode()


def test_more_tracks_and_tasks_cost_no_more_queries(client):
    first = make_track("first")
    few = [queries_of(client, address) for address in ("/tracks/", "/tracks/first/", "/tracks/first/sign-off/")]

    for number in range(10):
        make_task(first, task_content(f"task-{number}"))
        make_track(f"track-{number}")

    many = [queries_of(client, address) for address in ("/tracks/", "/tracks/first/", "/tracks/first/sign-off/")]
    assert many == few
    assert max(many) <= 3


@pytest.mark.usefixtures("_curriculum")
def test_the_pages_only_answer_to_reading(client):
    assert client.post("/tracks/").status_code == 405

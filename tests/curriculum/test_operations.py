"""Syncing: what the files say gets into the database once, under names and slots that last."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onboarding.curriculum.loading import CurriculumError, load_glossary
from onboarding.curriculum.models import Task, TaskVersion, Term, Track
from onboarding.curriculum.operations import Run, Wrote, sync
from tests.cast import NOON
from tests.curriculum.authored import GLOSSARY, GLOSSARY_ZH, TASK, TRACK, another, write, write_glossary

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_built_in(monkeypatch, tmp_path_factory):
    """These tests speak of their own track only; the site's own stands aside."""
    built_in = write(tmp_path_factory.mktemp("built-in"), track="built-in")
    monkeypatch.setattr("onboarding.curriculum.operations.BUILT_IN", built_in)
    sync(now=NOON)


def synced(directory, now=NOON):
    return sync(directories=[directory], now=now).changes


def renderer():
    """What the site's own glossary and this code call themselves."""
    return Run(NOON, load_glossary([])).renderer


def slots():
    return dict(Task.objects.filter(track__slug="steps").values_list("slug", "slot"))


def test_the_first_sync_adds_everything(tmp_path):
    assert synced(write(tmp_path)) == [("steps", Wrote.ADDED), ("steps/hello", Wrote.ADDED)]

    version = Task.objects.get(track__slug="steps").current_version
    assert (version.number, version.kind, version.renderer, version.created_at) == (1, "written", renderer(), NOON)
    assert version.parsed.title == {"en": "Say hello", "zh-hans": "打个招呼"}
    assert Track.objects.get(slug="steps").title == {"en": "First steps", "zh-hans": "第一步"}


def test_the_second_sync_writes_nothing(tmp_path):
    synced(write(tmp_path))

    with CaptureQueriesContext(connection) as queries:
        changes = synced(tmp_path, LATER)

    assert changes == []
    statements = [query["sql"].split()[0] for query in queries.captured_queries]
    assert not set(statements) & {"INSERT", "UPDATE", "DELETE"}


def test_the_second_sync_costs_the_same_however_many_tasks_there_are(tmp_path, django_assert_num_queries):
    synced(write(tmp_path))
    with CaptureQueriesContext(connection) as few:
        synced(tmp_path)
    for number in range(10, 20):
        write(tmp_path, **another(str(number), f"task-{number}"))
    synced(tmp_path)

    with django_assert_num_queries(len(few)):
        synced(tmp_path)


def test_changed_words_are_a_new_version(tmp_path):
    synced(write(tmp_path))
    write(tmp_path, task=TASK.replace("Because.", "Because it is kind."))

    assert synced(tmp_path, LATER) == [("steps/hello", Wrote.CHANGED)]
    versions = TaskVersion.objects.filter(task__track__slug="steps").order_by("number")
    assert [version.number for version in versions] == [1, 2]
    assert Task.objects.get(track__slug="steps").current_version == versions[1]
    assert versions[1].created_at == LATER


def test_words_that_come_back_are_the_version_they_were(tmp_path):
    synced(write(tmp_path))
    first = Task.objects.get(track__slug="steps").current_version
    synced(write(tmp_path, task=TASK.replace("Because.", "No.")))

    synced(write(tmp_path, task=TASK))

    assert Task.objects.get(track__slug="steps").current_version == first
    assert TaskVersion.objects.filter(task__track__slug="steps").count() == 2


def test_a_task_whose_file_vanishes_is_retired_and_revived_with_its_slot(tmp_path):
    synced(write(tmp_path, **another("02", "bye")))
    before = slots()
    for name in ("02-bye.md", "02-bye.zh-hans.md"):
        (tmp_path / "steps" / name).unlink()

    assert synced(tmp_path, LATER) == [("steps/bye", Wrote.RETIRED)]
    assert Task.objects.get(slug="bye").retired_at == LATER
    assert synced(tmp_path, LATER) == []
    assert synced(write(tmp_path, **another("02", "bye")), LATER) == [("steps/bye", Wrote.REVIVED)]
    assert Task.objects.get(slug="bye").retired_at is None
    assert slots() == before


def test_a_slot_is_never_given_to_another_task(tmp_path):
    synced(write(tmp_path, **another("02", "bye")))
    for name in ("02-bye.md", "02-bye.zh-hans.md"):
        (tmp_path / "steps" / name).unlink()
    synced(tmp_path)

    synced(write(tmp_path, **another("02", "again")))

    assert slots() == {"hello": 0, "bye": 1, "again": 2}


def test_a_task_that_moves_keeps_its_slot(tmp_path):
    synced(write(tmp_path, **another("02", "bye")))
    for language in ("", ".zh-hans"):
        folder = tmp_path / "steps"
        (folder / f"01-hello{language}.md").rename(folder / f"03-hello{language}.md")

    assert synced(tmp_path) == [("steps/bye", Wrote.MOVED), ("steps/hello", Wrote.MOVED)]
    assert slots() == {"hello": 0, "bye": 1}
    assert [task.slug for task in Task.objects.filter(track__slug="steps")] == ["bye", "hello"]


def test_a_draft_is_shown_to_nobody_until_it_is_none_any_more(tmp_path):
    synced(write(tmp_path, **another("02", "again", draft="true")))
    assert set(slots()) == {"hello"}

    assert synced(write(tmp_path, **another("02", "again"))) == [("steps/again", Wrote.ADDED)]


def test_a_track_that_vanishes_is_retired_with_its_tasks_and_comes_back_whole(tmp_path):
    synced(write(tmp_path))

    assert sync(now=LATER).changes == [("steps/hello", Wrote.RETIRED), ("steps", Wrote.RETIRED)]
    assert not Track.objects.current().filter(slug="steps").exists()
    assert synced(tmp_path) == [("steps", Wrote.REVIVED), ("steps/hello", Wrote.REVIVED)]


def test_a_track_that_says_something_else_is_changed_in_place(tmp_path):
    synced(write(tmp_path))

    assert synced(write(tmp_path, track_md=TRACK.replace("A walk.", "A hike."))) == [("steps", Wrote.CHANGED)]
    assert Track.objects.get(slug="steps").summary["en"] == "A hike."


def test_a_curriculum_with_problems_changes_nothing(tmp_path):
    synced(write(tmp_path))
    write(tmp_path, task=TASK.replace("Because.", "No."), task_zh=None)

    with pytest.raises(CurriculumError):
        synced(tmp_path)

    assert TaskVersion.objects.filter(task__track__slug="steps").count() == 1


def test_a_track_without_room_for_another_task_says_so_and_stores_nothing(tmp_path):
    synced(write(tmp_path))
    Track.objects.filter(slug="steps").update(next_slot=200)

    with pytest.raises(CurriculumError, match="as many as a trail has room for"):
        synced(write(tmp_path, **another("02", "bye"), track_md=TRACK.replace("A walk.", "A hike.")))

    assert Track.objects.get(slug="steps").summary["en"] == "A walk."


def test_another_renderer_makes_the_html_again_in_the_same_version(tmp_path):
    synced(write(tmp_path))
    version = Task.objects.get(track__slug="steps").current_version
    stale = {**version.content, "html": {"en": "<script>", "zh-hans": "<script>"}}
    TaskVersion.objects.filter(pk=version.pk).update(renderer="0", content=stale)

    assert synced(tmp_path) == [("steps/hello", Wrote.RENDERED)]
    again = Task.objects.get(track__slug="steps").current_version
    assert (again.pk, again.renderer, again.parsed) == (version.pk, renderer(), version.parsed)


LINKED = TASK.replace("Because.", "A [word](glossary:word).")


def test_terms_of_a_community_stand_beside_the_sites_own_until_their_file_is_gone(tmp_path):
    write_glossary(write(tmp_path, task=LINKED))

    assert ("glossary", Wrote.CHANGED) in synced(tmp_path)
    assert Term.objects.get(slug="word").name == {"en": "word", "zh-hans": "词"}
    assert Term.objects.get(slug="silence").html["en"].startswith('<p>No <a class="term" href="/glossary/#term-word" ')
    assert Term.objects.filter(slug="pod").exists()

    assert ("glossary", Wrote.CHANGED) in sync(now=LATER).changes
    assert not Term.objects.filter(slug="word").exists()


def test_another_meaning_reaches_the_texts_that_link_to_it_in_the_same_version(tmp_path):
    synced(write_glossary(write(tmp_path, task=LINKED)))
    version = Task.objects.get(track__slug="steps").current_version
    assert 'title="Something said."' in version.parsed.html["en"]

    write_glossary(tmp_path, glossary=GLOSSARY.replace("Something said.", "Something written."))

    assert ("steps/hello", Wrote.RENDERED) in synced(tmp_path, LATER)
    again = Task.objects.get(track__slug="steps").current_version
    assert again.pk == version.pk
    assert 'title="Something written."' in again.parsed.html["en"]


def test_a_term_that_changed_in_one_language_only_is_written(tmp_path):
    synced(write_glossary(write(tmp_path)))
    write_glossary(tmp_path, translation=GLOSSARY_ZH.replace("说过的话。", "写下的话。"))

    assert ("glossary", Wrote.CHANGED) in synced(tmp_path, LATER)
    assert "写下的话" in Term.objects.get(slug="word").html["zh-hans"]

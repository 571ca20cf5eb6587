"""Notes on a person: for those who help to run the program, and changed by their author alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from onboarding.mentoring.models import Note
from onboarding.mentoring.operations import write_note
from tests.cast import NOON, enroll, make_person

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(program):
    return enroll(program)


def add(client, ada, text: str):
    return client.post(reverse("add_note", args=[ada.public_id]), {"note": text}, follow=True)


def note_of(ada, login: str = "grace", text: str = "Works at night.") -> Note:
    return write_note(enrollment=ada, author=make_person(login), text=text, now=NOON)


def test_a_note_stands_on_the_page_with_author_and_time(desk, ada):
    page = add(desk, ada, "Works at night.\n<b>Kind</b>").content.decode()

    assert "Works at night.<br>&lt;b&gt;Kind&lt;/b&gt;" in page
    assert "<strong>Grace</strong>" in page


def test_a_button_pressed_twice_writes_one_and_later_it_is_another(desk, ada):
    for _press in range(2):
        add(desk, ada, "Works at night.")
    note = Note.objects.get()

    write_note(enrollment=ada, author=note.author, text=note.text, now=note.written_at + 2 * MINUTE)

    assert Note.objects.count() == 2


def test_colleagues_read_it_and_only_its_author_changes_it(desk, client, ada):
    note = note_of(ada)
    client.force_login(make_person("linus"))

    assert "Works at night." in client.get(reverse("person", args=[ada.public_id])).content.decode()
    assert client.post(reverse("change_note", args=[note.public_id]), {"note": "x"}).status_code == 404
    assert client.post(reverse("delete_note", args=[note.public_id])).status_code == 404


def test_the_newcomer_never_sees_it(client, ada):
    note = note_of(ada)
    client.force_login(make_person("ada"))

    assert client.get(reverse("change_note", args=[note.public_id])).status_code == 404
    assert "Works at night." not in client.get("/journey/").content.decode()
    assert not Note.objects.visible_to(make_person("ada")).exists()


def test_not_even_one_who_mentors_as_well(program, client):
    """Grace walks in the program that she mentors: what colleagues wrote about her is not for her."""
    note_of(enroll(program, "grace"), "linus")

    assert not Note.objects.visible_to(make_person("grace")).exists()


def test_mallory_neither_reads_nor_writes(mallory, ada):
    note = note_of(ada)

    assert add(mallory, ada, "Mine.").status_code == 404
    assert mallory.get(reverse("change_note", args=[note.public_id])).status_code == 404
    assert Note.objects.get() == note


def test_its_author_changes_and_deletes_it(desk, ada):
    note = note_of(ada)

    page = desk.post(reverse("change_note", args=[note.public_id]), {"note": "Works by day."}, follow=True)
    assert "Works by day." in page.content.decode()
    assert "changed " in page.content.decode()
    desk.post(reverse("delete_note", args=[note.public_id]))
    assert not Note.objects.exists()


@pytest.mark.parametrize(("text", "said"), [("  ", "The note is empty."), ("字" * 50_001, "this one has 50001")])
def test_what_cannot_be_kept_is_said_and_still_there(desk, ada, text, said):
    answer = add(desk, ada, text)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert text.strip() in answer.content.decode()
    assert not Note.objects.exists()


def test_a_note_of_fifty_thousand_characters_is_kept_and_folded(desk, ada):
    page = add(desk, ada, "字" * 50_000).content.decode()

    assert len(Note.objects.get().text) == 50_000
    assert f"<summary>{'字' * 119}…</summary>" in page


def test_earlier_notes_are_folded(desk, ada):
    for number in range(5):
        note_of(ada, text=f"Note {number}")

    assert "2 earlier notes" in desk.get(reverse("person", args=[ada.public_id])).content.decode()

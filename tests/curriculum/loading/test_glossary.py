"""The glossary's files: terms in every language, each explained once, and no link that leads nowhere."""

import pytest

from onboarding.curriculum.loading import CurriculumError, load, load_glossary
from tests.curriculum.authored import GLOSSARY, GLOSSARY_ZH, TASK, TASK_ZH, write, write_glossary


def problems(directory):
    with pytest.raises(CurriculumError) as error:
        load([directory])
    return [f"{each.path.name}:{each.line}: {each.message}" for each in error.value.problems]


def test_a_term_has_its_words_in_every_language(tmp_path):
    term = load_glossary([write_glossary(tmp_path)])["silence"]

    assert term.name == {"en": "silence", "zh-hans": "沉默"}
    assert term.link == {"en": "https://example.org/silence"}
    assert term.plain("zh-hans") == "一个词也没有。"


def test_texts_link_to_the_sites_own_terms_and_to_those_beside_them(tmp_path):
    task = TASK.replace("Because.", "A [word](glossary:word) about [pods](glossary:pod).")
    task_zh = TASK_ZH.replace("因为。", "关于 [Pod](glossary:pod) 的[词](glossary:word)。")

    (track,) = load([write_glossary(write(tmp_path, task=task, task_zh=task_zh))])

    html = track.content.tasks[0].html
    assert 'href="/glossary/#term-word" title="Something said."' in html["en"]
    assert 'title="说过的话。"' in html["zh-hans"]
    assert "/glossary/#term-pod" in html["en"]


SPOILT = [
    (
        {"translation": None},
        "glossary.yaml:1: It has no translation. Add glossary.zh-hans.yaml, with the translated words only.",
    ),
    (
        {"translation": GLOSSARY_ZH.replace("      word:", "      wort:")},
        "glossary.zh-hans.yaml:2: glossary.yaml has no term `wort`. Did you mean `word`?",
    ),
    (
        {"translation": GLOSSARY_ZH.partition("      silence:")[0]},
        "glossary.zh-hans.yaml:1: The term `silence` has no words in zh-hans. Add them.",
    ),
    (
        {"glossary": GLOSSARY.replace("glossary:word", "glossary:wrod")},
        "glossary.yaml:7: The glossary has no term `wrod`. Did you mean `word`?",
    ),
    (
        {"translation": GLOSSARY_ZH.replace("glossary:word", "glossary:wrod")},
        "glossary.zh-hans.yaml:7: The glossary has no term `wrod`. Did you mean `word`?",
    ),
    (
        {"glossary": GLOSSARY.replace("https://", "http://")},
        "glossary.yaml:8: `terms.silence.link: http://example.org/silence`? ",
    ),
    (
        {"glossary": GLOSSARY.replace("        term: word", "        name: word")},
        "glossary.yaml:3: `terms.word.name` is not known here.",
    ),
    (
        {"glossary": GLOSSARY.rstrip() + "\n      word:\n        term: word\n        text: Again.\n"},
        "glossary.yaml:9: `word` is already there, on line 2.",
    ),
]


@pytest.mark.parametrize(("files", "expected"), SPOILT, ids=[expected for _files, expected in SPOILT])
def test_each_mistake_is_told_with_its_line_and_what_to_do(tmp_path, files, expected):
    found = problems(write_glossary(write(tmp_path), **files))

    assert [line for line in found if line.startswith(expected)], found


def test_a_text_that_links_to_an_unknown_term_is_told_so(tmp_path):
    write(tmp_path, task=TASK.replace("Because.", "A [pod](glossary:pood)."))

    assert problems(tmp_path) == ["01-hello.md:21: The glossary has no term `pood`. Did you mean `pod`?"]


def test_a_term_that_is_like_no_other_has_to_be_added(tmp_path):
    write(tmp_path, task=TASK.replace("Because.", "A [zebra](glossary:zebra)."))

    (told,) = problems(tmp_path)
    assert told.endswith("The glossary has no term `zebra`. Add it to glossary.yaml, or take the link out.")


def test_a_term_of_the_sites_own_is_not_explained_anew(tmp_path):
    write_glossary(
        write(tmp_path), glossary=GLOSSARY.replace("word", "pod"), translation=GLOSSARY_ZH.replace("word", "pod")
    )

    (told,) = problems(tmp_path)
    assert told.startswith("glossary.yaml:2: ")
    assert told.endswith("has the term `pod` already. Give this one another name.")


def test_a_translation_of_no_glossary_is_named(tmp_path):
    write_glossary(write(tmp_path))
    (tmp_path / "glossary.yaml").unlink()

    assert problems(tmp_path) == ["glossary.zh-hans.yaml:1: There is no glossary.yaml that this would translate."]
